"""What a policy may look at in one week: people who wait, places that are free, and what has happened so far."""

from __future__ import annotations

from dataclasses import dataclass

from matcher.arrays import Longs
from matcher.policy.year import Past

NEVER = 10**6
"""A week that does not come."""


@dataclass(frozen=True)
class Situation:
    """The programme at the end of one week; nothing of the future is in it."""

    week: int
    weeks_left: int
    """Weeks that still come after this one."""
    worth: Longs
    """Points without waiting, as in `Year.worth`, without the pairs that were declined."""
    open_rows: Longs
    """Rows of `worth` of those who wait, in order of arrival."""
    value: Longs
    """Points of each pair made now: those who wait × all mentors; 0 where impossible, declined or no longer worth it."""
    urgency: Longs
    waited_weeks: Longs
    waiting_cost: Longs
    free_places: Longs
    """Of all mentors; 0 for those not there."""
    leaves_week: Longs
    """Of mentors who have given notice; `NEVER` for the others."""
    seen_rows: Longs
    """Rows of `worth` of this year's arrivals up to now."""
    seen_waiting_cost: Longs
    past: Past
