"""A year of a programme as plain arrays: who asks when, who offers when, and what each pair would be worth."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from matcher.arrays import Chosen, Longs, Reals

DAYS_PER_WEEK = 7
WEEKS_PER_YEAR = 52
CLOSING_WEEKS = 4
"""After the year's last arrival, those who still wait are matched for this many weeks."""
LAST_WEEK = WEEKS_PER_YEAR + CLOSING_WEEKS
"""The first week in which nothing happens any more."""
POINTS = 10_000
"""A perfect score of an ordinary request, in points; all values are whole points, so that sums are exact."""


@dataclass(frozen=True)
class Asking:
    """Requests, one entry each; weeks count from the year's first, and a match is made at the end of a week."""

    day: Longs
    """Day of arrival."""
    gives_up_week: Longs
    """The first week in which the young person no longer waits; later than the week of arrival."""
    urgency: Longs
    """0 is the most urgent."""
    waiting_cost: Longs
    """Points lost per week of waiting."""
    drops_out: Chosen
    """Whether the first match breaks off early, whoever the mentor is: nothing gained, the place is free again."""

    @cached_property
    def week(self) -> Longs:
        """Week of arrival."""
        return np.asarray(self.day // DAYS_PER_WEEK)

    def __len__(self) -> int:
        return len(self.day)


@dataclass(frozen=True)
class Offering:
    """Mentors, one entry each."""

    joins_week: Longs
    leaves_week: Longs
    """The first week in which no new match can be made."""
    places: Longs
    notice_weeks: int = 0
    """How long before leaving a mentor says so."""

    def __len__(self) -> int:
        return len(self.places)


@dataclass(frozen=True)
class Past:
    """What the programme has seen before the year begins.

    Rows of `Year.worth` before the year's own are past requests, columns after the year's own are past joiners.
    """

    week_of_year: Longs
    """Week of arrival of each past request, 0 to 51."""
    arrivals_per_week: Reals
    """Average arrivals in each of the 52 weeks of a past year."""
    years_ago: Longs
    """1 for last year, 2 for the year before."""
    waiting_cost: Longs
    joiner_week: Longs
    """Week of the year in which each mentor joined who joined during a past year."""
    joiner_places: Longs
    years: int
    give_up_share_per_week: float
    leave_share_per_week: float
    notice_weeks: int
    lost_share: float
    """Share of requests whose match broke off early."""

    def __len__(self) -> int:
        return len(self.week_of_year)


@dataclass(frozen=True)
class Year:
    """One year with everything that will happen in it; a policy is shown only what has happened."""

    name: str
    asking: Asking
    offering: Offering
    worth: Longs
    """Points of each pair without waiting, 0 where a rule forbids it: (past + year's requests) × (mentors + past joiners)."""
    declines: Chosen
    """Whether this pair would say no when asked: requests × mentors."""
    breaks_after_weeks: int
    """How long a match lasts that breaks off early."""
    past: Past

    @property
    def value(self) -> Longs:
        """Points of each pair of this year's people."""
        return self.worth[len(self.past) :, : len(self.offering)]


def shares(counts: Reals | Longs) -> Reals:
    """Weights that sum to one."""
    return np.asarray(counts / counts.sum(), np.float64)
