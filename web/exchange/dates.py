"""Dates and moments in files: absolute, or relative to the day of the import."""

from __future__ import annotations

import calendar
import re
from datetime import date, datetime, time, timedelta

from flask_babel import gettext

from web.core.clock import at_local_time
from web.exchange.findings import CellError

RELATIVE = re.compile(r"(?:[+-][0-9]{1,5}[dwmy])+")
PART = re.compile(r"([+-][0-9]{1,5})([dwmy])")
ABSOLUTE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
CLOCK_TIME = re.compile(r"([0-9]{2}):([0-9]{2})")
EARLIEST, LATEST = date(1900, 1, 1), date(2200, 1, 1)


def read_date(cell: str, today: date) -> date:
    """Return the day that `2026-05-31`, `today` or `-17y+20d` means."""
    try:
        found = date.fromisoformat(cell) if ABSOLUTE.fullmatch(cell) else read_relative(cell, today)
        if EARLIEST <= found <= LATEST:
            return found
    except (ValueError, OverflowError):
        pass
    raise CellError(gettext("Write a date as 2026-05-31, or relative to today as +3d, -2w or -17y+20d."))


def read_relative(cell: str, today: date) -> date:
    """Return the day so many days, weeks, months and years from today; raise ValueError where that is not a day."""
    if cell != "today" and not RELATIVE.fullmatch(cell):
        raise ValueError(cell)
    months = days = 0
    for number, unit in PART.findall(cell):
        months += int(number) * {"y": 12, "m": 1}.get(unit, 0)
        days += int(number) * {"w": 7, "d": 1}.get(unit, 0)
    return add_months(today, months) + timedelta(days=days)


def add_months(day: date, months: int) -> date:
    """Return the same day of another month, or its last day where that month is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not date.min.year <= year <= date.max.year:
        raise ValueError(months)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def read_moment(cell: str, today: date) -> datetime:
    """Return the UTC moment that `+3d 16:30` means in Denmark."""
    day, _, clock_time = cell.partition(" ")
    found = CLOCK_TIME.fullmatch(clock_time.strip())
    if found is None or int(found[1]) > 23 or int(found[2]) > 59:
        raise CellError(gettext("Write a date and a time, such as 2026-05-31 16:30 or +3d 16:30."))
    return at_local_time(read_date(day, today), int(found[1]), int(found[2]))


def read_time(cell: str) -> time:
    """Return the time of day that `16:30` means."""
    found = CLOCK_TIME.fullmatch(cell)
    if found is None or int(found[1]) > 23 or int(found[2]) > 59:
        raise CellError(gettext("Write a time as 16:30."))
    return time(int(found[1]), int(found[2]))
