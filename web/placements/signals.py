"""Signs that a placement needs somebody's help: no hours noted, falling hours, a trial day nobody spoke of, too many hours."""

from __future__ import annotations

import enum
from collections.abc import Iterator
from datetime import datetime, timedelta

from web.core.clock import local_date, monday_of
from web.placements.hours import A_WEEK, warning_for
from web.placements.models import Placement, PlacementStatus, TrialDayStatus

SILENT_WEEKS = 2
OUTCOME_WITHIN = timedelta(days=2)
TRIAL_DAY_WITHIN = timedelta(days=14)


class Signal(enum.StrEnum):
    """What calls for help."""

    NO_HOURS = "no_hours"
    FALLING_HOURS = "falling_hours"
    TOO_MANY_HOURS = "too_many_hours"
    NO_OUTCOME = "no_outcome"
    NO_TRIAL_DAY = "no_trial_day"


def signals_of(placement: Placement, *, now: datetime) -> Iterator[Signal]:
    """Yield the signs of one running placement."""
    if placement.status is PlacementStatus.TRIAL:
        yield from signals_of_trial(placement, now=now)
    elif placement.status is PlacementStatus.EMPLOYED:
        yield from signals_of_work(placement, now=now)


def signals_of_trial(placement: Placement, *, now: datetime) -> Iterator[Signal]:
    """Yield the signs while the work is tried."""
    days = [day for day in placement.trial_days if day.status is not TrialDayStatus.CALLED_OFF]
    if any(day.status is TrialDayStatus.PLANNED and day.ends_at + OUTCOME_WITHIN < now for day in days):
        yield Signal.NO_OUTCOME
    if not days and local_date(now) - placement.started_on > TRIAL_DAY_WITHIN:
        yield Signal.NO_TRIAL_DAY


def signals_of_work(placement: Placement, *, now: datetime) -> Iterator[Signal]:
    """Yield the signs of ordinary work."""
    this_week = monday_of(local_date(now))
    since = placement.employed_on or placement.started_on
    last_known = max([monday_of(since) - A_WEEK, *(week.monday for week in placement.weeks)])
    if (this_week - last_known).days // 7 > SILENT_WEEKS:
        yield Signal.NO_HOURS
    newest = [week.minutes for week in placement.weeks[-3:]]
    if len(newest) == 3 and newest[0] > newest[1] > newest[2]:
        yield Signal.FALLING_HOURS
    if any(warning_for(placement, week.monday, week.minutes) for week in placement.weeks[-2:]):
        yield Signal.TOO_MANY_HOURS
