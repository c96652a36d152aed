"""When two things of one volunteer are too close: they overlap, or leave no time for the way and the rest."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, tzinfo
from functools import lru_cache

from matcher.shifts.people import Engagement, Volunteer
from matcher.shifts.shift import Shift
from matcher.shifts.span import instant, monday_of
from matcher.travel import Means, Place, travel_minutes

Booking = Shift | Engagement


def are_too_close(one: Booking, other: Booking, *, volunteer: Volunteer) -> bool:
    """Whether this volunteer cannot do both."""
    first, last = one.during, other.during
    if instant(first.starts_at) > instant(last.starts_at):
        first, last = last, first
    gap_seconds = instant(last.starts_at) - instant(first.ends_at)
    if gap_seconds < 60 * volunteer.rest_minutes:
        return True
    way = way_minutes(one.place, other.place, volunteer=volunteer)
    return way is None or gap_seconds < 60 * (way + volunteer.rest_minutes)


def way_minutes(start: Place, end: Place, *, volunteer: Volunteer) -> int | None:
    """Minutes from one place to the other; none at all when it is the same one."""
    return 0 if start == end else remembered_minutes(start, end, volunteer.means)


@lru_cache(maxsize=1_000_000)
def remembered_minutes(start: Place, end: Place, means: frozenset[Means]) -> int | None:
    """Places and means are few, and asked about by the hundred thousand."""
    return travel_minutes(start, end, means)


def engaged_minutes(volunteer: Volunteer, *, monday: date, zone: tzinfo) -> int:
    """Minutes of the week that are taken already."""
    return sum(
        engagement.during.minutes
        for engagement in volunteer.engagements
        if monday_of(engagement.during.starts_at, zone=zone) == monday
    )


def week_minutes_left(
    volunteer: Volunteer, *, monday: date, zone: tzinfo, shifts: Iterable[Shift] = ()
) -> int:
    """What the weekly limit leaves beside engagements and these shifts; negative when it is broken."""
    taken = sum(shift.minutes for shift in shifts if monday_of(shift.starts_at, zone=zone) == monday)
    return volunteer.max_minutes_per_week - engaged_minutes(volunteer, monday=monday, zone=zone) - taken
