"""The checker against plans that are valid, but not the first of all: it must refuse every one of them."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from matcher import Problem, Result, Status, check, solve
from matcher.candidates import all_pairs, field_of, pairs_in_batches
from matcher.mentoring.report import pairs_at, unserved_of
from tests.matcher.brute_force import Plan, plans_of, scores_of, value_of
from tests.matcher.making import mentor, problem, request
from tests.matcher.strategies import scarce_problems, varied_problems


def forged(result: Result, plan: Plan) -> Result:
    """The result with another plan, and everything right about it but that it is not the first."""
    assert result.workings is not None
    field = result.workings.field
    rows = np.array([field.request_row[r] for r, _ in sorted(plan)], np.int32)
    columns = np.array([field.mentor_row[m] for _, m in sorted(plan)], np.int32)
    pairs = tuple(pairs_at(field, rows, columns, is_fixed=False))
    return replace(result, pairs=pairs, unserved=unserved_of(field, pairs))


@settings(max_examples=150, deadline=None)
@given(scarce_problems(with_minimums=False, most=4))
def test_a_plan_that_is_worse_in_any_stage_is_refused(asked: Problem) -> None:
    result = solve(asked)
    scores = scores_of(asked)
    best = value_of(asked, frozenset((p.request_id, p.mentor_id) for p in result.pairs), scores)
    for plan in plans_of(asked):
        if value_of(asked, plan, scores) != best:
            assert check(asked, forged(result, plan)) != ()


@settings(max_examples=100, deadline=None)
@given(scarce_problems(most=4))
def test_a_proof_without_its_last_stage_is_refused(asked: Problem) -> None:
    result = solve(asked)
    if result.status is not Status.OPTIMAL or result.certificate is None or not result.certificate.ties:
        return
    missing = replace(result.certificate, ties=result.certificate.ties[:-1])
    assert check(asked, replace(result, certificate=missing)) != ()


def test_more_changes_than_needed_are_refused() -> None:
    asked = problem(
        [request("r1"), request("r2")],
        [mentor("m1"), mentor("m2")],
        published_pairs=frozenset({("r1", "m2"), ("r2", "m1")}),
    )
    result = solve(asked)
    assert result.statistics.changes == 0
    turned = forged(result, frozenset({("r1", "m1"), ("r2", "m2")}))
    assert turned.statistics.total_score == result.statistics.total_score
    stages = {finding.who for finding in check(asked, turned)}
    assert "tie 1" in stages
    assert "" not in stages  # by its score it is as good


def test_another_plan_of_the_same_worth_is_refused_by_its_marks() -> None:
    asked = problem(
        [request("r1", age=17), request("r2", age=18)], [mentor("m1", age=50), mentor("m2", age=51)]
    )
    result = solve(asked)
    (one, first), (other, second) = [(pair.request_id, pair.mentor_id) for pair in result.pairs]
    turned = forged(result, frozenset({(one, second), (other, first)}))
    assert check(asked, result) == ()
    assert check(asked, turned) != ()


@settings(max_examples=60, deadline=None)
@given(varied_problems(), st.integers(1, 5))
def test_pairs_come_in_batches_as_they_come_at_once(asked: Problem, most: int) -> None:
    field = field_of(asked)
    pairs = all_pairs(field)
    batches = list(pairs_in_batches(field, most=most))
    for number, column in enumerate((pairs.request, pairs.mentor, pairs.score)):
        assert [each for batch in batches for each in batch[number].tolist()] == column.tolist()


@settings(max_examples=150, deadline=None)
@given(scarce_problems())
def test_a_clash_of_minimums_is_proven_and_a_smaller_one_is_refused(asked: Problem) -> None:
    greedy = replace(asked, mentors=tuple(replace(m, minimum=m.capacity) for m in asked.mentors))
    result = solve(greedy)
    assert check(greedy, result) == ()
    if result.clash is None:
        return
    assert result.clash.needed > result.clash.available
    nobody = replace(result.clash, mentor_ids=())
    assert check(greedy, replace(result, clash=nobody)) != ()
    assert check(greedy, replace(result, clash=None)) != ()


@settings(max_examples=150, deadline=None)
@given(scarce_problems(most=4))
def test_a_floor_kept_down_by_minimums_is_proven_to_be_the_highest(asked: Problem) -> None:
    result = solve(asked)
    if result.certificate is None or not result.pairs:
        return
    lower = replace(result.certificate, floor=result.certificate.floor - 1)
    assert check(asked, result) == ()
    assert check(asked, replace(result, certificate=lower)) != ()
    if result.certificate.floor_proof is None:
        return
    unproven = replace(result.certificate, floor_proof=None)
    assert check(asked, replace(result, certificate=unproven)) != ()
