"""The paid hours of a week: noted with one tap, corrected as often as needed, each time with its event."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from flask_babel import gettext
from sqlalchemy import select

from web.accounts.models import User
from web.audit.services import record_event
from web.core.clock import local_date, monday_of
from web.core.errors import RuleError
from web.core.locks import lock_row
from web.extensions import db
from web.placements.models import Placement, PlacementStatus, WorkWeek
from web.placements.services import goes_to_school
from web.small_jobs.age_law import HoursWarning, limit_of, warning_of_week
from web.small_jobs.pay import pay_in_week

A_WEEK = timedelta(days=7)
QUARTER = 15
MOST_MINUTES = 60 * 60
WEEKS_SHOWN = 5


@dataclass(frozen=True)
class WeekLine:
    """One week of a placement on the page where hours are noted; `minutes` is None while nobody has noted it."""

    monday: date
    minutes: int | None
    warning: HoursWarning | None

    @property
    def sunday(self) -> date:
        """The last day of the week."""
        return self.monday + timedelta(days=6)


def note_hours(
    placement: Placement, monday: date, minutes: int, *, by: User | None, now: datetime
) -> WorkWeek:
    """Note, or correct, the paid minutes of a week; raises RuleError for a week or a number that cannot be.

    However late it is noted, it is paid as an hour was paid in that week. Hours above what the law allows are noted as
    they were, and warned of wherever they are shown.
    """
    lock_row(placement)
    ensure_week(placement, monday, now=now)
    if not 0 <= minutes <= MOST_MINUTES or minutes % QUARTER:
        raise RuleError(gettext("Write the hours in quarters, for example 4 or 4.25."), field="hours")
    week = db.session.scalar(
        select(WorkWeek).where(WorkWeek.placement_id == placement.id, WorkWeek.monday == monday)
    )
    details: dict[str, int | str] = {"monday": monday.isoformat(), "minutes": minutes}
    if week is None:
        rate = pay_in_week(placement.small_job, monday)
        week = WorkWeek(
            placement=placement, monday=monday, minutes=minutes, hourly_rate_kr=rate, noted_at=now
        )
        db.session.add(week)
        action = "note hours"
    else:
        action, details = "correct hours", details | {"before": week.minutes}
        week.minutes, week.noted_at = minutes, now
    week.noted_by_id = None if by is None else by.id
    db.session.flush()
    record_event(action, week, by=by, now=now, details=details)
    return week


def ensure_week(placement: Placement, monday: date, *, now: datetime) -> None:
    """Raise RuleError for a day that is no Monday, and a week before the placement, after its end, or to come."""
    last = monday_of(placement.ended_on or local_date(now))
    is_within = monday_of(placement.started_on) <= monday <= last
    if monday.weekday() != 0 or not is_within or placement.status is PlacementStatus.ENDED:
        raise RuleError(gettext("No hours can be noted for that week."))


def warning_for(placement: Placement, monday: date, minutes: int) -> HoursWarning | None:
    """Return what the law has against the minutes of a week, by the age on its Monday."""
    limit = limit_of(placement.young_person.born_on, monday, is_at_school=goes_to_school(placement))
    return warning_of_week(minutes, limit)


def last_weeks(placement: Placement, *, now: datetime) -> list[WeekLine]:
    """Return the weeks whose hours may be noted, the newest first, at most five."""
    noted = {week.monday: week.minutes for week in placement.weeks}
    return [
        WeekLine(
            monday,
            noted.get(monday),
            warning_for(placement, monday, noted[monday]) if monday in noted else None,
        )
        for monday in mondays_back(placement, now=now)
    ]


def mondays_back(placement: Placement, *, now: datetime) -> Iterator[date]:
    """Yield the Mondays from this week's back to the first of the placement."""
    monday = monday_of(local_date(now))
    for _ in range(WEEKS_SHOWN):
        if monday < monday_of(placement.started_on):
            return
        yield monday
        monday -= A_WEEK


def newest_minutes(placement: Placement, *, before: date) -> int | None:
    """Return the minutes of the newest noted week before a Monday."""
    earlier = [week for week in placement.weeks if week.monday < before]
    return earlier[-1].minutes if earlier else None
