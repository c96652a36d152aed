"""A program without asking for whole numbers, and what its dual prices prove: a ceiling no solution exceeds, free of rounding."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from scipy import sparse

from matcher.arrays import Chosen, Reals
from matcher.shifts.highs import INTEGRAL_WITHIN, SolverFault
from matcher.shifts.program import Program

PARTS_OF_A_PRICE = 2.0**20
"""Prices are rounded to parts so small; sums of them and of whole numbers are exact in floating point below 2^33."""
EXACT_BELOW = 2.0**32
"""All that is added up, signs left aside, must stay below this; half of 2^33, so that the sum that says so need not be exact."""


class OutOfTime(RuntimeError):  # noqa: N818 - reads as what it is
    """The time is over before something is proven."""


@dataclass(frozen=True)
class Relaxed:
    """The best values of the columns when fractions are allowed, and a price of every row."""

    values: Reals
    prices: Reals

    @cached_property
    def is_fraction(self) -> Chosen:
        """Which columns are not whole."""
        return np.asarray(np.abs(self.values - np.round(self.values)) > INTEGRAL_WITHIN)


@dataclass(frozen=True)
class Ceiling:
    """What no solution exceeds, and by how much less one is at most in which a column is not where it adds most."""

    most: float
    adds: Reals
    """Per column what it adds to `most` at one, compared with zero; negative: it is kept at zero."""

    def may_differ(self, above: float) -> Chosen:
        """Which columns may be other than where they add most in a solution of whole worth that is more than this."""
        return np.asarray(np.floor(self.most - np.abs(self.adds)) > above)


def relaxed(program: Program, objective: Reals, *, seconds: float) -> Relaxed | None:
    """The best values when fractions are allowed; None when no values keep all rows."""
    from ortools.linear_solver.python import model_builder_helper as glop

    if seconds <= 0:
        raise OutOfTime
    model: Any = glop.ModelBuilderHelper()  # its published types name no shapes
    solver = glop.ModelSolverHelper("glop")
    model.fill_model_from_sparse_data(
        program.lower,
        program.upper,
        objective,
        program.row_lower,
        program.row_upper,
        sparse.csr_matrix(program.matrix),
    )
    model.set_maximize(True)
    solver.set_time_limit_in_seconds(seconds)
    solver.solve(model)
    status, statuses = solver.status(), glop.SolveStatus
    if status == statuses.INFEASIBLE:
        return None
    if status in (statuses.FEASIBLE, statuses.NOT_SOLVED):
        raise OutOfTime
    if status != statuses.OPTIMAL:
        raise SolverFault(f"the solver ended with {status}")
    return Relaxed(np.array(solver.variable_values()), np.array(solver.dual_values()))


def ceiling_of(program: Program, objective: Reals, prices: Reals) -> Ceiling:
    """What these prices of the rows prove: true for any prices, whatever a solver may have rounded (weak duality).

    Every number of the program must be whole. Where the sums would become too large to be exact, nothing is claimed: the
    ceiling is infinite, and every column may differ.
    """
    prices = np.round(prices * PARTS_OF_A_PRICE) / PARTS_OF_A_PRICE
    is_idle = ((prices > 0) & np.isinf(program.row_upper)) | ((prices < 0) & np.isinf(program.row_lower))
    prices = np.where(is_idle | (prices == 0), 0.0, prices)
    ends = np.where(prices > 0, program.row_upper, program.row_lower)
    ends = np.where(prices == 0, 0.0, ends)
    adds = np.asarray(objective - program.matrix.T @ prices)
    of_columns = np.maximum(adds * program.lower, adds * program.upper)
    dearest = np.abs(objective) + np.abs(program.matrix).T @ np.abs(prices)
    added = np.abs(prices) @ np.abs(ends) + np.abs(of_columns).sum() + dearest.max(initial=0.0)
    most = float(prices @ ends) + float(of_columns.sum()) if added < EXACT_BELOW else np.inf
    return Ceiling(most, adds)
