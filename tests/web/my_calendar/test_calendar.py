"""One's own calendar: what stands in it, the secret feed, and cancelling with a word."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from flask.testing import FlaskClient
from icalendar import Calendar
from sqlalchemy import select

from tests.web import factories as make
from web.accounts.addresses import undo_change
from web.accounts.models import AddressChange, RoleName, User
from web.core.clock import local_date
from web.courses.models import Course, CoursePlace, PlaceStatus
from web.extensions import db
from web.interviews.models import Channel, Interview
from web.my_calendar.entries import entries_of
from web.my_calendar.feeds import make_feed
from web.my_calendar.models import CalendarFeed
from web.my_calendar.spans import day_asked_for, shown_span
from web.notifications.models import OutboxMessage
from web.profiles.models import Mentor, Volunteer
from web.tasks.models import Signup, SignupStatus

pytestmark = pytest.mark.usefixtures("database")

SignIn = Callable[[User], FlaskClient]


def now() -> datetime:
    return datetime.now(UTC).replace(microsecond=0)


def a_signup(volunteer: Volunteer, *, in_days: int = 5, title: str = "Kaffe", **values: object) -> Signup:
    task = make.make_task(title=title, place="Klubhuset")
    shift = make.make_shift(task=task, starts_at=now() + timedelta(days=in_days))
    taken = {"status": SignupStatus.CONFIRMED, "seat": 1} | values
    return make.make_signup(shift=shift, volunteer=volunteer, **taken)


def a_course_for(mentor: Mentor, *, in_days: int) -> None:
    starts_at = now() + timedelta(days=in_days)
    course = make.save(
        Course(
            title="Mentorkursus",
            place="Rådhuset",
            seats=5,
            starts_at=starts_at,
            ends_at=starts_at + timedelta(hours=2),
            second_starts_at=starts_at + timedelta(days=7),
            second_ends_at=starts_at + timedelta(days=7, hours=2),
        )
    )
    make.save(
        CoursePlace(
            course=course,
            volunteer=mentor.volunteer,
            status=PlaceStatus.SEATED,
            seat=1,
            asked_at=now(),
        )
    )


def an_interview_with(mentor: Mentor, *, in_days: int) -> Interview:
    starts_at = now() + timedelta(days=in_days)
    interview = Interview(
        mentor=mentor,
        interviewer=make.make_user(RoleName.CASEWORKER),
        starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=1),
        channel=Channel.MEETING,
        place="Kontoret",
    )
    return make.save(interview)


def titles(user: User) -> list[str]:
    return [entry.title for entry in entries_of(user, since=now(), until=now() + timedelta(days=60))]


def events_of(client: FlaskClient, user: User) -> list[dict[str, str]]:
    feed = make_feed(user, by=user, now=now())
    db.session.commit()
    answer = client.get(f"/kalender/{feed.secret}.ics")
    assert answer.mimetype == "text/calendar"
    calendar = Calendar.from_ical(answer.data)
    return [{name: str(event.get(name, "")) for name in event} for event in calendar.walk("VEVENT")]


def test_everything_of_ones_own_stands_in_the_order_of_the_days() -> None:
    mentor = make.make_mentor()
    volunteer = mentor.volunteer
    a_signup(volunteer, in_days=9, title="Suppe")
    a_signup(volunteer, in_days=1, title="Kaffe", status=SignupStatus.REQUESTED, seat=None)
    a_signup(volunteer, in_days=2, title="Afbud", status=SignupStatus.CANCELLED, seat=None)
    a_course_for(mentor, in_days=3)
    an_interview_with(mentor, in_days=5)
    a_signup(make.make_volunteer(), in_days=4, title="En andens")
    found = [title.split(" (")[0] for title in titles(volunteer.user)]
    assert [found[i] for i in (0, 1, 3, 4)] == ["Kaffe", "Mentorkursus", "Suppe", "Mentorkursus"]
    assert len(found) == 5


def test_an_interview_says_nothing_about_the_applicant() -> None:
    mentor = make.make_mentor()
    interview = an_interview_with(mentor, in_days=2)
    (entry,) = entries_of(interview.interviewer, since=now(), until=now() + timedelta(days=9))
    assert mentor.volunteer.user.name not in entry.title
    assert entry.place == ""


def test_the_feed_holds_the_shifts_with_times_and_places(client: FlaskClient) -> None:
    volunteer = make.make_volunteer()
    signup = a_signup(volunteer)
    (event,) = events_of(client, volunteer.user)
    assert event["SUMMARY"].startswith("Kaffe")
    assert event["LOCATION"].startswith("Klubhuset")
    assert event["UID"].startswith(f"signup-{signup.id}@")
    assert event["STATUS"] == "CONFIRMED"


def test_the_feed_of_a_protected_person_says_only_that_they_are_busy(client: FlaskClient) -> None:
    volunteer = make.make_volunteer(is_protected=True, known_as="Solsikke")
    signup = a_signup(volunteer)
    (event,) = events_of(client, volunteer.user)
    text = " ".join(event.values())
    for told in ("Kaffe", "Klubhuset", signup.shift.task.area.name, signup.shift.task.association.name):
        assert told not in text


def test_a_new_address_ends_the_old_one(sign_in: SignIn, client: FlaskClient) -> None:
    user = make.make_volunteer().user
    phone = sign_in(user)
    phone.post("/min-kalender/adresse")
    old = db.session.get_one(CalendarFeed, user.id).secret
    assert client.get(f"/kalender/{old}.ics").status_code == 200
    assert old in phone.get("/min-kalender").text
    phone.post("/min-kalender/adresse")
    db.session.expire_all()
    new = db.session.get_one(CalendarFeed, user.id).secret
    assert [client.get(f"/kalender/{one}.ics").status_code for one in (old, new)] == [404, 200]
    phone.post("/min-kalender/adresse/luk")
    assert client.get(f"/kalender/{new}.ics").status_code == 404


def test_the_feed_of_a_closed_account_is_gone(client: FlaskClient) -> None:
    user = make.make_volunteer().user
    feed = make_feed(user, by=user, now=now())
    user.active = False
    db.session.commit()
    assert client.get(f"/kalender/{feed.secret}.ics").status_code == 404


def test_the_feed_ends_when_the_owner_takes_their_address_back(client: FlaskClient) -> None:
    user = make.make_volunteer().user
    feed = make_feed(user, by=user, now=now())
    change = make.save(
        AddressChange(
            user_id=user.id,
            old_email="gammel@example.dk",
            new_email=user.email,
            confirm_hash=b"confirm",
            undo_hash=b"undo",
            asked_at=now(),
            confirmed_at=now(),
        )
    )
    secret = feed.secret
    with client.application.test_request_context():
        undo_change(change, now=now())
    db.session.commit()
    assert client.get(f"/kalender/{secret}.ics").status_code == 404


def test_months_and_weeks_begin_and_end_where_people_think() -> None:
    week = shown_span(date(2026, 3, 29), is_week=True)
    assert (week.first_on, week.end_on) == (date(2026, 3, 23), date(2026, 3, 30))
    assert (week.since, week.until) == (
        datetime(2026, 3, 22, 23, tzinfo=UTC),
        datetime(2026, 3, 29, 22, tzinfo=UTC),
    )
    month = shown_span(date(2026, 12, 24), is_week=False)
    assert (month.first_on, month.end_on, month.before_on) == (
        date(2026, 12, 1),
        date(2027, 1, 1),
        date(2026, 11, 1),
    )


@pytest.mark.parametrize("text", ["", "i dag", "2026-13-01", "0001-01-01", "9999-12-31", "\x00"])
def test_a_day_that_cannot_be_read_is_today(text: str) -> None:
    assert day_asked_for(text, today=date(2026, 3, 2)) == date(2026, 3, 2)


def test_cancelling_carries_a_word_and_says_when_it_is_urgent(sign_in: SignIn) -> None:
    volunteer = make.make_volunteer()
    late, early = a_signup(volunteer, in_days=1), a_signup(volunteer, in_days=20)
    phone = sign_in(volunteer.user)
    assert "det haster" in phone.get(f"/tilmeldinger/{late.id}/afbud").text
    assert "det haster" not in phone.get(f"/tilmeldinger/{early.id}/afbud").text
    for signup in (late, early):
        sent = {"words": "Jeg skal passe min søster."}
        assert phone.post(f"/tilmeldinger/{signup.id}/afbud", data=sent).status_code == 302
    mails = db.session.scalars(
        select(OutboxMessage).where(OutboxMessage.occasion.like("%cancelled%")).order_by(OutboxMessage.id)
    ).all()
    assert [mail.subject.startswith("Haster") for mail in mails] == [True, False]
    assert all("passe min søster" in mail.body for mail in mails)
    assert set(db.session.scalars(select(Signup.status))) == {SignupStatus.CANCELLED}


def test_the_page_shows_a_month_a_week_and_an_empty_one(sign_in: SignIn) -> None:
    volunteer = make.make_volunteer()
    signup = a_signup(volunteer, in_days=3)
    phone = sign_in(volunteer.user)
    assert signup.shift.starts_at is not None
    day = local_date(signup.shift.starts_at).isoformat()
    for address in (f"/min-kalender?fra={day}", f"/min-kalender?fra={day}&vis=uge"):
        assert "Kaffe" in phone.get(address).text
    assert "Her er ikke noget endnu" in phone.get("/min-kalender?fra=2040-01-01").text
    assert phone.get("/min-kalender?fra=hest").status_code == 200


def test_what_is_cancelled_already_offers_no_form(sign_in: SignIn) -> None:
    signup = make.make_signup(status=SignupStatus.CONFIRMED, seat=1)
    db.session.commit()
    phone, path = sign_in(signup.volunteer.user), f"/tilmeldinger/{signup.id}/afbud"
    assert phone.post(path).location == "/min-kalender"
    assert phone.get(path).location == phone.post(path).location == "/mine-vagter"
    assert "Du er ikke længere tilmeldt vagten" in phone.get("/mine-vagter").text
