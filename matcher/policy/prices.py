"""Prices of mentors' places: dual prices of the best plans for sampled futures, averaged."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import numpy as np

from matcher.arrays import Longs, Reals
from matcher.compiled import compiled
from matcher.policy.duals import largest_prices, smallest_prices
from matcher.policy.forecast import Beliefs, Future, sampled_future
from matcher.policy.plan import Pairs, best_plan
from matcher.policy.situation import Situation


@dataclass(frozen=True)
class Pricing:
    """How prices are made."""

    futures: int = 5
    toward_largest: float = 0.5
    """0 takes the smallest dual prices, 1 the largest."""
    most_pairs: int = 30
    counts_those_who_wait: bool = True
    beliefs: Beliefs = field(default_factory=Beliefs)


@dataclass(frozen=True)
class Prices:
    """What to subtract this week."""

    mentor: Reals
    """Points of one place at each mentor."""
    request: Reals
    """Points each open request can expect if it waits one more week."""


def prices_now(situation: Situation, pricing: Pricing, random: np.random.Generator) -> Prices:
    """Averages over sampled futures."""
    mentor = np.zeros(len(situation.free_places))
    request = np.zeros(len(situation.open_rows))
    guide = np.zeros(len(situation.free_places))
    for done in range(pricing.futures):
        future = sampled_future(situation, pricing.beliefs, random)
        of_mentor, of_request = prices_in(situation, future, pricing if done else replace(pricing, most_pairs=10**6), guide)
        mentor += of_mentor
        request += of_request
        guide = mentor / (done + 1)
    return Prices(mentor / pricing.futures, request / pricing.futures)


def prices_in(situation: Situation, future: Future, pricing: Pricing, guide: Reals) -> tuple[Reals, Reals]:
    """Dual prices of the best plan for one future: of present mentors, and of those who wait."""
    mentors, waiting = len(situation.free_places), len(situation.open_rows)
    here = np.flatnonzero(situation.free_places > 0)
    columns = np.concatenate([here, mentors + future.joiners])
    joins = np.concatenate([np.full(len(here), situation.week), future.joins_week])
    leaves = np.concatenate([future.leaves_week[here], np.full(len(future.joiners), 10**6)])
    places = np.concatenate([situation.free_places[here], situation.past.joiner_places[future.joiners]])
    guide_all = np.concatenate([guide[here], np.full(len(future.joiners), np.median(guide[here]) if len(here) else 0.0)])
    first = 0 if pricing.counts_those_who_wait else waiting
    rows = np.concatenate([situation.open_rows, future.rows])[first:]
    now = situation.week + 1
    week = np.concatenate([np.full(waiting, now), future.week])[first:]
    gives_up = np.concatenate([np.full(waiting, 10**6), future.gives_up_week])[first:]
    cost = np.concatenate([situation.waiting_cost, future.waiting_cost])[first:]
    sunk = np.concatenate(
        [situation.waiting_cost * (situation.waited_weeks + 1), np.zeros(len(future.rows), np.int64)]
    )[first:]
    pairs = Pairs(*future_pairs(situation.worth, rows, week, gives_up, cost, sunk, columns, joins, leaves, guide_all, pricing.most_pairs))
    used = best_plan(pairs, places, requests=len(rows))
    partner = np.full(len(rows), -1)
    partner[pairs.request[used]] = np.flatnonzero(used)
    has_room = np.bincount(pairs.mentor[used], minlength=len(places)) < places
    small = smallest_prices(pairs.request, pairs.mentor, pairs.gain, used, partner, len(places))
    price = small.astype(float)
    if pricing.toward_largest > 0:
        large = largest_prices(pairs.request, pairs.mentor, pairs.gain, used, partner, has_room)
        price += pricing.toward_largest * (large - small)
    worth = np.zeros(len(rows))
    np.maximum.at(worth, pairs.request, pairs.gain - price[pairs.mentor])
    mentor, request = np.zeros(mentors), np.zeros(waiting)
    mentor[here] = price[: len(here)]
    if first == 0:
        request[:] = worth[:waiting]
    return mentor, request


@compiled
def future_pairs(
    worth: Longs,
    rows: Longs,
    week: Longs,
    gives_up: Longs,
    cost: Longs,
    sunk: Longs,
    columns: Longs,
    joins: Longs,
    leaves: Longs,
    guide: Reals,
    most_per_request: int,
) -> tuple[Longs, Longs, Longs]:
    """Pairs of a future that can meet, and what they would be worth then."""
    most = len(rows) * len(columns)
    request, mentor, gain = np.empty(most, np.int64), np.empty(most, np.int64), np.empty(most, np.int64)
    count = 0
    for i in range(len(rows)):
        start = count
        for j in range(len(columns)):
            points = worth[rows[i], columns[j]]
            if points == 0:
                continue
            meets = max(week[i], joins[j])
            if meets >= leaves[j] or meets >= gives_up[i]:
                continue
            points -= sunk[i] + cost[i] * (meets - week[i])
            if points > 0:
                request[count], mentor[count], gain[count] = i, j, points
                count += 1
        if count - start > most_per_request:
            net = gain[start:count] - guide[mentor[start:count]]
            floor = np.partition(net, len(net) - most_per_request)[len(net) - most_per_request]
            kept = start
            for k in range(start, count):
                if net[k - start] >= floor and kept - start < most_per_request:
                    mentor[kept], gain[kept] = mentor[k], gain[k]
                    kept += 1
            count = kept
    return request[:count].copy(), mentor[:count].copy(), gain[:count].copy()
