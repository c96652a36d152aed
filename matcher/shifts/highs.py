"""One call through MathOpt, HiGHS for whole numbers and GLOP for relaxations: a program in, a proven bound out."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import numpy as np

from matcher.arrays import Reals
from matcher.shifts.program import Program

PROGRESS_LINE = re.compile(r"^ ?\w? +\d+ +\d+ +\d+ +[\d.]+% +(\S+) +(\S+) ")
INTEGRAL_WITHIN = 1e-5


class SolverFault(RuntimeError):  # noqa: N818 - reads as what it is
    """The solver ended in a way that it should not: a fault of this library or of the solver."""


@dataclass(frozen=True)
class Solved:
    """Values of the columns, None when none were found in time, and what no solution can exceed."""

    values: Reals | None
    bound: float
    is_infeasible: bool = False
    is_proven: bool = False


def maximise(
    program: Program,
    objective: Reals,
    *,
    seconds: float,
    is_relaxed: bool = False,
    start: Reals | None = None,
    on_bound: Callable[[float], None] | None = None,
) -> Solved:
    """The best values within the time; with `is_relaxed` without asking for whole numbers."""
    from ortools.math_opt.python import mathopt

    model = mathopt.Model.from_model_proto(model_proto(program, objective, is_relaxed=is_relaxed))
    parameters = mathopt.SolveParameters(
        time_limit=timedelta(seconds=max(seconds, 0.05)),
        relative_gap_tolerance=0.0,
        absolute_gap_tolerance=0.5,
    )
    variables = list(model.variables())
    hints = [] if start is None else [hint_of(mathopt, variables, start)]
    result = mathopt.solve(
        model,
        mathopt.SolverType.GLOP if is_relaxed else mathopt.SolverType.HIGHS,
        params=parameters,
        model_params=mathopt.ModelSolveParameters(solution_hints=hints),
        msg_cb=None if on_bound is None else bound_reader(on_bound),
    )
    return decoded(mathopt, result, variables, program, objective, is_relaxed=is_relaxed)


def model_proto(program: Program, objective: Reals, *, is_relaxed: bool) -> Any:
    """The program in MathOpt's own format, filled column by column instead of term by term."""
    from ortools.math_opt import model_pb2

    proto = model_pb2.ModelProto()
    proto.variables.ids.extend(range(program.size))
    proto.variables.lower_bounds.extend(program.lower.tolist())
    proto.variables.upper_bounds.extend(program.upper.tolist())
    proto.variables.integers.extend(
        [False] * program.size if is_relaxed else program.is_integer.astype(bool).tolist()
    )
    used = np.flatnonzero(objective)
    proto.objective.maximize = True
    proto.objective.linear_coefficients.ids.extend(used.tolist())
    proto.objective.linear_coefficients.values.extend(objective[used].tolist())
    proto.linear_constraints.ids.extend(range(len(program.row_lower)))
    proto.linear_constraints.lower_bounds.extend(program.row_lower.tolist())
    proto.linear_constraints.upper_bounds.extend(program.row_upper.tolist())
    matrix = program.matrix.sorted_indices()
    rows = np.repeat(np.arange(len(program.row_lower)), np.diff(matrix.indptr))
    proto.linear_constraint_matrix.row_ids.extend(rows.tolist())
    proto.linear_constraint_matrix.column_ids.extend(matrix.indices.tolist())
    proto.linear_constraint_matrix.coefficients.extend(matrix.data.tolist())
    return proto


def hint_of(mathopt: Any, variables: Sequence[Any], start: Reals) -> Any:
    """Values to start from."""
    return mathopt.SolutionHint(variable_values=dict(zip(variables, start.tolist(), strict=True)))


def bound_reader(on_bound: Callable[[float], None]) -> Callable[[Sequence[str]], None]:
    """Reads the proven bound off the solver's progress lines."""

    def read(lines: Sequence[str]) -> None:
        for line in lines:
            match = PROGRESS_LINE.match(line)
            if match is not None and match[1] not in ("inf", "-inf"):
                on_bound(float(match[1]))

    return read


def decoded(
    mathopt: Any,
    result: Any,
    variables: Sequence[Any],
    program: Program,
    objective: Reals,
    *,
    is_relaxed: bool,
) -> Solved:
    """What the solver's answer means, in one place."""
    reason = result.termination.reason
    if reason in (mathopt.TerminationReason.INFEASIBLE, mathopt.TerminationReason.INFEASIBLE_OR_UNBOUNDED):
        return Solved(None, -np.inf, is_infeasible=True)
    bound = float(result.termination.objective_bounds.dual_bound)
    if reason is mathopt.TerminationReason.NO_SOLUTION_FOUND:
        return Solved(None, bound)
    if reason not in (mathopt.TerminationReason.OPTIMAL, mathopt.TerminationReason.FEASIBLE):
        raise SolverFault(f"the solver ended with {result.termination}")
    values = np.array(result.variable_values(variables))
    is_proven = reason is mathopt.TerminationReason.OPTIMAL
    if not is_relaxed:
        values[program.is_integer] = np.round(values[program.is_integer])
        bound = float(objective @ values) if is_proven else bound
    return Solved(values, bound, is_proven=is_proven)
