"""The best plan for a whole year by one who knows everything in advance, with dual prices that prove it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from matcher.arrays import Longs
from matcher.policy.market import partners
from matcher.policy.plan import best_plan, pairs_of
from matcher.policy.year import LAST_WEEK, Year


@dataclass(frozen=True)
class Hindsight:
    """The optimum, and prices under which no pair is worth more than its two sides."""

    mentor: Longs
    """Mentor of each request, or -1."""
    total: int
    request_price: Longs
    mentor_price: Longs


def best_values(year: Year) -> Longs:
    """The most each pair can bring: made in the first week both are there; 0 if impossible or if it would not hold."""
    asking, offering = year.asking, year.offering
    meets = np.maximum(asking.week[:, None], offering.joins_week)
    is_possible = (meets < asking.gives_up_week[:, None]) & (meets < offering.leaves_week)
    is_possible &= (meets < LAST_WEEK) & ~year.declines & ~asking.drops_out[:, None] & (year.value > 0)
    value = year.value - asking.waiting_cost[:, None] * (meets - asking.week[:, None])
    return np.asarray(np.where(is_possible, np.maximum(value, 0), 0))


def hindsight(year: Year) -> Hindsight:
    """The exact optimum over all plans, by one minimum cost flow."""
    from matcher.policy.duals import smallest_prices

    pairs = pairs_of(best_values(year))
    requests, places = len(year.asking), year.offering.places
    used = best_plan(pairs, places, requests=requests)
    partner = partners(pairs, used, requests=requests)
    mentor_price = smallest_prices(pairs.request, pairs.mentor, pairs.gain, used, partner, len(places))
    request_price = np.zeros(requests, np.int64)
    np.maximum.at(request_price, pairs.request, pairs.gain - mentor_price[pairs.mentor])
    mentor = np.full(requests, -1)
    mentor[pairs.request[used]] = pairs.mentor[used]
    return Hindsight(mentor, int(pairs.gain[used].sum()), request_price, mentor_price)
