"""The one place that knows what time it is; services are handed the time instead of asking for it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

LOCAL_ZONE = ZoneInfo("Europe/Copenhagen")


def now() -> datetime:
    """Return the current moment, in UTC."""
    return datetime.now(UTC)


def today() -> date:
    """Return the day it is in Denmark."""
    return local_date(now())


def local_date(moment: datetime) -> date:
    """Return the calendar day of `moment` in Denmark."""
    return moment.astimezone(LOCAL_ZONE).date()


def at_local_time(day: date, hour: int, minute: int = 0) -> datetime:
    """Return the UTC moment of a Danish wall-clock time.

    A time that the spring change skips is moved one hour forward; the first of two equal autumn times is meant.
    """
    wall = datetime(day.year, day.month, day.day, hour, minute, tzinfo=LOCAL_ZONE)
    return wall.astimezone(UTC)


def monday_of(day: date) -> date:
    """Return the Monday of the week that the day lies in."""
    return day - timedelta(days=day.weekday())
