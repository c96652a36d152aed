"""Prices of mentors' places this week: dual prices of the best plans for sampled futures, averaged.

Method: Ahani, Gölz, Procaccia, Teytelboym, Trapp, "Dynamic Placement in Refugee Resettlement" (Operations Research 72,
2024). Each future holds those who wait now, requests drawn from the programme's history and mentors who may join.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from matcher.arrays import Longs, Reals
from matcher.policy.forecast import Beliefs, Future, sampled_future
from matcher.policy.market import Demand, DualPrices, Supply, dual_prices, meeting_pairs
from matcher.policy.situation import NEVER, Situation


@dataclass(frozen=True)
class Pricing:
    """How prices are made."""

    futures: int = 8
    toward_largest: float = 0.5
    """0 takes the smallest dual prices, 1 the largest."""
    pairs_per_request: int = 30
    """After the first future, how many pairs of each request are looked at: the best at the prices so far."""
    beliefs: Beliefs = field(default_factory=Beliefs)


@dataclass(frozen=True)
class WeekPrices:
    """What to subtract this week."""

    mentor: Reals
    """Points a place at each mentor is expected to be worth later; never negative."""
    request: Reals
    """Points each of those who wait can expect if they wait one more week."""


def prices_now(situation: Situation, pricing: Pricing, random: np.random.Generator) -> WeekPrices:
    """Averages over sampled futures."""
    mentor = np.zeros(len(situation.free_places))
    request = np.zeros(len(situation.open_rows))
    for done in range(pricing.futures):
        future = sampled_future(situation, pricing.beliefs, random)
        most = pricing.pairs_per_request if done else len(situation.worth[0])
        prices = prices_in(
            situation, future, toward_largest=pricing.toward_largest, guide=mentor / max(done, 1), most=most
        )
        mentor += prices.mentor
        request += prices.request
    return WeekPrices(mentor / pricing.futures, request / pricing.futures)


def prices_in(
    situation: Situation, future: Future, *, toward_largest: float, guide: Reals, most: int
) -> DualPrices:
    """Dual prices for one future: of all mentors who are there, and of those who wait."""
    here = np.flatnonzero(situation.free_places > 0)
    demand, supply = demand_of(situation, future), supply_of(situation, future, here)
    stranger = np.median(guide[here]) if len(here) else 0.0
    guides = np.concatenate([guide[here], np.full(len(future.joiners), stranger)])
    pairs = meeting_pairs(situation.worth, demand, supply, guide=guides, pairs_per_request=most)
    prices = dual_prices(pairs, supply.places, requests=len(demand.rows), toward_largest=toward_largest)
    mentor = np.zeros(len(situation.free_places))
    mentor[here] = prices.mentor[: len(here)]
    return DualPrices(mentor=mentor, request=prices.request[: len(situation.open_rows)])


def demand_of(situation: Situation, future: Future) -> Demand:
    """Those who wait, from next week on, and those who may come."""
    waiting, coming = len(situation.open_rows), len(future.rows)
    lost = situation.waiting_cost * (situation.waited_weeks + 1)
    return Demand(
        rows=np.concatenate([situation.open_rows, future.rows]),
        week=np.concatenate([np.full(waiting, situation.week + 1), future.week]),
        gives_up_week=np.concatenate([np.full(waiting, NEVER), future.gives_up_week]),
        waiting_cost=np.concatenate([situation.waiting_cost, future.waiting_cost]),
        sunk_cost=np.concatenate([lost, np.zeros(coming, np.int64)]),
    )


def supply_of(situation: Situation, future: Future, here: Longs) -> Supply:
    """Mentors with a free place, and those who may join."""
    joining = len(future.joiners)
    return Supply(
        columns=np.concatenate([here, len(situation.free_places) + future.joiners]),
        joins_week=np.concatenate([np.full(len(here), situation.week), future.joins_week]),
        leaves_week=np.concatenate([future.leaves_week[here], np.full(joining, NEVER)]),
        places=np.concatenate([situation.free_places[here], situation.past.joiner_places[future.joiners]]),
    )
