"""The solver against every plan there is, and against the checker."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from matcher import Objective, Problem, Result, Status, check, solve
from matcher.candidates import all_pairs, field_of
from matcher.criteria import CRITERIA
from tests.matcher.brute_force import Value, best_value, plans_of, scores_of, value_of
from tests.matcher.strategies import scarce_problems, varied_problems

THOROUGH = settings(max_examples=400, deadline=None)


@THOROUGH
@given(scarce_problems())
def test_plan_is_the_best_of_all_plans_and_proven_so(problem: Problem) -> None:
    best = best_value(problem)
    result = solve(problem)
    if best is None:
        assert result.status is Status.INFEASIBLE
        return
    plan = frozenset((pair.request_id, pair.mentor_id) for pair in result.pairs)
    assert value_of(problem, plan, scores_of(problem)) == best
    assert check(problem, result) == ()


@settings(max_examples=120, deadline=None)
@given(scarce_problems())
def test_plan_without_the_worst_match_stage_is_the_best_of_all_plans(problem: Problem) -> None:
    programme = replace(problem.programme, objective=Objective(lifts_worst_match=False))
    problem = replace(problem, programme=programme)
    best = best_value(problem)
    result = solve(problem)
    plan = frozenset((pair.request_id, pair.mentor_id) for pair in result.pairs)
    assert (best is None) == (result.status is Status.INFEASIBLE)
    assert best is None or value_of(problem, plan, scores_of(problem)) == best
    assert check(problem, result) == ()


@settings(max_examples=120, deadline=None)
@given(scarce_problems(with_minimums=False), st.data())
def test_plan_around_a_fixed_pair_is_the_best_of_all_such_plans(
    problem: Problem, data: st.DataObject
) -> None:
    plans = sorted((sorted(plan) for plan in plans_of(problem)), key=len)
    fixed = frozenset(data.draw(st.sampled_from(plans))[:1])
    problem = replace(problem, fixed_pairs=fixed)
    result = solve(problem)
    plan = frozenset((pair.request_id, pair.mentor_id) for pair in result.pairs)
    assert value_of(problem, plan, scores_of(problem)) == best_value(problem)
    assert check(problem, result) == ()


@settings(max_examples=400, deadline=None)
@given(varied_problems())
def test_compiled_scan_finds_the_pairs_and_points_of_the_readable_rules(problem: Problem) -> None:
    everything = {name: 1 + number for number, name in enumerate(CRITERIA)}
    problem = replace(problem, programme=problem.programme.with_weights(everything))
    field = field_of(problem)
    pairs = all_pairs(field)
    found = {
        (field.requests[request].id, field.mentors[mentor].id): score
        for request, mentor, score in zip(
            pairs.request.tolist(), pairs.mentor.tolist(), pairs.score.tolist(), strict=True
        )
    }
    assert found == scores_of(problem)


@settings(max_examples=100, deadline=None)
@given(varied_problems())
def test_varied_plans_pass_the_checker(problem: Problem) -> None:
    assert check(problem, solve(problem)) == ()


@settings(max_examples=120, deadline=None)
@given(scarce_problems(with_minimums=False), st.booleans())
def test_plan_is_the_same_when_dropped_pairs_are_priced_back(problem: Problem, is_lifted: bool) -> None:
    programme = replace(problem.programme, objective=Objective(lifts_worst_match=is_lifted))
    problem = replace(problem, programme=programme)
    whole = solve(problem)
    pooled = solve(replace(problem, most_stored_pairs=0, kept_per_request=1))
    assert value_of_result(problem, pooled) == value_of_result(problem, whole)
    assert check(problem, pooled) == ()


def value_of_result(problem: Problem, result: Result) -> Value:
    plan = frozenset((pair.request_id, pair.mentor_id) for pair in result.pairs)
    return value_of(problem, plan, scores_of(problem))
