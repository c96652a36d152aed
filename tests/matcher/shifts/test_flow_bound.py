"""What the flow says cannot be exceeded, against every plan of tiny problems."""

from __future__ import annotations

import numpy as np
from hypothesis import given

from matcher.shifts import Problem, Status, check, solve, values_of
from matcher.shifts.columns import chosen_by, columns_of
from matcher.shifts.field import Field, field_of
from matcher.shifts.flow_bound import flow_bound
from matcher.shifts.greedy import plan_greedily
from matcher.shifts.huge import solve_huge
from matcher.shifts.program import program_of
from matcher.shifts.report import told_plan
from matcher.shifts.watch import Watch
from tests.matcher.shifts.instances import invented_problem
from tests.matcher.shifts.test_brute_force import MOST_PAIRS, QUIET, every_plan, possible_pairs, problems


@QUIET
@given(problems())
def test_no_plan_is_fairer_or_fits_better_than_the_flow_to_its_shifts(asked: Problem) -> None:
    if len(possible_pairs(asked)) > MOST_PAIRS:
        return
    field = field_of(asked)
    every_shift = np.ones(len(asked.shifts), np.bool_)
    fairest = flow_bound(field, every_shift, may_be_empty=True).fairness
    for plan in every_plan(asked):
        _, fairness, fit, _ = values_of(asked, plan)
        staffed = np.array([any(at == shift.id for _, at in plan) for shift in asked.shifts])
        turns = np.array([sum(who == person.id for who, _ in plan) for person in asked.volunteers])
        settled = flow_bound(field, staffed)
        assert fairness <= settled.fairness <= fairest
        assert fairness < settled.fairness or fit <= settled.fit
        assert fit <= flow_bound(field, staffed, turns=turns).fit


def test_the_flow_is_not_far_above_the_best_plan() -> None:
    asked = invented_problem(shifts=12, volunteers=30, seed=5)
    field: Field = field_of(asked)
    plan = solve(asked)
    staffed = np.array([shift.id not in plan.unstaffed for shift in asked.shifts])
    bound = flow_bound(field, staffed)
    assert plan.stages[1].value <= bound.fairness
    assert bound.fairness <= plan.stages[1].value * 1.05


def test_the_search_for_huge_problems_keeps_every_rule_and_its_bounds_hold() -> None:
    asked = invented_problem(shifts=30, volunteers=70, seed=3, teams=3)
    field = field_of(asked)
    program = program_of(field)
    first = plan_greedily(field)
    assert first is not None
    outcome = solve_huge(field, program, start=columns_of(field, first), watch=Watch(3))
    plan = told_plan(field, chosen_by(field, program, outcome.columns), outcome.bounds)
    best = solve(asked)
    assert check(asked, plan) == ()
    assert best.status is Status.OPTIMAL
    assert plan.stages[0].value <= best.stages[0].value <= plan.stages[0].bound
    assert plan.stages[0].value < best.stages[0].value or best.stages[1].value <= plan.stages[1].bound
