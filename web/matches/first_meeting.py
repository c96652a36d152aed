"""A suggestion for the first meeting: the first time within two weeks that suits both."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from web.core.week import SLOT_MINUTES, SLOTS_PER_DAY, Week

DAYS_TO_PREPARE = 2
DAYS_AHEAD = 14
EARLIEST_MINUTE = 9 * 60
LATEST_MINUTE = 20 * 60


@dataclass(frozen=True)
class Suggestion:
    """A day and a stretch of it, in minutes since midnight."""

    day: date
    start: int
    end: int


def suggest_first_meeting(common: Week, *, minutes: int, today: date) -> Suggestion | None:
    """Return the first common stretch of that length at a usual hour, leaving two days to agree on it."""
    for ahead in range(DAYS_TO_PREPARE, DAYS_TO_PREPARE + DAYS_AHEAD):
        day = today + timedelta(days=ahead)
        start = first_start(common, weekday=day.weekday(), minutes=minutes)
        if start is not None:
            return Suggestion(day, start, start + minutes)
    return None


def first_start(common: Week, *, weekday: int, minutes: int) -> int | None:
    """Return the first minute of that weekday from which the whole stretch is common; None where there is none."""
    needed = -(-minutes // SLOT_MINUTES)
    for slot in range(EARLIEST_MINUTE // SLOT_MINUTES, SLOTS_PER_DAY - needed + 1):
        is_common = all(common.has(weekday, slot + step) for step in range(needed))
        if is_common and slot * SLOT_MINUTES + minutes <= LATEST_MINUTE:
            return slot * SLOT_MINUTES
    return None
