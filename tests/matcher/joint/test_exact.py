"""The best whole solution of a program, against every solution it has, and what prices prove about it."""

from __future__ import annotations

from collections.abc import Sequence
from time import monotonic

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matcher.arrays import Reals
from matcher.joint.exact import greatest
from matcher.joint.linear import OutOfTime, ceiling_of, relaxed
from matcher.shifts.program import NO_LIMIT, Program, Rows
from tests.matcher.joint.programs import program_of, programs, worths

PLENTY = 60.0
PRICES = st.lists(st.floats(-20, 20), min_size=10, max_size=10)


@settings(max_examples=200, deadline=None)
@given(programs())
def test_the_best_whole_solution_is_found(drawn: tuple[Program, Reals]) -> None:
    program, objective = drawn
    noted: list[Reals] = []
    best = greatest(program, objective, ends_at=monotonic() + PLENTY, noted=noted.append)
    assert (None if best is None else best.worth) == max(worths(program, objective), default=None)
    if best is not None:
        assert any(np.array_equal(best.values, values) for values in noted)
        assert round(float(objective @ best.values)) == best.worth


@settings(max_examples=200, deadline=None)
@given(programs(), PRICES)
def test_no_solution_is_worth_more_than_any_prices_prove(
    drawn: tuple[Program, Reals], prices: Sequence[float]
) -> None:
    program, objective = drawn
    ceiling = ceiling_of(program, objective, np.array(prices[: len(program.row_lower)]))
    assert all(worth <= ceiling.most for worth in worths(program, objective))


@settings(max_examples=200, deadline=None)
@given(programs())
def test_a_column_that_may_not_differ_is_where_it_adds_most_in_every_better_solution(
    drawn: tuple[Program, Reals],
) -> None:
    program, objective = drawn
    solved = relaxed(program, objective, seconds=PLENTY)
    if solved is None:
        assert not worths(program, objective)
        return
    ceiling = ceiling_of(program, objective, solved.prices)
    for column in range(program.size):
        for value in (0.0, float(program.upper[column])):
            elsewhere = value != (program.upper[column] if ceiling.adds[column] > 0 else 0.0)
            if elsewhere:
                for worth in worths(with_column_at(program, column, value), objective):
                    assert ceiling.may_differ(worth - 1)[column]


def with_column_at(program: Program, column: int, value: float) -> Program:
    """The program in which a column has a value."""
    rows = Rows()
    for row in range(len(program.row_lower)):
        of_row = slice(program.matrix.indptr[row], program.matrix.indptr[row + 1])
        indices, data = program.matrix.indices[of_row].tolist(), program.matrix.data[of_row].tolist()
        rows.add(indices, data, float(program.row_lower[row]), float(program.row_upper[row]))
    rows.add([column], [1.0], value, value)
    return program_of(rows, program.upper)


def test_a_ring_of_three_has_one_in_whole_numbers_and_one_and_a_half_in_fractions() -> None:
    rows = Rows()
    for pair in ([0, 1], [1, 2], [0, 2]):
        rows.add(pair, [1.0, 1.0], -NO_LIMIT, 1.0)
    ring, ones = program_of(rows, np.ones(3)), np.ones(3)
    solved = relaxed(ring, ones, seconds=PLENTY)
    assert solved is not None
    assert solved.is_fraction.all()
    assert ceiling_of(ring, ones, solved.prices).most == 1.5
    best = greatest(ring, ones, ends_at=monotonic() + PLENTY, noted=lambda values: None)
    assert best is not None
    assert best.worth == 1


@pytest.mark.parametrize(
    ("worth", "is_claimed"), [(2.0**20, True), (2.0**30, True), (2.0**31, False), (2.0**50, False)]
)
def test_beyond_what_floating_point_adds_exactly_no_ceiling_is_claimed(
    worth: float, is_claimed: bool
) -> None:
    rows = Rows()
    rows.add([0, 1], [1.0, 1.0], -NO_LIMIT, 1.0)
    program, objective = program_of(rows, np.ones(2)), np.array([worth, 1.0])
    ceiling = ceiling_of(program, objective, np.array([worth]))
    assert ceiling.most == (worth if is_claimed else np.inf)
    assert ceiling.may_differ(worth).any() != is_claimed
    best = greatest(program, objective, ends_at=monotonic() + PLENTY, noted=lambda values: None)
    assert best is not None
    assert best.worth == worth


def test_a_price_that_is_too_large_where_nothing_is_to_be_had_claims_no_ceiling() -> None:
    rows = Rows()
    rows.add([0, 1], [1.0, -1.0], 0.0, 0.0)
    ceiling = ceiling_of(program_of(rows, np.zeros(2)), np.ones(2), np.array([2.0**40]))
    assert ceiling.most == np.inf


def test_without_time_nothing_is_claimed() -> None:
    with pytest.raises(OutOfTime):
        relaxed(program_of(Rows(), np.ones(2)), np.ones(2), seconds=0.0)
