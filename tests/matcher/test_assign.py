"""The bare assignment against published optima, and against a table whose optimum is known."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from matcher import assign
from matcher.errors import EmptySide, NotANumber, OutOfRange

INSTANCES = Path(__file__).parents[3] / "shared" / "instances"
PUBLISHED = {100: 305, 200: 475, 300: 626, 400: 804, 500: 991, 600: 1176, 700: 1362, 800: 1552}


def published_costs(size: int) -> NDArray[np.int64] | None:
    """The OR-Library table of that size, where it has been put beside the checkout."""
    path = INSTANCES / f"assign{size}.txt"
    if not path.exists():
        return None
    numbers = np.array(path.read_text().split(), np.int64)
    return numbers[1:].reshape(size, size)


def made_costs(size: int) -> NDArray[np.int64]:
    """A table whose best assignment is a hidden permutation: prices on both sides, and nothing dearer than nothing on top."""
    chance = np.random.default_rng(size)
    hidden = chance.permutation(size)
    costs = chance.integers(1, 50, size)[:, None] + chance.integers(1, 50, size)[None, :]
    surplus = chance.integers(0, 60, (size, size))
    surplus[np.arange(size), hidden] = 0
    return np.asarray(costs + surplus)


def lowest_cost(costs: NDArray[np.int64]) -> int:
    """The cost of the assignment, its prices checked against every pair."""
    scores = costs.max() - costs
    found = assign(scores)
    assert (found.column_of_row >= 0).all()
    assert len(set(found.column_of_row.tolist())) == len(costs)
    assert (found.row_price[:, None] + found.column_price[None, :] >= scores).all()
    assert found.row_price.sum() + found.column_price.sum() == found.total_score
    return int(costs.max()) * len(costs) - found.total_score


def test_a_table_with_a_known_optimum_is_solved_to_it() -> None:
    costs = made_costs(150)
    shares = costs.min(axis=1), (costs - costs.min(axis=1)[:, None]).min(axis=0)
    assert lowest_cost(costs) >= int(shares[0].sum() + shares[1].sum())
    chance = np.random.default_rng(150)
    hidden = chance.permutation(150)
    assert lowest_cost(costs) == int(costs[np.arange(150), hidden].sum())


@pytest.mark.parametrize(("size", "optimum"), PUBLISHED.items())
def test_published_instances_have_their_published_optimum(size: int, optimum: int) -> None:
    costs = published_costs(size)
    if costs is None:
        costs = made_costs(size)
        hidden = np.random.default_rng(size).permutation(size)
        optimum = int(costs[np.arange(size), hidden].sum())
    assert lowest_cost(costs) == optimum


def test_capacity_lets_a_column_take_several_rows() -> None:
    found = assign([[5, 1], [4, 3], [3, -1]], capacity=[2, 1])
    assert found.column_of_row.tolist() == [0, 1, 0]
    assert found.total_score == 11


@pytest.mark.parametrize(
    ("scores", "error"),
    [([], EmptySide), ([[1.5]], OutOfRange), ([[float("nan")]], NotANumber), ([[2**40]], OutOfRange)],
)
def test_tables_that_make_no_sense_are_refused(scores: list[list[float]], error: type[Exception]) -> None:
    with pytest.raises(error):
        assign(scores)


def test_negative_capacity_is_refused() -> None:
    with pytest.raises(OutOfRange):
        assign([[1]], capacity=[-1])
