"""The hindsight optimum on tiny years against brute force, and its proof."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matcher.policy.batch import WeeklyBatch
from matcher.policy.check import hindsight_findings, ledger_findings
from matcher.policy.figures import gap_of
from matcher.policy.greedy import Greedy
from matcher.policy.hindsight import hindsight
from matcher.policy.priced import Priced
from matcher.policy.prices import Pricing
from matcher.policy.replay import replay
from matcher.policy.year import LAST_WEEK, Year
from tests.matcher.policy.tiny import small_year, tiny_year

POLICIES = (
    Greedy(),
    WeeklyBatch(),
    Priced("smallest", Pricing(futures=2, toward_largest=0)),
    Priced("largest", Pricing(futures=2, toward_largest=1)),
    Priced("patient", Pricing(futures=2), patience=0.8),
)


def best_by_trying_all(year: Year, free: list[int], request: int = 0) -> int:
    """Every request with every mentor in every week, or not at all."""
    if request == len(year.asking):
        return 0
    best = best_by_trying_all(year, free, request + 1)
    for mentor in range(len(free)):
        points = max(points_in(year, request, mentor, week) for week in range(LAST_WEEK))
        if points > 0 and free[mentor] > 0:
            fewer = [places - (one == mentor) for one, places in enumerate(free)]
            best = max(best, points + best_by_trying_all(year, fewer, request + 1))
    return best


def points_in(year: Year, request: int, mentor: int, week: int) -> int:
    asking, offering = year.asking, year.offering
    waited = week - int(asking.week[request])
    is_there = offering.joins_week[mentor] <= week < offering.leaves_week[mentor]
    if waited < 0 or week >= asking.gives_up_week[request] or not is_there:
        return 0
    if year.declines[request, mentor] or asking.drops_out[request] or not year.value[request, mentor]:
        return 0
    return int(year.value[request, mentor] - waited * asking.waiting_cost[request])


@settings(deadline=None, max_examples=25)
@given(seed=st.integers(0, 2**32))
def test_hindsight_equals_trying_everything(seed: int) -> None:
    year = tiny_year(np.random.default_rng(seed), requests=5, mentors=3)
    best = hindsight(year)
    assert hindsight_findings(year, best) == []
    assert best.total == best_by_trying_all(year, year.offering.places.tolist())


@settings(deadline=None, max_examples=6)
@given(seed=st.integers(0, 2**32))
def test_no_policy_beats_hindsight_in_a_tiny_year(seed: int) -> None:
    year = tiny_year(np.random.default_rng(seed), requests=8, mentors=4)
    best = hindsight(year)
    for policy in POLICIES:
        assert ledger_findings(year, replay(year, policy), best) == []


def test_no_policy_beats_hindsight_in_a_small_year() -> None:
    year = small_year(seed=3)
    best = hindsight(year)
    for policy in POLICIES:
        assert ledger_findings(year, replay(year, policy), best) == []


def test_checker_finds_a_year_that_beats_hindsight() -> None:
    year = small_year(seed=3)
    ledger = replay(year, WeeklyBatch())
    best = hindsight(year)
    worse = replace(best, total=ledger.total - 1)
    assert "the policy beats hindsight" in ledger_findings(year, ledger, worse)
    assert "the prices do not add up to the optimum" in hindsight_findings(year, worse)


def test_checker_finds_a_mentor_with_too_many_matches() -> None:
    year = small_year(seed=3)
    ledger = replay(year, WeeklyBatch())
    crowded = replace(ledger, mentor=np.where(ledger.is_served, 0, -1))
    assert "a mentor has more matches than places" in ledger_findings(year, crowded, hindsight(year))


def test_checker_finds_points_that_are_not_the_pairs() -> None:
    year = small_year(seed=3)
    ledger = replay(year, WeeklyBatch())
    richer = replace(ledger, value=ledger.value + ledger.is_served)
    assert "a value is not the pair's" in ledger_findings(year, richer, hindsight(year))


def test_gap_to_hindsight_is_explained_to_the_last_point() -> None:
    year = small_year(seed=3)
    best, batch = hindsight(year), replay(year, WeeklyBatch())
    gap = gap_of(year, batch, best)
    assert gap.pairs >= 0
    assert gap.pairs + gap.unserved + gap.places == pytest.approx(1 - batch.total / best.total)
