"""People who may meet within one future, and what a place at each mentor is worth among them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from matcher.arrays import Chosen, Longs, Reals
from matcher.policy.plan import Pairs, best_plan


@dataclass(frozen=True)
class Demand:
    """Requests, one entry each."""

    rows: Longs
    """Rows of the matrix of points."""
    week: Longs
    """First week in which each may be matched."""
    gives_up_week: Longs
    waiting_cost: Longs
    """Points per week after that first one."""
    sunk_cost: Longs
    """Points already lost by waiting."""


@dataclass(frozen=True)
class Supply:
    """Mentors, one entry each."""

    columns: Longs
    """Columns of the matrix of points."""
    joins_week: Longs
    leaves_week: Longs
    places: Longs


@dataclass(frozen=True)
class DualPrices:
    """An optimal dual solution."""

    mentor: Reals
    request: Reals


def meeting_pairs(
    worth: Longs, demand: Demand, supply: Supply, *, guide: Reals, pairs_per_request: int
) -> Pairs:
    """Pairs that can meet, with their points then; only the best of each request at guiding prices, when there are many."""
    from matcher.policy.meeting import pairs_that_meet

    return Pairs(
        *pairs_that_meet(
            worth,
            demand.rows, demand.week, demand.gives_up_week, demand.waiting_cost, demand.sunk_cost,
            supply.columns, supply.joins_week, supply.leaves_week,
            guide, pairs_per_request,
        )
    )  # fmt: skip


def dual_prices(pairs: Pairs, places: Longs, *, requests: int, toward_largest: float) -> DualPrices:
    """Prices between the smallest (0) and the largest (1) that support the best plan; 0 for mentors with room."""
    from matcher.policy.duals import largest_prices, smallest_prices

    used = best_plan(pairs, places, requests=requests)
    partner = partners(pairs, used, requests=requests)
    small = smallest_prices(pairs.request, pairs.mentor, pairs.gain, used, partner, len(places))
    price = small.astype(np.float64)
    if toward_largest > 0:
        has_room = np.bincount(pairs.mentor[used], minlength=len(places)) < places
        large = largest_prices(pairs.request, pairs.mentor, pairs.gain, used, partner, has_room)
        price += toward_largest * (large - small)
    return DualPrices(mentor=price, request=request_prices(pairs, price, requests=requests))


def partners(pairs: Pairs, used: Chosen, *, requests: int) -> Longs:
    """Position of each request's used pair, or -1."""
    partner = np.full(requests, -1)
    partner[pairs.request[used]] = np.flatnonzero(used)
    return partner


def request_prices(pairs: Pairs, mentor_price: Reals, *, requests: int) -> Reals:
    """The best each request can get at those prices, at least nothing."""
    price = np.zeros(requests)
    np.maximum.at(price, pairs.request, pairs.gain - mentor_price[pairs.mentor])
    return price
