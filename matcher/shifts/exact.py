"""Small programs, solved stage by stage until no plan can be better."""

from __future__ import annotations

from matcher.arrays import Reals
from matcher.shifts.highs import Solved, maximise
from matcher.shifts.outcome import (
    Outcome,
    Values,
    fixed_at,
    in_one,
    most_of,
    shift_columns,
    values_at,
    whole,
)
from matcher.shifts.program import Program
from matcher.shifts.watch import Watch

MOST_WEIGHT = 1e10
"""Objectives with larger numbers than this would not be told apart by floating point."""


class NoPlan(Exception):  # noqa: N818
    """What is fixed clashes with the rules."""


def solve_exactly(program: Program, *, start: Reals | None, watch: Watch) -> Outcome | None:
    """The best plan, or the best within the time; None when not even one was found, `NoPlan` when there is none."""
    first = importance_stage(program, start=start, watch=watch)
    if first is None:
        return None
    columns, bound = first
    reached = values_at(program, columns)[0]
    if bound == reached:
        settled = program.with_floor(program.objectives[0], reached - 0.5)
    else:
        settled = fixed_at(program, shift_columns(program), columns)
    return later_stages(settled, columns, importance_bound=bound, watch=watch)


def importance_stage(program: Program, *, start: Reals | None, watch: Watch) -> tuple[Reals, int] | None:
    """The most important set of shifts that can be staffed at once, and its bound."""
    most = most_of(program, 0)
    if start is not None and values_at(program, start)[0] == most:
        return start, most
    solved = attempt(program, program.objectives[0], start=start, watch=watch, stage="importance")
    if solved is not None and solved.is_infeasible:
        raise NoPlan
    columns = better(program, start, None if solved is None else solved.values)
    if columns is None:
        return None
    return columns, most if solved is None else max(
        values_at(program, columns)[0], min(most, whole(solved.bound))
    )


def attempt(
    program: Program, objective: Reals, *, start: Reals | None, watch: Watch, stage: str
) -> Solved | None:
    """One call of the solver within the time; None when the time is over."""
    if watch.is_over:
        return None
    value = 0 if start is None else round(float(objective @ start))
    return watch.wait_for(
        lambda: maximise(
            program,
            objective,
            seconds=watch.seconds_left,
            start=start,
            on_bound=lambda bound: watch.report(stage, value, bound),
        )
    )


def better(program: Program, one: Reals | None, other: Reals | None) -> Reals | None:
    """Whichever is worth more, stage by stage."""
    if one is None or other is None:
        return other if one is None else one
    return other if values_at(program, other) > values_at(program, one) else one


def later_stages(program: Program, columns: Reals, *, importance_bound: int, watch: Watch) -> Outcome:
    """Fairness, fit and what is kept, as one objective where the numbers stay small enough to be told apart."""
    stages = (1, 2, 3) if program.objectives[3].any() else (1, 2)
    objective, weights = in_one(program, stages)
    if objective.max(initial=0.0) > MOST_WEIGHT:
        stages = (1, 2)
        objective, weights = in_one(program, stages)
    solved = attempt(program, objective, start=columns, watch=watch, stage="fairness and fit")
    found = better(program, columns, None if solved is None else solved.values)
    assert found is not None
    bounds = bounds_of(program, found, stages, weights, solved)
    if stages == (1, 2) and bounds[:2] == values_at(program, found)[1:3] and program.objectives[3].any():
        found, kept = keep_most(program, found, watch=watch)
        bounds = (*bounds[:2], kept)
    return Outcome(found, (importance_bound, *bounds))


def bounds_of(
    program: Program, columns: Reals, stages: tuple[int, ...], weights: tuple[int, ...], solved: Solved | None
) -> tuple[int, int, int]:
    """What the bound of the joint objective says about each stage of it."""
    values: Values = values_at(program, columns)
    bounds = [most_of(program, stage) for stage in (1, 2, 3)]
    if solved is None:
        return bounds[0], bounds[1], bounds[2]
    left = whole(solved.bound)
    for stage, weight in zip(stages, weights, strict=True):
        bounds[stage - 1] = max(values[stage], min(bounds[stage - 1], left // weight))
        if bounds[stage - 1] > values[stage]:
            break
        left -= weight * values[stage]
    return bounds[0], bounds[1], bounds[2]


def keep_most(program: Program, columns: Reals, *, watch: Watch) -> tuple[Reals, int]:
    """Among plans as fair and as fitting, the one nearest to the published plan, and its bound."""
    values = values_at(program, columns)
    floored = program.with_floor(program.objectives[1], values[1] - 0.5)
    floored = floored.with_floor(program.objectives[2], values[2] - 0.5)
    solved = attempt(floored, program.objectives[3], start=columns, watch=watch, stage="kept")
    found = better(program, columns, None if solved is None else solved.values)
    assert found is not None
    most = most_of(program, 3)
    return found, most if solved is None else max(
        values_at(program, found)[3], min(most, whole(solved.bound))
    )
