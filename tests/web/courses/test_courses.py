"""Courses: a seat is given once however many want it, the waiting list moves up, one tap clears."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from tests.web import factories as make
from web.accounts.models import RoleName, User
from web.core import clock
from web.core.errors import RuleError
from web.courses.models import Course, CoursePlace, CourseStatus, PlaceStatus
from web.courses.services import (
    CoursePlan,
    call_off_course,
    cancel_place,
    lay_course,
    record_attendance,
    sign_up,
)
from web.extensions import db
from web.notifications.models import OutboxMessage
from web.profiles.models import Mentor, MentorStatus
from web.vetting.decisions import refuse_mentor
from web.vetting.models import Clearance, ClearanceKind, ClearanceStatus, DecisionReason
from web.vetting.queries import missing_kinds

pytestmark = pytest.mark.usefixtures("database")
BEGINS = make.NOW + timedelta(days=7)


def an_applicant() -> Mentor:
    return make.make_mentor(is_cleared=False, status=MentorStatus.APPLIED)


def a_course(*, seats: int = 2) -> Course:
    """A course of two evenings, in a week."""
    plan = CoursePlan(
        title="Mentoruddannelse",
        description="",
        place="Biblioteket",
        seats=seats,
        starts_at=BEGINS,
        ends_at=BEGINS + timedelta(hours=3),
        second_starts_at=BEGINS + timedelta(days=7),
        second_ends_at=BEGINS + timedelta(days=7, hours=3),
    )
    return lay_course(plan, by=make.make_user(RoleName.CASEWORKER), now=make.NOW)


def join(course: Course, mentor: Mentor) -> CoursePlace:
    return sign_up(course, mentor.volunteer, by=mentor.volunteer.user, now=make.NOW)


def seated(course_id: int) -> int:
    statement = select(func.count(CoursePlace.seat)).where(CoursePlace.course_id == course_id)
    return db.session.scalar(statement) or 0


def newest_mail_to(user: User) -> str:
    found = select(OutboxMessage.body).where(OutboxMessage.user_id == user.id)
    return db.session.scalars(found.order_by(OutboxMessage.id.desc()).limit(1)).one()


def test_many_who_want_the_last_seat_at_once_get_it_once(app: Flask) -> None:
    course = a_course(seats=3)
    course_id, people = course.id, [an_applicant().id for _ in range(8)]
    db.session.commit()

    def attempt(mentor_id: int) -> PlaceStatus:
        with app.app_context():
            place = join(db.session.get_one(Course, course_id), db.session.get_one(Mentor, mentor_id))
            db.session.commit()
            return place.status

    with ThreadPoolExecutor(8) as threads:
        found = list(threads.map(attempt, people))
    assert found.count(PlaceStatus.SEATED) == 3
    assert found.count(PlaceStatus.WAITING) == 5
    assert seated(course_id) == 3


def test_the_database_gives_no_seat_that_is_not_there() -> None:
    course = a_course(seats=1)
    join(course, an_applicant())
    volunteer = an_applicant().volunteer
    for seat in (1, 2):
        with pytest.raises(IntegrityError), db.session.begin_nested():
            make.save(
                CoursePlace(
                    course=course,
                    volunteer=volunteer,
                    status=PlaceStatus.SEATED,
                    seat=seat,
                    asked_at=make.NOW,
                )
            )


def test_who_waited_longest_gets_the_seat_that_becomes_free() -> None:
    course, first, second, third = a_course(seats=1), an_applicant(), an_applicant(), an_applicant()
    place = join(course, first)
    waiting = join(course, second)
    join(course, third)
    cancel_place(place, by=first.volunteer.user, now=make.NOW)
    assert (waiting.status, waiting.seat) == (PlaceStatus.SEATED, 1)
    assert "plads ledig" in newest_mail_to(second.volunteer.user)
    again = join(course, first)
    assert again.status is PlaceStatus.WAITING


def test_nobody_signs_up_twice_or_for_what_is_over() -> None:
    course, mentor = a_course(), an_applicant()
    join(course, mentor)
    with pytest.raises(RuleError, match="allerede tilmeldt"):
        join(course, mentor)
    with pytest.raises(RuleError, match="begyndt"):
        sign_up(course, an_applicant().volunteer, by=mentor.volunteer.user, now=BEGINS)
    refused = make.make_mentor(is_cleared=False, status=MentorStatus.REFUSED)
    with pytest.raises(RuleError):
        join(course, refused)


def test_one_tap_after_the_last_evening_clears_for_as_long_as_the_programme_says() -> None:
    course, mentor, caseworker = a_course(), an_applicant(), make.make_user(RoleName.CASEWORKER)
    place = join(course, mentor)
    with pytest.raises(RuleError, match="sidste aften"):
        record_attendance(place, has_come=True, by=caseworker, now=BEGINS)
    after = BEGINS + timedelta(days=8)
    record_attendance(place, has_come=True, by=caseworker, now=after)
    held = db.session.scalars(
        select(Clearance).where(
            Clearance.volunteer_id == mentor.volunteer_id, Clearance.kind == ClearanceKind.TRAINING
        )
    ).one()
    evening = (BEGINS + timedelta(days=7)).date()
    assert (held.issued_on, held.expires_on) == (evening, evening.replace(year=evening.year + 3))
    assert ClearanceKind.TRAINING not in missing_kinds(mentor, day=after.date())
    record_attendance(place, has_come=False, by=caseworker, now=after)
    assert ClearanceKind.TRAINING in missing_kinds(mentor, day=after.date())


def test_a_place_on_a_course_is_a_reason_of_its_own(sign_in: Callable[[User], FlaskClient]) -> None:
    """The shift that asked for the training is over or given back; whoever is on the course may still finish it."""
    course, volunteer, caseworker = a_course(), make.make_volunteer(), make.make_user(RoleName.CASEWORKER)
    assert sign_in(volunteer.user).get("/frivillig/mentor/kurser").status_code == 404
    place = sign_up(course, volunteer, by=volunteer.user, now=make.NOW)
    after, long_after = BEGINS + timedelta(days=8), BEGINS + timedelta(days=50)
    record_attendance(place, has_come=True, by=caseworker, now=after)
    held = db.session.scalars(select(Clearance).where(Clearance.volunteer_id == volunteer.id)).one()
    evening = (BEGINS + timedelta(days=7)).date()
    assert (held.status, held.expires_on) == (ClearanceStatus.VALID, evening.replace(year=evening.year + 3))
    record_attendance(place, has_come=False, by=caseworker, now=after)
    assert held.status is ClearanceStatus.PENDING
    with pytest.raises(RuleError, match="Det kræves ikke"):
        record_attendance(place, has_come=True, by=caseworker, now=long_after)


def test_who_is_on_a_course_sees_it_and_signs_off(sign_in: Callable[[User], FlaskClient]) -> None:
    course, volunteer = a_course(), make.make_volunteer()
    course.starts_at, course.ends_at = (
        clock.now() + timedelta(days=2),
        clock.now() + timedelta(days=2, hours=3),
    )
    course.second_starts_at = course.second_ends_at = None
    place = sign_up(course, volunteer, by=volunteer.user, now=clock.now())
    db.session.commit()
    client = sign_in(volunteer.user)
    assert "Mentoruddannelse" in client.get("/frivillig/mentor/kurser").get_data(as_text=True)
    client.post(f"/frivillig/mentor/kurser/{course.id}/afmeld")
    db.session.refresh(place)
    assert place.status is PlaceStatus.CANCELLED


def test_calling_off_tells_everybody_and_frees_the_seats() -> None:
    course, mentor = a_course(seats=1), an_applicant()
    join(course, mentor)
    waiting = an_applicant()
    join(course, waiting)
    call_off_course(course, by=make.make_user(RoleName.CASEWORKER), now=make.NOW)
    assert course.status is CourseStatus.CALLED_OFF
    assert seated(course.id) == 0
    for person in (mentor, waiting):
        assert "aflyst" in newest_mail_to(person.volunteer.user)


def test_a_course_is_laid_and_ticked_off_on_its_pages(sign_in: Callable[[User], FlaskClient]) -> None:
    client = sign_in(make.make_user(RoleName.CASEWORKER))
    typed = {
        "title": "Kursus i maj", "place": "Biblioteket", "seats": "1", "day": "2099-05-04",
        "from_time": "17:00", "to_time": "20:00", "second_day": "2099-05-11",
    }  # fmt: skip
    assert "skal have en dag og begge klokkeslæt" in client.post("/kurser/nyt", data=typed).get_data(
        as_text=True
    )
    typed |= {"second_from_time": "17:00", "second_to_time": "20:00"}
    laid = client.post("/kurser/nyt", data=typed)
    course = db.session.scalars(select(Course)).one()
    course_id = course.id
    assert laid.location == f"/kurser/{course_id}"
    assert course.starts_at.isoformat() == "2099-05-04T15:00:00+00:00"
    first, second = an_applicant(), an_applicant()
    users = (first.volunteer.user, second.volunteer.user)
    for user in users:
        sign_in(user).post(f"/frivillig/mentor/kurser/{course_id}/tilmeld")
    page = client.get(f"/kurser/{course_id}").get_data(as_text=True)
    assert "1 af 1 pladser taget" in page
    assert "På ventelisten" in page
    assert "Du har en plads" in sign_in(users[0]).get("/frivillig/mentor").get_data(as_text=True)
    sign_in(users[0]).post(f"/frivillig/mentor/kurser/{course_id}/afmeld")
    assert "Du har en plads" in sign_in(users[1]).get("/frivillig/mentor").get_data(as_text=True)


@pytest.mark.parametrize("role", [RoleName.AREA_CONTACT, RoleName.MENTOR, RoleName.COORDINATOR])
def test_others_do_not_manage_courses(sign_in: Callable[[User], FlaskClient], role: RoleName) -> None:
    course_id = a_course().id
    client = sign_in(make.make_user(role))
    for path in ("/kurser", "/kurser/nyt", f"/kurser/{course_id}"):
        assert client.get(path).status_code == 404
    assert client.post(f"/kurser/{course_id}/aflys").status_code == 404


def test_a_refused_applicants_seat_goes_to_whoever_waits() -> None:
    course, refused, waiting = a_course(seats=1), an_applicant(), an_applicant()
    theirs, next_place = join(course, refused), join(course, waiting)
    refuse_mentor(refused, DecisionReason.INTERVIEW, by=make.make_user(RoleName.CASEWORKER), now=make.NOW)
    db.session.refresh(next_place)
    assert (theirs.status, next_place.status) == (PlaceStatus.CANCELLED, PlaceStatus.SEATED)
    to_refused = select(OutboxMessage.subject).where(OutboxMessage.user_id == refused.volunteer.user_id)
    assert "Du er ikke længere tilmeldt mentoruddannelsen" in db.session.scalars(to_refused).all()
    assert "ledig" in newest_mail_to(waiting.volunteer.user)
