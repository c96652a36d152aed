"""Prices for a programme's next run."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from matcher.errors import InvalidProblem
from matcher.policy import DemandHistory, DemandPrior, Pricing, prices_for
from matcher.policy.demand_prices import requests_per_week

SCARCE, PLENTIFUL = 0, 1
HISTORY = DemandHistory(
    weeks_ago=np.arange(40),
    past_points=np.array([[900, 0]] * 20 + [[600, 500]] * 20),
    weeks=40,
)
PRICING = Pricing(futures=6)


def test_scarce_mentor_has_a_price_and_a_plentiful_one_has_none() -> None:
    prices = prices_for(HISTORY, np.array([2, 200]), weeks_ahead=26, pricing=PRICING)
    assert prices.points[SCARCE] > 700
    assert prices.points[PLENTIFUL] == 0


def test_price_rises_with_the_weeks_still_to_come() -> None:
    few, many = (
        prices_for(HISTORY, np.array([3, 200]), weeks_ahead=weeks, pricing=PRICING) for weeks in (4, 40)
    )
    assert few.points[SCARCE] < many.points[SCARCE]
    assert few.expected_requests == pytest.approx(4)


def test_same_seed_gives_the_same_prices() -> None:
    one, other = (
        prices_for(HISTORY, np.array([9, 9]), weeks_ahead=20, pricing=PRICING, seed=3) for _ in range(2)
    )
    assert (one.points == other.points).all()


def test_no_history_gives_prices_of_zero() -> None:
    empty = DemandHistory(weeks_ago=np.zeros(0, np.int64), past_points=np.zeros((0, 2), np.int64), weeks=0)
    assert prices_for(empty, np.array([1, 1]), weeks_ahead=26).points.tolist() == [0, 0]


def test_mentor_without_a_free_place_has_no_price() -> None:
    assert prices_for(HISTORY, np.array([0, 3]), weeks_ahead=26, pricing=PRICING).points[SCARCE] == 0


def test_those_who_wait_raise_the_price_of_the_only_mentor_who_can_help_them() -> None:
    quiet = replace(HISTORY, weeks_ago=HISTORY.weeks_ago[:1], past_points=HISTORY.past_points[:1])
    crowded = replace(quiet, waiting_points=np.array([[800, 0]] * 5))
    prices = [prices_for(one, np.array([2, 2]), weeks_ahead=8, pricing=PRICING) for one in (quiet, crowded)]
    assert prices[0].points[SCARCE] < prices[1].points[SCARCE]


def test_prior_counts_while_the_history_is_short() -> None:
    prior = DemandPrior(requests_per_week=5.0, counts_as_weeks=4.0)
    short = replace(
        HISTORY, weeks_ago=np.array([0, 1]), past_points=HISTORY.past_points[:2], weeks=4, prior=prior
    )
    assert requests_per_week(short) == pytest.approx((2 + 20) / 8)


def test_season_of_a_whole_year_shows_in_the_prices() -> None:
    def history(weeks_ago: int) -> DemandHistory:
        return DemandHistory(weeks_ago=np.full(60, weeks_ago), past_points=np.full((60, 1), 500), weeks=104)

    soon, late = (
        prices_for(history(52 - ahead), np.array([10]), weeks_ahead=15, pricing=PRICING).points[0]
        for ahead in (8, 30)
    )
    assert soon > 400
    assert late == 0


@pytest.mark.parametrize(
    ("history", "places", "weeks_ahead", "field"),
    [
        (replace(HISTORY, past_points=HISTORY.past_points[:, :1]), [1, 1], 4, "past_points"),
        (replace(HISTORY, waiting_points=np.ones((1, 3), np.int64)), [1, 1], 4, "waiting_points"),
        (replace(HISTORY, weeks_ago=HISTORY.weeks_ago + 5), [1, 1], 4, "weeks_ago"),
        (HISTORY, [1, -1], 4, "free_places"),
        (HISTORY, [1, 1], 60, "weeks_ahead"),
    ],
)
def test_impossible_input_is_named(
    history: DemandHistory, places: list[int], weeks_ahead: int, field: str
) -> None:
    with pytest.raises(InvalidProblem) as caught:
        prices_for(history, np.array(places), weeks_ahead=weeks_ahead)
    assert caught.value.field == field
