"""Dual prices against solving again with a place more or less."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matcher.arrays import Longs
from matcher.policy.market import dual_prices
from matcher.policy.plan import best_plan, pairs_of


def best_total(gain: Longs, places: Longs) -> int:
    pairs = pairs_of(gain)
    return int(pairs.gain[best_plan(pairs, places, requests=len(gain))].sum())


def brute_force_total(gain: Longs, places: Longs, *, first: int = 0) -> int:
    """Every way to match the requests from `first` on."""
    if first == len(gain):
        return 0
    best = brute_force_total(gain, places, first=first + 1)
    for mentor in np.flatnonzero((gain[first] > 0) & (places > 0)):
        fewer = places.copy()
        fewer[mentor] -= 1
        best = max(best, int(gain[first, mentor]) + brute_force_total(gain, fewer, first=first + 1))
    return best


def drawn_market(seed: int) -> tuple[Longs, Longs]:
    random = np.random.default_rng(seed)
    requests, mentors = int(random.integers(1, 7)), int(random.integers(1, 5))
    gain = random.integers(1, 40, (requests, mentors)) * (random.random((requests, mentors)) < 0.7)
    return gain, random.integers(1, 3, mentors)


@settings(deadline=None, max_examples=50)
@given(seed=st.integers(0, 2**32))
def test_best_plan_equals_brute_force(seed: int) -> None:
    gain, places = drawn_market(seed)
    assert best_total(gain, places) == brute_force_total(gain, places)


@settings(deadline=None, max_examples=50)
@given(seed=st.integers(0, 2**32))
def test_smallest_price_is_what_one_more_place_adds(seed: int) -> None:
    gain, places = drawn_market(seed)
    prices = dual_prices(pairs_of(gain), places, requests=len(gain), toward_largest=0)
    for mentor, one_more in enumerate(np.eye(len(places), dtype=np.int64)):
        assert prices.mentor[mentor] == best_total(gain, places + one_more) - best_total(gain, places)


@settings(deadline=None, max_examples=50)
@given(seed=st.integers(0, 2**32))
def test_largest_price_is_what_one_place_less_takes_away(seed: int) -> None:
    gain, places = drawn_market(seed)
    prices = dual_prices(pairs_of(gain), places, requests=len(gain), toward_largest=1)
    for mentor, one_less in enumerate(np.eye(len(places), dtype=np.int64)):
        assert prices.mentor[mentor] == best_total(gain, places) - best_total(gain, places - one_less)


@settings(deadline=None, max_examples=50)
@given(seed=st.integers(0, 2**32), toward_largest=st.floats(0, 1))
def test_prices_between_prove_the_plan(seed: int, toward_largest: float) -> None:
    gain, places = drawn_market(seed)
    prices = dual_prices(pairs_of(gain), places, requests=len(gain), toward_largest=toward_largest)
    assert (prices.mentor >= 0).all()
    assert (prices.request >= 0).all()
    total = prices.request.sum() + (prices.mentor * places).sum()
    assert total == pytest.approx(best_total(gain, places))


def test_mentor_with_room_costs_nothing() -> None:
    gain = np.array([[30, 20], [25, 0]])
    prices = dual_prices(pairs_of(gain), np.array([1, 5]), requests=2, toward_largest=1)
    assert prices.mentor.tolist() == [25, 0]
