"""A program without asking for whole numbers, and what its dual prices prove: a ceiling no solution exceeds, free of rounding."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property

import numpy as np

from matcher.arrays import Chosen, Reals
from matcher.shifts.highs import INTEGRAL_WITHIN, SolverFault, model_proto
from matcher.shifts.program import Program

PARTS_OF_A_PRICE = 2.0**20
"""Prices are rounded to parts so small; sums of them and of whole numbers are exact in floating point."""


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
    from ortools.math_opt.python import mathopt

    if seconds <= 0:
        raise OutOfTime
    model = mathopt.Model.from_model_proto(model_proto(program, objective, is_relaxed=True))
    parameters = mathopt.SolveParameters(time_limit=timedelta(seconds=seconds))
    result = mathopt.solve(model, mathopt.SolverType.GLOP, params=parameters)
    reasons, reason = mathopt.TerminationReason, result.termination.reason
    if reason in (reasons.INFEASIBLE, reasons.INFEASIBLE_OR_UNBOUNDED):
        return None
    if reason in (reasons.NO_SOLUTION_FOUND, reasons.FEASIBLE):
        raise OutOfTime
    if reason is not reasons.OPTIMAL:
        raise SolverFault(f"the solver ended with {result.termination}")
    prices = np.array(result.dual_values(list(model.linear_constraints())), np.float64)
    return Relaxed(np.array(result.variable_values(list(model.variables()))), prices)


def ceiling_of(program: Program, objective: Reals, prices: Reals) -> Ceiling:
    """What these prices of the rows prove: true for any prices, whatever a solver may have rounded (weak duality)."""
    prices = np.round(prices * PARTS_OF_A_PRICE) / PARTS_OF_A_PRICE
    is_idle = ((prices > 0) & np.isinf(program.row_upper)) | ((prices < 0) & np.isinf(program.row_lower))
    prices = np.where(is_idle | (prices == 0), 0.0, prices)
    ends = np.where(prices > 0, program.row_upper, program.row_lower)
    of_rows = float(prices @ np.where(prices == 0, 0.0, ends))
    adds = np.asarray(objective - program.matrix.T @ prices)
    of_columns = np.maximum(adds * program.lower, adds * program.upper).sum()
    return Ceiling(of_rows + float(of_columns), adds)
