"""Why somebody does not have the mentor who would fit better, held against solving again with that pair insisted on."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matcher import Explanation, Problem, Reason, Result, Status, cost_of_override, explain_pair, solve
from tests.matcher.brute_force import Plan, Value, scores_of, value_of
from tests.matcher.making import mentor, problem, request
from tests.matcher.strategies import CODES, scarce_problems

ALL = frozenset("abc")


@st.composite
def problems_with_dependents(draw: st.DrawFn) -> Problem:
    """Few mentors with room, and among those who ask many who can only have one of them."""
    names = ["m0", "m1", "m2"][: draw(st.integers(2, 3))]
    blocked = st.sampled_from(
        [frozenset(names[1:]), frozenset(names[:1]), frozenset(names[:-1]), frozenset()]
    )
    return problem(
        [
            request(
                f"r{i}",
                interests=draw(CODES),
                urgency=draw(st.integers(1, 2)),
                demand=draw(st.sampled_from([1, 1, 1, 2])),
                blocked_mentors=draw(blocked),
            )
            for i in range(draw(st.integers(2, 5)))
        ],
        [mentor(name, interests=draw(CODES), capacity=draw(st.integers(1, 2))) for name in names],
    )


@st.composite
def problems_with_a_fixed_pair(draw: st.DrawFn) -> Problem:
    """Any of these, some with a pair that somebody insists on."""
    asked: Problem = draw(st.one_of(problems_with_dependents(), scarce_problems()))
    feasible = sorted(scores_of(asked))
    fixed = [pair for pair in feasible if asked.mentor(pair[1]).free_capacity]
    if draw(st.booleans()) and fixed:
        return replace(asked, fixed_pairs=frozenset({draw(st.sampled_from(fixed))}))
    return asked


def whys(result: Result) -> list[tuple[str, Reason]]:
    """Each request, with each mentor who would have fitted better and why not."""
    return [
        (pair.request_id, reason)
        for pair in result.pairs
        for reason in explain_pair(result, pair.request_id, pair.mentor_id).reasons
        if "mentor" in reason.parameters
    ]


def plan_of(result: Result) -> Plan:
    return frozenset((pair.request_id, pair.mentor_id) for pair in result.pairs)


def best_with(asked: Problem, result: Result, request_id: str, mentor_id: str) -> tuple[Plan, Value] | None:
    """The best plan that has this pair, solved anew; None when mentors' minimums leave none."""
    forced = cost_of_override(result, request_id, mentor_id).result
    assert forced is not None
    if forced.status is not Status.OPTIMAL:
        return None
    return plan_of(forced), value_of(asked, plan_of(forced), scores_of(asked))


def who_can_only_have(asked: Problem, mentor_id: str) -> set[str]:
    possible = scores_of(asked)
    count = Counter(request_id for request_id, _ in possible)
    return {one for one, other in possible if other == mentor_id and count[one] == 1}


def turn_of(asked: Problem, request_id: str) -> int:
    """The place of a request's first seat in the order of service."""
    seats = [(r.urgency, seat, -r.waiting_days) for r in asked.requests for seat in range(r.demand)]
    one = asked.request(request_id)
    return sorted(set(seats)).index((one.urgency, 0, -one.waiting_days))


@settings(max_examples=150, deadline=None)
@given(problems_with_a_fixed_pair())
def test_every_reason_against_a_better_mentor_is_true_of_the_best_plan_with_her(asked: Problem) -> None:
    result = solve(asked)
    before = value_of(asked, plan_of(result), scores_of(asked))
    for request_id, reason in whys(result):
        mentor_id = str(reason.parameters["mentor"])
        found = best_with(asked, result, request_id, mentor_id)
        if reason.code is Explanation.BETTER_MENTOR_NEEDED_ELSEWHERE:
            assert found is not None
            assert found[1][:2] == before[:2]
            assert before[2] - found[1][2] == reason.parameters["cost"]
        elif reason.code is Explanation.WOULD_COST_A_PLACE_OR_THE_FLOOR:
            assert found is None or found[1][:2] < before[:2]
        else:
            assert reason.code is Explanation.ONLY_ONE_FOR_SOMEBODY_ELSE
            assert reason.parameters["request"] in who_can_only_have(asked, mentor_id)
            assert found is None or found[1][0] < before[0]


@settings(max_examples=150, deadline=None)
@given(problems_with_dependents())
def test_who_is_said_to_have_nobody_else_is_the_first_to_lose_by_it(asked: Problem) -> None:
    result = solve(asked)
    before = value_of(asked, plan_of(result), scores_of(asked))[0]
    for request_id, reason in whys(result):
        if reason.code is Explanation.ONLY_ONE_FOR_SOMEBODY_ELSE:
            mentor_id, named = str(reason.parameters["mentor"]), str(reason.parameters["request"])
            found = best_with(asked, result, request_id, mentor_id)
            assert found is not None
            forced, (after, *_) = found
            turn = turn_of(asked, named)
            assert after[:turn] == before[:turn]
            assert after[turn] < before[turn]
            assert who_can_only_have(asked, mentor_id) - {one for one, _ in forced}


def test_a_better_mentor_who_is_the_only_one_for_somebody_else_is_explained() -> None:
    asked = problem(
        [request("r1", interests=ALL), request("r2", interests=ALL, blocked_mentors=frozenset({"plain"}))],
        [mentor("best", interests=ALL), mentor("plain")],
    )
    reason = explain_pair(solve(asked), "r1", "plain").reasons[0]
    assert reason.code == "only_one_for_somebody_else"
    assert reason.parameters["request"] == "r2"


def test_a_mentor_with_a_place_for_one_who_can_do_without_is_needed_for_points_only() -> None:
    asked = problem(
        [
            request("depends", mentor_gender="f"),
            request("keen", interests=ALL),
            request("less_keen", interests=frozenset("ad")),
        ],
        [mentor("best", capacity=2, gender="f", interests=ALL), mentor("plain", gender="m")],
    )
    result = solve(asked)
    assert result.mentors_of("less_keen") == ("plain",)
    assert explain_pair(result, "less_keen", "plain").reasons[0].code == "better_mentor_needed_elsewhere"


def test_nobody_is_said_to_lose_a_place_that_another_who_waited_as_long_would_get() -> None:
    help_with = frozenset("x")
    asked = problem(
        [
            request("r1", goals=help_with, urgency=1),
            request("r2", goals=help_with, blocked_mentors=frozenset({"plain"})),
            request("r3", goals=help_with, interests=ALL, blocked_mentors=frozenset({"best"})),
        ],
        [mentor("best", skills=help_with), mentor("plain")],
    )
    result = solve(asked)
    assert result.unserved == ("r3",)
    assert [reason.code for _, reason in whys(result)] == [Explanation.WOULD_COST_A_PLACE_OR_THE_FLOOR]


@pytest.mark.parametrize("room", [{"capacity": 0}, {"capacity": 1, "used_capacity": 1}], ids=["none", "used"])
def test_a_mentor_without_a_free_place_is_no_better_mentor(room: dict[str, int]) -> None:
    asked = problem([request("r", interests=ALL)], [mentor("full", interests=ALL, **room), mentor("plain")])
    reason = explain_pair(solve(asked), "r", "plain").reasons[0]
    assert (reason.code, reason.parameters) == (Explanation.BEST_FIT, {"candidates": 1})
