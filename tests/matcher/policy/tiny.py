"""Tiny years and situations that tests fill in where it matters."""

from __future__ import annotations

import numpy as np

from matcher.arrays import Longs
from matcher.policy.climates import Climate, draw_year
from matcher.policy.year import DAYS_PER_WEEK, WEEKS_PER_YEAR, Asking, Offering, Past, Year

SMALL = Climate("small", "A small year", requests=120, past_requests=120, mentors=36)


def small_year(seed: int) -> Year:
    """A tenth of the default year."""
    return draw_year(SMALL, seed=seed)


def nothing_past() -> Past:
    """A programme that has just begun."""
    none: Longs = np.zeros(0, np.int64)
    return Past(
        week_of_year=none,
        arrivals_per_week=np.zeros(WEEKS_PER_YEAR),
        years_ago=none,
        waiting_cost=none,
        joiner_week=none,
        joiner_places=none,
        years=1,
        give_up_share_per_week=0.0,
        leave_share_per_week=0.0,
        notice_weeks=0,
        lost_share=0.0,
    )


def tiny_year(random: np.random.Generator, *, requests: int, mentors: int) -> Year:
    """A year of a handful, with every kind of trouble in it."""
    weeks = np.sort(random.integers(0, 6, requests))
    joins = random.integers(0, 4, mentors)
    return Year(
        name="tiny",
        asking=Asking(
            day=weeks * DAYS_PER_WEEK,
            gives_up_week=weeks + random.integers(1, 5, requests),
            urgency=random.integers(0, 3, requests),
            waiting_cost=random.integers(0, 8, requests),
            drops_out=random.random(requests) < 0.2,
        ),
        offering=Offering(
            joins_week=joins,
            leaves_week=joins + random.integers(1, 6, mentors),
            places=random.integers(1, 3, mentors),
        ),
        worth=random.integers(1, 60, (requests, mentors)) * (random.random((requests, mentors)) < 0.7),
        declines=random.random((requests, mentors)) < 0.2,
        breaks_after_weeks=2,
        past=nothing_past(),
    )
