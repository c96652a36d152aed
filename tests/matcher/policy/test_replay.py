"""What holds in every replayed year."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from matcher.policy.batch import MOST_URGENT, WeeklyBatch, batch_plan
from matcher.policy.climates import CLIMATES, Climate, draw_year
from matcher.policy.figures import figures_of
from matcher.policy.forecast import recent_weight
from matcher.policy.greedy import Greedy
from matcher.policy.hindsight import hindsight
from matcher.policy.priced import Priced, PricedWeek
from matcher.policy.prices import Pricing
from matcher.policy.replay import Course, Ledger, Policy, replay
from matcher.policy.situation import Situation
from matcher.policy.year import Year
from tests.matcher.policy.tiny import SMALL, small_year

PRICED = Priced("prices", Pricing(futures=3), patience=0.5)


def is_same(one: Ledger, other: Ledger) -> bool:
    return bool((one.mentor == other.mentor).all() and (one.matched_week == other.matched_week).all())


@pytest.mark.parametrize("policy", [Greedy(), WeeklyBatch(), PRICED], ids=lambda policy: policy.name)
def test_same_seed_gives_the_same_year_and_decisions(policy: Policy) -> None:
    assert is_same(replay(small_year(seed=1), policy), replay(small_year(seed=1), policy))


def test_other_seed_gives_another_year() -> None:
    assert hindsight(small_year(seed=1)).total != hindsight(small_year(seed=2)).total


class NoPrices:
    """The price rule when every price is 0."""

    name = "no prices"
    acts_on_arrival = False

    def begin_week(self, situation: Situation) -> PricedWeek:
        return PricedWeek(np.zeros(len(situation.free_places)), np.zeros(len(situation.worth)))


def test_prices_of_zero_are_the_batch_rule() -> None:
    year = small_year(seed=1)
    assert is_same(replay(year, NoPrices()), replay(year, WeeklyBatch()))


def futureless(year: Year, week: int) -> Year:
    """The same year in which everything after that week is otherwise."""
    asking = year.asking
    is_later = asking.week > week
    worth = year.worth.copy()
    rows = len(year.past) + np.flatnonzero(is_later)
    worth[rows] = worth[rows][:, ::-1]
    return replace(
        year,
        worth=worth,
        asking=replace(
            asking,
            urgency=np.where(is_later, 0, asking.urgency),
            gives_up_week=np.where(
                asking.gives_up_week > week + 1, asking.gives_up_week + 1, asking.gives_up_week
            ),
        ),
    )


@pytest.mark.parametrize("policy", [Greedy(), WeeklyBatch(), PRICED], ids=lambda policy: policy.name)
def test_policy_knows_nothing_of_the_future(policy: Policy) -> None:
    week = 20
    year = small_year(seed=4)
    known, changed = replay(year, policy), replay(futureless(year, week), policy)
    before = (known.matched_week >= 0) & (known.matched_week <= week)
    assert before.any()
    assert (known.matched_week[before] == changed.matched_week[before]).all()
    assert (known.mentor[before] == changed.mentor[before]).all()
    assert not is_same(known, changed)


class AsManyUrgentAsBatches:
    """The price rule, watched: from the same state the batch rule never serves more of the most urgent."""

    name = "watched"
    acts_on_arrival = False

    def __init__(self) -> None:
        self.weeks_with_urgent = 0

    def begin_week(self, situation: Situation) -> AsManyUrgentAsBatches:
        self.rule = PRICED.begin_week(situation)
        return self

    def choose(self, situation: Situation) -> tuple[np.ndarray, np.ndarray]:
        chosen = self.rule.choose(situation)
        batch = WeeklyBatch().choose(situation)
        urgent = [int((situation.urgency[plan[0]] == MOST_URGENT).sum()) for plan in (chosen, batch)]
        assert urgent[0] == urgent[1]
        self.weeks_with_urgent += urgent[0] > 0
        return chosen


def test_prices_never_keep_the_most_urgent_waiting_when_batches_would_not() -> None:
    watched = AsManyUrgentAsBatches()
    replay(small_year(seed=5), watched)
    assert watched.weeks_with_urgent > 3


@pytest.mark.parametrize("name", list(CLIMATES))
def test_most_urgent_stay_open_shorter_and_value_is_higher_than_under_batches(name: str) -> None:
    climate = CLIMATES[name]
    smaller = {size: getattr(climate, size) // 3 for size in ("requests", "past_requests", "mentors")}
    year = draw_year(replace(climate, **smaller), seed=0)
    best = hindsight(year)
    batch = replay(year, WeeklyBatch())
    priced = replay(year, Priced("prices", Pricing(futures=1)))
    of_batch, of_prices = (figures_of(year, ledger, best, batch=batch) for ledger in (batch, priced))
    assert of_prices.urgent_open_days < of_batch.urgent_open_days
    assert of_prices.urgent_open_days_95 <= of_batch.urgent_open_days_95
    assert of_prices.share_of_hindsight > of_batch.share_of_hindsight + 0.03


def test_urgent_request_is_served_at_a_mentor_whose_price_is_higher_than_the_match() -> None:
    year = small_year(seed=1)
    course_start = NoPrices().begin_week
    seen: list[Situation] = []

    class Watch(NoPrices):
        def begin_week(self, situation: Situation) -> PricedWeek:
            seen.append(situation)
            return course_start(situation)

    replay(year, Watch())
    situation = next(one for one in seen if (one.urgency == MOST_URGENT).any() and (one.urgency > 0).any())
    dear = np.full(len(situation.free_places), 10.0**6)
    requests, _ = batch_plan(situation, dear, np.zeros(len(situation.open_rows)))
    assert len(requests)
    assert (situation.urgency[requests] == MOST_URGENT).all()


def test_declined_pair_is_not_asked_again_and_both_stay_free() -> None:
    all_decline = draw_year(replace_share(SMALL, decline_share=1.0), seed=1)
    ledger = replay(all_decline, WeeklyBatch())
    assert ledger.total == 0
    assert (ledger.matched_week == -1).all()


def test_place_of_a_match_that_breaks_off_is_used_again() -> None:
    none_hold = draw_year(replace_share(SMALL, lost_share=1.0), seed=1)
    ledger = replay(none_hold, WeeklyBatch())
    assert ledger.total == 0
    assert (ledger.matched_week >= 0).sum() > none_hold.offering.places.sum()


def replace_share(climate: Climate, **shares: float) -> Climate:
    return replace(climate, **shares)  # type: ignore[arg-type]


def test_this_year_counts_the_more_the_less_the_past_is_like_it() -> None:
    alike, drifted = (
        recent_weight(Course(draw_year(CLIMATES[name], seed=3)).situation(30))
        for name in ("foreseen", "drift")
    )
    assert 1 <= alike < 3
    assert drifted > 2 * alike
