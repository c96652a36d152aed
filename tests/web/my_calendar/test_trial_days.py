"""Trial days in the calendars of those who go to them, and of those who receive somebody."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from flask.testing import FlaskClient
from icalendar import Calendar

from tests.web import factories as make
from tests.web import work_factories as work
from web.accounts.models import RoleName, User
from web.extensions import db
from web.my_calendar.entries import entries_of
from web.my_calendar.feeds import feed_text
from web.placements.models import PlacementStatus, TrialDay, TrialDayStatus

pytestmark = pytest.mark.usefixtures("database")
SignIn = Callable[[User], FlaskClient]


def now() -> datetime:
    return datetime.now(UTC).replace(microsecond=0)


def a_trial_day(*, is_protected: bool = False, **values: object) -> TrialDay:
    """In three days, filling shelves in the bakery in Storegade."""
    person = make.make_young_person(
        first_name="Freja",
        alias="Solsort",
        is_protected=is_protected,
        user=make.make_user(RoleName.YOUNG_PERSON),
    )
    job = work.make_job(title="Fyld hylderne", employer=work.make_employer(name="Bos Brød"), place="Bagvej 7")
    placement = work.make_placement(young_person=person, small_job=job)
    starts_at = now() + timedelta(days=3)
    return work.make_trial_day(
        placement=placement, **({"starts_at": starts_at, "ends_at": starts_at + timedelta(hours=2)} | values)
    )


def owner_of(day: TrialDay) -> User:
    user = day.young_person.user
    assert user is not None
    return user


def contact_of(day: TrialDay) -> User:
    return day.placement.small_job.employer.contacts[0]


def titles(user: User) -> list[str]:
    return [one.title for one in entries_of(user, since=now(), until=now() + timedelta(days=30))]


def feed_of(user: User) -> Calendar:
    return Calendar.from_ical(feed_text(user, host="example.dk", now=now()))


def test_a_trial_day_stands_in_the_calendars_of_both() -> None:
    day = a_trial_day()
    assert titles(owner_of(day)) == ["Fyld hylderne (Bos Brød)"]
    assert titles(contact_of(day)) == ["Fyld hylderne"]


def test_nobody_else_has_it() -> None:
    a_trial_day()
    other = work.make_employer().contacts[0]
    assert titles(other) == titles(make.make_user(RoleName.YOUNG_PERSON)) == []


def test_a_day_that_was_called_off_is_gone() -> None:
    day = a_trial_day(status=TrialDayStatus.CALLED_OFF)
    assert titles(owner_of(day)) == []


def test_what_has_ended_is_no_longer_the_workplaces() -> None:
    day = a_trial_day()
    contact = contact_of(day)
    day.placement.status, day.placement.seat = PlacementStatus.ENDED, None
    day.placement.ended_on = now().date()
    db.session.flush()
    assert titles(contact) == []


def test_the_workplaces_feed_names_no_young_person() -> None:
    day = a_trial_day()
    text = bytes(feed_of(contact_of(day)).to_ical()).decode()
    assert "Fyld hylderne" in text
    assert "Freja" not in text
    assert "Solsort" not in text


def test_a_feed_never_tells_where_somebody_protected_will_be() -> None:
    day = a_trial_day(is_protected=True)
    for reader in (owner_of(day), contact_of(day)):
        (event,) = feed_of(reader).walk("VEVENT")
        text = bytes(event.to_ical()).decode()
        assert "Bagvej" not in text
        assert "Bos" not in text
        assert "Fyld hylderne" not in text
        assert "LOCATION" not in text


def test_the_young_person_opens_the_day_from_the_calendar(sign_in: SignIn) -> None:
    day = a_trial_day()
    db.session.commit()
    page = sign_in(owner_of(day)).get(f"/min-kalender?fra={day.starts_at.date()}").get_data(as_text=True)
    assert "Fyld hylderne (Bos Brød)" in page
    assert "Bagvej 7" in page
    assert 'href="/smaajob/mit"' in page
