"""Certificates: what stands on them, checked by their number, taken back, and what erasure leaves of them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask.testing import FlaskClient

from tests.web import factories as make
from web.accounts.models import RoleName, User
from web.attendance.models import Attendance
from web.certificates.facts import FactKind, facts_about
from web.certificates.labels import hours
from web.certificates.models import Certificate, CertificateStatus
from web.certificates.numbers import as_stored, in_groups, new_number
from web.certificates.services import issue_certificate, withdraw_certificate
from web.core import clock
from web.core.errors import RuleError
from web.courses.models import Course, CoursePlace, PlaceStatus
from web.extensions import db
from web.privacy.erasure import erase_user
from web.profiles.models import Volunteer
from web.tasks.models import Signup, SignupStatus

pytestmark = pytest.mark.usefixtures("database")
TODAY = clock.local_date(make.NOW)


def a_signup(
    volunteer: Volunteer, *, minutes: int, has_come: bool = True, title: str = "Kaffevagt", days_ago: int = 3
) -> Signup:
    """A shift that was, with what the coordinator recorded."""
    shift = make.make_shift(
        task=make.make_task(title=title),
        starts_at=make.NOW - timedelta(days=days_ago, hours=2),
        ends_at=make.NOW - timedelta(days=days_ago),
    )
    signup = make.make_signup(shift=shift, volunteer=volunteer, status=SignupStatus.CONFIRMED, seat=1)
    make.save(
        Attendance(
            signup_id=signup.id,
            has_come=has_come,
            minutes=minutes if has_come else 0,
            recorded_by_id=make.make_user(RoleName.COORDINATOR).id,
            recorded_at=make.NOW,
        )
    )
    return signup


def a_certificate(volunteer: Volunteer) -> Certificate:
    keys = [fact.key for fact in facts_about(volunteer, today=TODAY)]
    return issue_certificate(volunteer, keys, by=volunteer.user, now=make.NOW)


def test_hours_count_where_the_association_says_that_one_came() -> None:
    volunteer = make.make_volunteer()
    a_signup(volunteer, minutes=150)
    a_signup(volunteer, minutes=60, has_come=False, title="Udeblev", days_ago=4)
    a_signup(make.make_volunteer(), minutes=90, title="En andens")
    (fact,) = facts_about(volunteer, today=TODAY)
    assert (fact.kind, fact.title, fact.minutes, fact.times) == (FactKind.TASK, "Kaffevagt", 150, 1)
    assert fact.first_on == TODAY - timedelta(days=3)


def test_courses_and_time_as_mentor_count_without_anybody_elses_name() -> None:
    match = make.make_match()
    volunteer = match.mentor.volunteer
    course = make.save(
        Course(
            title="Førstehjælp",
            place="Værket",
            seats=1,
            starts_at=make.NOW - timedelta(days=9),
            ends_at=make.NOW - timedelta(days=9, hours=-2),
        )
    )
    make.save(
        CoursePlace(
            course=course, volunteer=volunteer, status=PlaceStatus.ATTENDED, seat=1, asked_at=make.NOW
        )
    )
    certificate = a_certificate(volunteer)
    assert {fact["kind"] for fact in certificate.facts} == {"course", "mentor"}
    assert match.young_person.first_name not in str(certificate.facts)


def test_a_certificate_stays_as_it_was_issued() -> None:
    volunteer = make.make_volunteer()
    signup = a_signup(volunteer, minutes=150)
    certificate = a_certificate(volunteer)
    signup.shift.task.title = "Noget andet"
    db.session.flush()
    assert certificate.facts[0]["title"] == "Kaffevagt"


def test_nothing_is_issued_about_nothing() -> None:
    volunteer = make.make_volunteer()
    a_signup(volunteer, minutes=150)
    for keys in ([], ["task-0"]):
        with pytest.raises(RuleError) as refused:
            issue_certificate(volunteer, keys, by=volunteer.user, now=make.NOW)
        assert refused.value.field == "facts"


def test_a_number_is_found_however_it_is_typed() -> None:
    number = new_number()
    assert as_stored(in_groups(number).lower()) == number
    assert as_stored("o1l i") == "0111"
    assert len({new_number() for _ in range(100)}) == 100


@pytest.mark.parametrize(
    ("minutes", "said"),
    [(1, "1 minut"), (45, "45 minutter"), (60, "1 time"), (95, "1½ time"), (600, "10 timer")],
)
def test_lengths_are_said_as_people_say_them(minutes: int, said: str) -> None:
    assert hours(minutes) == said


def test_a_volunteer_issues_and_a_stranger_checks(
    client: FlaskClient, sign_in: Callable[[User], FlaskClient]
) -> None:
    volunteer = make.make_volunteer()
    a_signup(volunteer, minutes=150)
    name, own = volunteer.user.name, sign_in(volunteer.user)
    keys = [fact.key for fact in facts_about(volunteer, today=TODAY)]
    response = own.post("/frivillig/beviser", data={"facts": keys})
    assert response.status_code == 302
    number = response.location.rsplit("/", 1)[1]
    page = client.get(f"/bevis/{number.lower()}").get_data(as_text=True)
    assert name in page
    assert "Kaffevagt" in page
    assert "2½ time" in page
    assert client.get("/bevis?nummer=" + in_groups(number)).location.endswith(number)


def test_an_unknown_number_is_said_at_the_field(client: FlaskClient) -> None:
    for address in ("/bevis?nummer=0000", "/bevis/0000"):
        response = client.get(address)
        assert response.status_code == 404
        assert "Der er ikke noget bevis med det nummer" in response.get_data(as_text=True)


def test_a_withdrawn_certificate_says_only_that(
    client: FlaskClient, sign_in: Callable[[User], FlaskClient]
) -> None:
    volunteer = make.make_volunteer()
    a_signup(volunteer, minutes=150)
    certificate = a_certificate(volunteer)
    number, address, name = certificate.number, f"/frivillig/beviser/{certificate.id}", volunteer.user.name
    assert sign_in(make.make_volunteer().user).post(f"{address}/traek-tilbage").status_code == 404
    assert sign_in(volunteer.user).post(f"{address}/traek-tilbage").status_code == 302
    page = client.get(f"/bevis/{number}").get_data(as_text=True)
    assert "trukket tilbage" in page
    assert name not in page
    assert "Kaffevagt" not in page


def test_erasure_leaves_a_true_certificate_without_its_name(client: FlaskClient) -> None:
    volunteer = make.make_volunteer()
    a_signup(volunteer, minutes=150)
    kept, taken = a_certificate(volunteer), a_certificate(volunteer)
    withdraw_certificate(taken, by=volunteer.user, now=make.NOW)
    name, number = volunteer.user.name, kept.number
    erase_user(volunteer.user, by=volunteer.user, now=make.NOW)
    db.session.commit()
    page = client.get(f"/bevis/{number}").get_data(as_text=True)
    assert name not in page
    assert "Kaffevagt" in page
    assert taken.status is CertificateStatus.WITHDRAWN
    assert taken.facts == []


def test_whoever_leaves_may_take_the_certificates_along(
    client: FlaskClient, sign_in: Callable[[User], FlaskClient]
) -> None:
    volunteer = make.make_volunteer()
    a_signup(volunteer, minutes=150)
    number = a_certificate(volunteer).number
    own = sign_in(volunteer.user)
    assert "mine beviser" in own.get("/mine-data/slet").get_data(as_text=True)
    assert own.post("/mine-data/slet", data={"is_sure": "y", "also_certificates": "y"}).status_code == 302
    assert "Kaffevagt" not in client.get(f"/bevis/{number}").get_data(as_text=True)
