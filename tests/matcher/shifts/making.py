"""Valid volunteers and shifts to start from: a test states only what matters to it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from matcher import Means, Place
from matcher.shifts import Problem, Shift, Span, Volunteer

COPENHAGEN = ZoneInfo("Europe/Copenhagen")
MONDAY = datetime(2027, 5, 3, tzinfo=COPENHAGEN)
TOWN = Place(56.46, 10.03, area="midtby")
VILLAGE = Place(56.56, 10.03, area="landsby", has_evening_bus=False)


def at(hour: float, *, day: int = 0) -> datetime:
    """An hour of the first day, or of one after it."""
    return MONDAY + timedelta(days=day, hours=hour)


def span(start: float, end: float, *, day: int = 0) -> Span:
    """Hours of a day."""
    return Span(at(start, day=day), at(end, day=day))


def volunteer(name: str, **changes: Any) -> Volunteer:
    """Somebody in the town who can do anything at any time."""
    return replace(
        Volunteer(id=name, place=TOWN, means=frozenset({Means.CYCLE}), max_travel_minutes=30, age=40),
        **changes,
    )


def shift(name: str, start: float = 16, end: float = 18, *, day: int = 0, **changes: Any) -> Shift:
    """A shift in the town for one person."""
    return replace(
        Shift(id=name, place=TOWN, starts_at=at(start, day=day), ends_at=at(end, day=day)), **changes
    )


def problem(volunteers: list[Volunteer], shifts: list[Shift], **changes: Any) -> Problem:
    """A problem planned on the evening before."""
    settings: dict[str, Any] = {"planned_at": at(-6), **changes}
    return Problem(volunteers=tuple(volunteers), shifts=tuple(shifts), **settings)
