"""Prices for a programme's next run, from its own list of past requests: the entrance for services."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from matcher.arrays import Longs, Reals
from matcher.errors import InvalidProblem
from matcher.policy.prices import Pricing, prices_now
from matcher.policy.situation import NEVER, Situation
from matcher.policy.year import WEEKS_PER_YEAR, Past


@dataclass(frozen=True)
class DemandPrior:
    """What to expect where the history is short."""

    requests_per_week: float = 0.0
    counts_as_weeks: float = 4.0
    """It weighs as much as this many weeks of history."""


@dataclass(frozen=True)
class DemandHistory:
    """Past requests, and those waiting now, each with its points at every one of today's mentors.

    Points are any whole numbers on one scale, such as a run's scores; 0 where a rule forbids the pair.
    """

    weeks_ago: Longs
    """Of each past request: 0 for this week."""
    past_points: Longs
    """Past requests × mentors."""
    weeks: int
    """Length of the history, quiet weeks included."""
    waiting_points: Longs | None = None
    """Requests that wait now × mentors; they compete for the same places."""
    leave_share_per_week: float = 0.002
    prior: DemandPrior = field(default_factory=DemandPrior)


@dataclass(frozen=True)
class MentorPrices:
    """Points to subtract from every score of a mentor in this week's run, in the order of the mentors given."""

    points: Reals
    expected_requests: float
    """In the weeks ahead."""
    futures: int


def prices_for(
    history: DemandHistory,
    free_places: Longs,
    *,
    weeks_ahead: int,
    pricing: Pricing | None = None,
    seed: int = 0,
) -> MentorPrices:
    """What a place at each mentor is expected to be worth to those who will ask in the weeks ahead.

    Subtract the points from the scores of requests that are not urgent, and leave pairs below 0 for a later week; for
    urgent ones subtract them too, but never leave a pair out for it (`batch.batch_plan` does both). A mentor whose
    places will suffice has the price 0. Without history and prior all prices are 0, which is the weekly batch rule.
    `weeks_ahead` is the time after which places will be plentiful again, a year at most.
    Raises `InvalidProblem` when the shapes do not agree or a number cannot be.
    """
    refuse_impossible(history, free_places, weeks_ahead=weeks_ahead)
    pricing = pricing or Pricing(futures=20)
    expected = requests_per_week(history) * weeks_ahead
    if not len(history.past_points) or weeks_ahead == 0:
        return MentorPrices(np.zeros(len(free_places)), expected, 0)
    prices = prices_now(
        situation_of(history, free_places, weeks_ahead), pricing, np.random.default_rng([seed, weeks_ahead])
    )
    return MentorPrices(prices.mentor, expected, pricing.futures)


def requests_per_week(history: DemandHistory) -> float:
    """Expected arrivals: the history's average, pulled toward the prior as far as the history is short."""
    weeks = history.weeks + history.prior.counts_as_weeks
    known = len(history.weeks_ago) + history.prior.requests_per_week * history.prior.counts_as_weeks
    return (
        known / weeks if history.prior.requests_per_week else len(history.weeks_ago) / max(history.weeks, 1)
    )


def situation_of(history: DemandHistory, free_places: Longs, weeks_ahead: int) -> Situation:
    """This week as a policy sees it: the past in weeks before now, those who wait, places that are free."""
    mentors, past = len(free_places), len(history.past_points)
    waiting = waiting_points_of(history, mentors)
    none = np.zeros(len(waiting), np.int64)
    return Situation(
        week=0,
        weeks_left=weeks_ahead,
        worth=np.concatenate([history.past_points, waiting]).astype(np.int64),
        open_rows=past + np.arange(len(waiting)),
        value=waiting,
        urgency=none,
        waited_weeks=none,
        waiting_cost=none,
        free_places=free_places.astype(np.int64),
        leaves_week=np.full(mentors, NEVER),
        seen_rows=none[:0],
        seen_waiting_cost=none[:0],
        past=past_of(history),
    )


def waiting_points_of(history: DemandHistory, mentors: int) -> Longs:
    """Points of those who wait; no rows where nobody does."""
    if history.waiting_points is None:
        return np.zeros((0, mentors), np.int64)
    return history.waiting_points.astype(np.int64)


def past_of(history: DemandHistory) -> Past:
    """The history as arrivals per week of a year that begins now: by season once it spans a year, even before that."""
    none = np.zeros(0, np.int64)
    week = (-history.weeks_ago) % WEEKS_PER_YEAR
    has_season = history.weeks >= WEEKS_PER_YEAR
    shape = np.bincount(week, minlength=WEEKS_PER_YEAR) if has_season else np.ones(WEEKS_PER_YEAR)
    return Past(
        week_of_year=week,
        arrivals_per_week=requests_per_week(history) * shape / shape.mean(),
        years_ago=1 + history.weeks_ago // WEEKS_PER_YEAR,
        waiting_cost=np.zeros(len(week), np.int64),
        joiner_week=none,
        joiner_places=none,
        years=max(1, round(history.weeks / WEEKS_PER_YEAR)),
        give_up_share_per_week=0.0,
        leave_share_per_week=history.leave_share_per_week,
        notice_weeks=0,
        lost_share=0.0,
    )


def refuse_impossible(history: DemandHistory, free_places: Longs, *, weeks_ahead: int) -> None:
    """Say what does not fit before anything is computed."""
    if history.past_points.shape != (len(history.weeks_ago), len(free_places)):
        raise InvalidProblem("past_points is not past requests × mentors", field="past_points")
    if history.waiting_points is not None and history.waiting_points.shape[1:] != (len(free_places),):
        raise InvalidProblem("waiting_points is not waiting requests × mentors", field="waiting_points")
    if (free_places < 0).any():
        raise InvalidProblem("a mentor has fewer than no free places", field="free_places")
    if (history.weeks_ago < 0).any() or (history.weeks_ago >= max(history.weeks, 1)).any():
        raise InvalidProblem("a past request lies outside the history", field="weeks_ago")
    if not 0 <= weeks_ahead <= WEEKS_PER_YEAR:
        raise InvalidProblem("weeks_ahead lies outside a year", field="weeks_ahead")
