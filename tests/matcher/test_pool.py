"""A town whose pairs are not all stored: the same plan, proven over every pair, and the same count of them."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matcher import (
    AgeBand,
    Problem,
    ProblemTooLarge,
    Result,
    alternates,
    check,
    explain_pair,
    explain_unserved,
    gain_curve,
    sensible_types,
    solve,
    value_of_pending,
    value_of_types,
)
from matcher.candidates import BYTES_PER_PAIR, BYTES_PER_PERSON, field_of, seems_more_than
from matcher.mentoring.alternates import workings_of
from matcher.people import EVERYONE
from tests.benchmarks.mentoring_instances import Size, generate
from tests.matcher.brute_force import scores_of
from tests.matcher.making import TOWN as HERE
from tests.matcher.making import mentor, problem, request
from tests.matcher.strategies import CODES

TOWN = generate(Size("town", 2_000, 300, 2))


def test_a_town_is_planned_the_same_with_few_pairs_stored() -> None:
    whole = solve(TOWN)
    few = replace(TOWN, most_stored_pairs=1_000, kept_per_request=3)
    pooled = solve(few)
    assert seems_more_than(field_of(few), few.most_stored_pairs)
    assert pooled.statistics == whole.statistics
    assert pooled.pairs == whole.pairs
    assert check(few, pooled) == ()


def test_what_does_not_fit_into_memory_is_not_stored() -> None:
    whole = solve(TOWN)
    feasible = whole.statistics.feasible_pairs
    limit = 2_300 * BYTES_PER_PERSON + (feasible - 1) * BYTES_PER_PAIR
    tight = replace(TOWN, memory_limit_bytes=limit, kept_per_request=3)
    fitted = solve(tight)
    assert fitted.workings is not None
    assert len(fitted.workings.pairs) < feasible
    assert fitted.pairs == whole.pairs
    one = whole.pairs[0].request_id
    assert costs(fitted, one) == costs(whole, one)
    assert len(workings_of(fitted).pairs) < feasible


CROWD = generate(Size("crowd", 60, 25, 1))
FEW = replace(CROWD, most_stored_pairs=200, kept_per_request=1)


def test_what_one_question_brought_in_is_there_for_the_next() -> None:
    result = solve(FEW)
    asked = [pair.request_id for pair in result.pairs]
    first = [costs(result, request_id) for request_id in asked]
    known = workings_of(result)
    assert known.near is not None
    assert [costs(result, request_id) for request_id in asked] == first
    assert workings_of(result) is known


def test_a_question_that_would_not_fit_into_memory_is_refused_by_name() -> None:
    result = solve(FEW)
    assert result.workings is not None
    field = result.workings.field
    crammed = replace(field, problem=replace(FEW, memory_limit_bytes=1))
    result = replace(result, workings=replace(result.workings, field=crammed))
    with pytest.raises(ProblemTooLarge):
        [alternates(result, pair.request_id) for pair in result.pairs]


def costs(result: Result, request_id: str) -> list[tuple[str, int, int]]:
    """The alternates of one request; who moves for them is a matter of taste among equals."""
    return [(other.mentor_id, other.score, other.cost) for other in alternates(result, request_id)]


def test_what_fits_is_stored() -> None:
    assert not seems_more_than(field_of(TOWN), TOWN.most_stored_pairs)


def test_the_only_mentor_with_room_is_found_behind_better_ones_without() -> None:
    """Nobody is served among the pairs kept first, so that there is no floor that could be lifted yet."""
    full = [mentor(f"full{i}", capacity=0, interests=frozenset({"chess"})) for i in range(3)]
    free = mentor("free", place=replace(HERE, latitude=HERE.latitude - 0.02))
    few = problem(
        [request("r", interests=frozenset({"chess"}))], [*full, free], most_stored_pairs=0, kept_per_request=1
    )
    result = solve(few)
    assert result.mentors_of("r") == ("free",)
    assert check(few, result) == ()


@st.composite
def wide_problems(draw: st.DrawFn) -> Problem:
    """More mentors than are kept of a request, few of them alike, and sometimes a pair that must stay."""
    mentors = [
        mentor(
            f"m{i}", interests=draw(CODES), age=30 + i % 2, capacity=draw(st.sampled_from([0, 1, 1, 2])),
            clearances=draw(st.sampled_from([{}, {"boerneattest": None}])), pending_clearances=frozenset({"boerneattest"}),
            accepts_ages=draw(st.sampled_from([EVERYONE, EVERYONE, AgeBand(youngest=12, oldest=15)])),
            gender=draw(st.sampled_from("fm")),
        )
        for i in range(draw(st.integers(3, 7)))
    ]  # fmt: skip
    names = [m.id for m in mentors]
    requests = [
        request(
            f"r{i}", interests=draw(CODES), age=draw(st.sampled_from([14, 17])), urgency=draw(st.integers(1, 2)),
            waiting_days=draw(st.integers(0, 1)), demand=draw(st.sampled_from([1, 1, 1, 2])),
            blocked_mentors=draw(st.frozensets(st.sampled_from(names), max_size=4)),
            mentor_gender=draw(st.sampled_from([None, None, None, "f"])),
        )
        for i in range(draw(st.integers(2, 8)))
    ]  # fmt: skip
    wide = problem(requests, mentors)
    feasible = [(r.id, m.id) for r in requests for m in mentors if m.capacity and not wide.broken_rules(r, m)]
    fixed = draw(st.frozensets(st.sampled_from(feasible), max_size=1)) if feasible else frozenset()
    return replace(wide, fixed_pairs=fixed)


def test_answers_about_a_crowded_place_are_those_of_a_plan_with_all_pairs_stored() -> None:
    """Ways through pairs that were not kept matter most where many could have many."""
    answers = answers_to(solve(CROWD), CROWD)
    for most in (0, 200):
        few = replace(CROWD, most_stored_pairs=most, kept_per_request=1)
        assert answers_to(solve(few), few) == answers


def answers_to(result: Result, asked: Problem) -> dict[str, object]:
    """Every question there is, asked of one result."""
    types = [mentor(f"new{code}", interests=frozenset({code}), capacity=2) for code in "abc"]
    types += sensible_types(result)[::5][:20]
    answers: dict[str, object] = {}
    for one in asked.requests:
        answers[f"alternates {one.id}"] = costs(result, one.id)
        if len(result.mentors_of(one.id)) < one.demand:
            answers[f"why not {one.id}"] = explain_unserved(result, one.id)
    for pair in result.pairs:
        explained = explain_pair(result, pair.request_id, pair.mentor_id)
        answers[f"why {pair.request_id} {pair.mentor_id}"] = explained.reasons
    answers["types"] = value_of_types(result, types)
    answers["curve"] = gain_curve(result, types[0], most=3)
    answers["pending"] = value_of_pending(result)
    return answers


@settings(max_examples=60, deadline=None)
@given(wide_problems(), st.sampled_from([0, 0, 8, 16]), st.integers(1, 2))
def test_every_answer_is_that_of_a_plan_with_all_pairs_stored(asked: Problem, most: int, kept: int) -> None:
    whole = solve(asked)
    few = solve(replace(asked, most_stored_pairs=most, kept_per_request=kept))
    assert answers_to(few, asked) == answers_to(whole, asked)


@settings(max_examples=40, deadline=None)
@given(wide_problems(), st.sampled_from([0, 8, 16]))
def test_moves_of_an_alternate_make_a_plan_of_that_cost_where_few_pairs_are_stored(
    asked: Problem, most: int
) -> None:
    result, scores = solve(replace(asked, most_stored_pairs=most, kept_per_request=1)), scores_of(asked)
    for one in asked.requests:
        for alternate in alternates(result, one.id):
            after = {r.id: set(result.mentors_of(r.id)) for r in asked.requests}
            for move in alternate.moves:
                after[move.request_id] -= set(move.before)
                after[move.request_id] |= set(move.after)
            plan = [(r, m) for r, mentors in after.items() for m in mentors]
            assert alternate.mentor_id in after[one.id]
            assert sum(scores[pair] for pair in plan) == result.statistics.total_score - alternate.cost
            assert all(sum(m == other.id for _, m in plan) <= other.free_capacity for other in asked.mentors)
