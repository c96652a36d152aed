"""Reminders come 60, 30 and 7 days before and when it has run out: never missed, never twice, over clock changes and outages."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from tests.web import factories as make
from web.core import clock
from web.extensions import db
from web.notifications.models import OutboxMessage
from web.profiles.models import Mentor, MentorStatus
from web.vetting import jobs
from web.vetting.models import Clearance, ClearanceKind, ClearanceReminder
from web.vetting.reminders import DAYS_BEFORE, due_clearances, is_daytime, remind

pytestmark = pytest.mark.usefixtures("database")
KIND = ClearanceKind.TRAINING


def a_mentor(*, until: date, **values: object) -> Clearance:
    """A mentor's training that counts until that day; everything else counts for long."""
    mentor = make.make_mentor(**values)  # type: ignore[arg-type]
    clearance = db.session.scalars(
        select(Clearance).where(Clearance.volunteer_id == mentor.volunteer_id, Clearance.kind == KIND)
    ).one()
    clearance.expires_on = until
    db.session.flush()
    return clearance


def an_hourly_round(now: datetime) -> list[int]:
    """What the job does at that moment; returns for how many days before each mail was meant."""
    if not is_daytime(now):
        return []
    found = [remind(db.session.get_one(Clearance, key), now=now) for key in due_clearances(now=now)]
    return [days for days in found if days is not None]


def mails() -> int:
    return len(db.session.scalars(select(OutboxMessage.id)).all())


# On these days every hour is tried: around each reminder, and when a change of the clock may fall.
CLOSE_TO_A_REMINDER = frozenset({61, 60, 59, 31, 30, 29, *range(-2, 9)})


@pytest.mark.parametrize(
    "until", [date(2026, 3, 29), date(2026, 4, 2), date(2026, 10, 25), date(2026, 10, 28), date(2028, 2, 29)]
)
def test_each_reminder_comes_once_on_its_day_over_clock_changes_and_leap_days(until: date) -> None:
    a_mentor(until=until)
    moment = clock.at_local_time(until - timedelta(days=62), 0)
    sent: list[tuple[int, int]] = []
    while clock.local_date(moment) < until + timedelta(days=3):
        days_left = (until - clock.local_date(moment)).days
        sent.extend((days_left, days) for days in an_hourly_round(moment))
        moment += timedelta(hours=1 if days_left in CLOSE_TO_A_REMINDER else 6)
    assert sent == [(60, 60), (30, 30), (7, 7), (-1, 0)]
    assert mails() == 4


def test_after_an_outage_only_the_nearest_is_sent_and_none_comes_late() -> None:
    until = date(2026, 6, 30)
    a_mentor(until=until)
    noon = clock.at_local_time(until - timedelta(days=20), 12)
    assert an_hourly_round(noon) == [30]
    assert an_hourly_round(noon + timedelta(hours=1)) == []
    assert an_hourly_round(clock.at_local_time(until - timedelta(days=8), 12)) == []
    assert an_hourly_round(clock.at_local_time(until + timedelta(days=40), 12)) == [0]
    assert set(db.session.scalars(select(ClearanceReminder.days_before))) == {*DAYS_BEFORE, 0}


def test_a_clock_that_jumps_back_sends_nothing_again() -> None:
    until = date(2026, 6, 30)
    a_mentor(until=until)
    later = clock.at_local_time(until - timedelta(days=7), 12)
    assert an_hourly_round(later) == [7]
    assert an_hourly_round(later - timedelta(days=25)) == []
    assert an_hourly_round(later) == []


def test_a_renewed_clearance_is_reminded_of_anew() -> None:
    until = date(2026, 6, 30)
    clearance = a_mentor(until=until)
    assert an_hourly_round(clock.at_local_time(until - timedelta(days=7), 12)) == [7]
    clearance.expires_on = until.replace(year=2028)
    db.session.flush()
    assert an_hourly_round(clock.at_local_time(until - timedelta(days=6), 12)) == []
    assert an_hourly_round(clock.at_local_time(date(2028, 6, 23), 12)) == [7]


def test_the_last_day_still_counts() -> None:
    until = date(2026, 6, 30)
    a_mentor(until=until)
    assert an_hourly_round(clock.at_local_time(until, 12)) == [7]
    assert an_hourly_round(clock.at_local_time(until + timedelta(days=1), 12)) == [0]


@pytest.mark.parametrize(
    ("moment", "is_day"),
    [
        (datetime(2026, 3, 29, 5, 59, tzinfo=UTC), False),
        (datetime(2026, 3, 29, 6, 0, tzinfo=UTC), True),
        (datetime(2026, 10, 25, 6, 59, tzinfo=UTC), False),
        (datetime(2026, 10, 25, 7, 0, tzinfo=UTC), True),
        (datetime(2026, 7, 1, 18, 0, tzinfo=UTC), False),
    ],
)
def test_nobody_is_woken_at_night(moment: datetime, is_day: bool) -> None:
    assert is_daytime(moment) is is_day


def test_only_mentors_are_reminded_and_only_of_what_is_asked() -> None:
    until = date(2026, 6, 30)
    a_mentor(until=until, status=MentorStatus.APPLIED)
    certificate = db.session.scalars(
        select(Clearance).where(
            Clearance.volunteer_id == make.make_mentor(youngest_age=16).volunteer_id,
            Clearance.kind == ClearanceKind.CHILDRENS_CERTIFICATE,
        )
    ).one()
    certificate.expires_on = until
    db.session.flush()
    assert an_hourly_round(clock.at_local_time(until - timedelta(days=7), 12)) == []


def test_two_workers_at_once_send_one_mail(app: Flask) -> None:
    until = date(2026, 6, 30)
    clearance_id = a_mentor(until=until).id
    now = clock.at_local_time(until - timedelta(days=30), 12)
    db.session.commit()

    def work(number: int) -> int | None:
        with app.app_context():
            found = remind(db.session.get_one(Clearance, clearance_id), now=now)
            db.session.commit()
            return found

    with ThreadPoolExecutor(4) as threads:
        assert sorted(filter(None, threads.map(work, range(4)))) == [30]
    db.session.expire_all()
    assert mails() == 1


def test_the_job_commits_what_it_sends(monkeypatch: pytest.MonkeyPatch) -> None:
    until = date(2026, 6, 30)
    clearance = a_mentor(until=until)
    db.session.commit()
    noon = clock.at_local_time(until - timedelta(days=7), 12)
    monkeypatch.setattr(clock, "now", lambda: noon)
    jobs.remind_of_clearances(timestamp=0)
    db.session.rollback()
    reminder = db.session.scalars(select(ClearanceReminder).where(ClearanceReminder.days_before == 7)).one()
    assert (reminder.clearance_id, reminder.sent_at) == (clearance.id, noon)


def test_the_mail_says_what_and_until_when() -> None:
    until = date(2026, 6, 30)
    clearance = a_mentor(until=until)
    mentor: Mentor | None = clearance.volunteer.mentor
    assert mentor is not None
    an_hourly_round(clock.at_local_time(until - timedelta(days=30), 12))
    mail = db.session.scalars(select(OutboxMessage)).one()
    assert "mentoruddannelse" in mail.body
    assert "30. juni 2026" in mail.body
