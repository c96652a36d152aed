"""A search's outcome told as a plan."""

from __future__ import annotations

import numpy as np

from matcher.arrays import Chosen
from matcher.shifts.fairness import gini
from matcher.shifts.field import Field
from matcher.shifts.fit import contributions
from matcher.shifts.objective import STAGES, values_of
from matcher.shifts.outcome import Values
from matcher.shifts.plan import Assignment, Clash, Plan, Stage, Statistics, Status
from matcher.shifts.problem import Problem
from matcher.shifts.span import instant


def told_plan(field: Field, chosen: Chosen, bounds: Values) -> Plan:
    """A plan that keeps every rule, and what is proven about it."""
    problem = field.problem
    assignments = tuple(
        sorted(
            (assignment_of(field, int(pair)) for pair in np.flatnonzero(chosen)),
            key=lambda a: (a.shift_id, a.volunteer_id),
        )
    )
    values = values_of(problem, ((a.volunteer_id, a.shift_id) for a in assignments))
    stages = tuple(
        Stage(name, value, max(value, bound))
        for name, value, bound in zip(STAGES, values, bounds, strict=True)
    )
    is_proven = all(stage.value == stage.bound for stage in stages)
    return Plan(
        status=Status.OPTIMAL if is_proven else Status.FEASIBLE,
        assignments=assignments,
        unstaffed=unstaffed_of(problem, assignments),
        stages=stages,
        statistics=statistics_of(field, assignments),
    )


def infeasible_plan(field: Field, clash: Clash) -> Plan:
    """No plan, and why."""
    return Plan(
        status=Status.INFEASIBLE,
        assignments=(),
        unstaffed=unstaffed_of(field.problem, ()),
        stages=(),
        statistics=statistics_of(field, ()),
        clash=clash,
    )


def assignment_of(field: Field, pair: int) -> Assignment:
    """One pair with its points."""
    problem = field.problem
    volunteer, shift = problem.volunteers[int(field.volunteer[pair])], problem.shifts[int(field.shift[pair])]
    told = contributions(shift, volunteer, weights=problem.weights)
    return Assignment(
        volunteer.id, shift.id, sum(c.points for c in told), told, is_fixed=bool(field.is_fixed[pair])
    )


def unstaffed_of(problem: Problem, assignments: tuple[Assignment, ...]) -> tuple[str, ...]:
    """Shifts without anybody, most important and earliest first."""
    staffed = {a.shift_id for a in assignments}
    left = [shift for shift in problem.shifts if shift.id not in staffed]
    left.sort(key=lambda shift: (-shift.importance, instant(shift.starts_at), shift.id))
    return tuple(shift.id for shift in left)


def statistics_of(field: Field, assignments: tuple[Assignment, ...]) -> Statistics:
    """The plan in numbers."""
    problem = field.problem
    pairs = {(a.volunteer_id, a.shift_id) for a in assignments}
    minutes = {problem.volunteers[row].id: 0 for row in sorted(set(field.volunteer.tolist()))}
    for a in assignments:
        minutes[a.volunteer_id] += problem.shift(a.shift_id).minutes
    return Statistics(
        shifts=len(problem.shifts),
        volunteers=len(problem.volunteers),
        possible_assignments=field.possible,
        staffed=len({a.shift_id for a in assignments}),
        assignments=len(assignments),
        changes=len(problem.published - pairs),
        minutes=sum(minutes.values()),
        hours_gini=gini(minutes.values()),
    )
