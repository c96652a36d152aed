"""The week or month that a calendar page shows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from web.core.clock import at_local_time

EARLIEST, LATEST = date(2000, 1, 1), date(2100, 1, 1)


@dataclass(frozen=True)
class Shown:
    """The days from `first_on` up to, but not with, `end_on`, and the days that lead to the pages before and after."""

    is_week: bool
    first_on: date
    end_on: date
    before_on: date

    @property
    def since(self) -> datetime:
        return at_local_time(self.first_on, 0)

    @property
    def until(self) -> datetime:
        return at_local_time(self.end_on, 0)


def shown_span(day: date, *, is_week: bool) -> Shown:
    """Return the week or month in which a day lies."""
    if is_week:
        monday = day - timedelta(days=day.weekday())
        return Shown(True, monday, monday + timedelta(days=7), monday - timedelta(days=7))
    first = day.replace(day=1)
    end = (first + timedelta(days=31)).replace(day=1)
    return Shown(False, first, end, (first - timedelta(days=1)).replace(day=1))


def day_asked_for(text: str, *, today: date) -> date:
    """Return the day that an address names; nonsense means today."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return today
    return day if EARLIEST < day < LATEST else today
