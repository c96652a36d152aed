"""Sampled futures: who may still ask and join this year, drawn from the programme's own history."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from matcher.arrays import Longs, Reals
from matcher.policy.situation import Situation
from matcher.policy.year import WEEKS_PER_YEAR, Past


@dataclass(frozen=True)
class Beliefs:
    """How much the past counts against what this year shows."""

    past_weeks_worth: float = 8.0
    """The past's volume of arrivals weighs as much as this many average weeks of the present."""
    recent_weight: float = 3.0
    """How much more often one of this year's requests is drawn than one of last year's."""
    yearly_fading: float = 0.7
    """Weight of each year against the one after it."""
    season_window_weeks: int = 3


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
    weeks = np.arange(situation.week + 1, situation.week + 1 + situation.weeks_left)
    count = random.poisson(expected_arrivals(situation, beliefs, random))
    arrival = np.repeat(weeks, count)
    pool = np.concatenate([np.arange(len(past)), situation.seen_rows])
    cost = np.concatenate([past.waiting_cost, situation.seen_waiting_cost])
    drawn = random.choice(len(pool), len(arrival), p=drawing_weights(situation, beliefs))
    kept = random.random(len(arrival)) >= past.lost_share
    mentors = len(situation.free_places)
    joiners = random.poisson(len(past.joiner_places) / past.years / WEEKS_PER_YEAR * len(weeks))
    return Future(
        rows=pool[drawn][kept],
        week=arrival[kept],
        gives_up_week=arrival[kept] + lasting(past.give_up_share_per_week, int(kept.sum()), random),
        waiting_cost=cost[drawn][kept],
        leaves_week=np.minimum(
            situation.leaves_week,
            situation.week + past.notice_weeks + lasting(past.leave_share_per_week, mentors, random),
        ),
        joiners=random.integers(
            0, max(len(past.joiner_places), 1), joiners if len(past.joiner_places) else 0
        ),
        joins_week=random.choice(weeks, joiners if len(past.joiner_places) else 0)
        if len(weeks)
        else weeks[:0],
    )


def lasting(share_per_week: float, count: int, random: np.random.Generator) -> Longs:
    """Weeks until something that happens with that chance each week; 1 at the least."""
    if share_per_week <= 0:
        return np.full(count, 10 * WEEKS_PER_YEAR)
    return np.asarray(random.geometric(share_per_week, count))


def expected_arrivals(situation: Situation, beliefs: Beliefs, random: np.random.Generator) -> Reals:
    """Expected arrivals of each coming week: the past's season, scaled by what this year has shown so far (gamma prior)."""
    season = season_of(situation.past, beliefs.season_window_weeks)
    weeks = np.arange(situation.week + 1, situation.week + 1 + situation.weeks_left) % WEEKS_PER_YEAR
    strength = beliefs.past_weeks_worth * season.mean()
    expected = season[: situation.week + 1].sum()
    scale = random.gamma(strength + len(situation.seen_rows)) / (strength + expected)
    return np.asarray(scale * season[weeks])


def season_of(past: Past, window: int) -> Reals:
    """Average arrivals per week of the year, smoothed over neighbouring weeks."""
    counts = np.bincount(past.week_of_year, minlength=WEEKS_PER_YEAR) / past.years
    around = np.concatenate([counts[-window:], counts, counts[:window]]) if window else counts
    return np.convolve(around, np.full(2 * window + 1, 1 / (2 * window + 1)), "valid")


def drawing_weights(situation: Situation, beliefs: Beliefs) -> Reals:
    """Chance of each known request to be drawn: the present more than the past."""
    past = beliefs.yearly_fading ** (situation.past.years_ago - 1.0)
    weights = np.concatenate([past, np.full(len(situation.seen_rows), beliefs.recent_weight)])
    return np.asarray(weights / weights.sum())
