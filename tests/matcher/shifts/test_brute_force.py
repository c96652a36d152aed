"""Tiny problems of every kind: the solver against the verifier, and against trying every plan there is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import chain, combinations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from matcher.errors import InvalidProblem
from matcher.shifts import (
    Bond,
    Plan,
    Problem,
    Shift,
    Status,
    Team,
    Volunteer,
    broken_by,
    check,
    solve,
    values_of,
)
from tests.matcher.shifts.making import TOWN, VILLAGE, problem, shift, span, volunteer

MOST_PAIRS = 11
QUIET = settings(
    max_examples=60, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow]
)  # fmt: skip


@st.composite
def shifts(draw: st.DrawFn, name: str) -> Shift:
    minimum = draw(st.integers(1, 2))
    start = draw(st.sampled_from([10, 12, 13, 16]))
    return shift(
        name,
        start,
        start + draw(st.sampled_from([2, 3])),
        day=draw(st.integers(0, 1)),
        place=draw(st.sampled_from([TOWN, TOWN, VILLAGE])),
        minimum=minimum,
        maximum=minimum + draw(st.integers(0, 1)),
        importance=draw(st.integers(1, 3)),
        needs=draw(st.sampled_from([{}, {}, {"driving": 1}])),
        interests=frozenset({"music"}),
    )


@st.composite
def volunteers(draw: st.DrawFn, name: str) -> Volunteer:
    return volunteer(
        name,
        max_travel_minutes=draw(st.sampled_from([30, 90])),
        free=draw(st.sampled_from([None, None, (span(9, 16), span(9, 20, day=1))])),
        skills=draw(st.sampled_from([frozenset(), frozenset({"driving"})])),
        interests=draw(st.sampled_from([frozenset(), frozenset({"music"})])),
        max_minutes_per_week=draw(st.sampled_from([180, 300, 10_000])),
        rest_minutes=draw(st.sampled_from([0, 0, 60])),
        recent_shifts=draw(st.integers(0, 3)),
        wished_tasks=draw(st.sampled_from([frozenset(), frozenset({"s0"})])),
    )


@st.composite
def problems(draw: st.DrawFn) -> Problem:
    work = [draw(shifts(f"s{n}")) for n in range(draw(st.integers(1, 3)))]
    people = [draw(volunteers(f"v{n}")) for n in range(draw(st.integers(2, 4)))]
    pairs = [(v.id, s.id) for v in people for s in work]
    bond = draw(st.sampled_from([None, None, *Bond]))
    teams = () if bond is None else (Team(id="t", bond=bond, volunteer_ids=("v0", "v1")),)
    return problem(
        people,
        work,
        teams=teams,
        published=frozenset(draw(st.lists(st.sampled_from(pairs), max_size=4))),
        declined=frozenset(draw(st.lists(st.sampled_from(pairs), max_size=1))),
    )


def possible_pairs(asked: Problem) -> list[tuple[str, str]]:
    return [(v.id, s.id) for v in asked.volunteers for s in asked.shifts if not asked.broken_rules(v, s)]


def every_plan(asked: Problem) -> Iterator[frozenset[tuple[str, str]]]:
    pairs = possible_pairs(asked)
    everything = chain.from_iterable(combinations(pairs, size) for size in range(len(pairs) + 1))
    return (frozenset(plan) for plan in everything if not broken_by(asked, plan))


def values(plan: Plan) -> tuple[int, ...]:
    return tuple(stage.value for stage in plan.stages)


@QUIET
@given(problems())
def test_the_plan_is_the_best_of_all_plans(asked: Problem) -> None:
    if len(possible_pairs(asked)) > MOST_PAIRS:
        return
    plan = solve(asked)
    assert check(asked, plan) == ()
    assert plan.status is Status.OPTIMAL
    assert values(plan) == max(values_of(asked, pairs) for pairs in every_plan(asked))


@QUIET
@given(problems(), st.data())
def test_with_fixed_assignments_it_is_the_best_or_there_is_truly_none(
    asked: Problem, data: st.DataObject
) -> None:
    pairs = possible_pairs(asked)
    if not pairs or len(pairs) > MOST_PAIRS:
        return
    chosen = frozenset(data.draw(st.lists(st.sampled_from(pairs), min_size=1, max_size=2)))
    try:
        fixed = replace(asked, fixed=chosen)
    except InvalidProblem:
        return
    plan = solve(fixed)
    assert check(fixed, plan) == ()
    best = max((values_of(fixed, pairs) for pairs in every_plan(fixed)), default=None)
    assert (plan.status is Status.INFEASIBLE) == (best is None)
    assert best is None or values(plan) == best


@QUIET
@given(problems())
def test_one_more_volunteer_never_makes_the_plan_worse(asked: Problem) -> None:
    more = replace(asked, volunteers=(*asked.volunteers, volunteer("new", skills=frozenset({"driving"}))))
    assert values(solve(more)) >= values(solve(asked))


@QUIET
@given(problems())
def test_the_order_of_people_and_shifts_does_not_change_what_the_plan_is_worth(asked: Problem) -> None:
    turned = replace(asked, volunteers=asked.volunteers[::-1], shifts=asked.shifts[::-1])
    assert values(solve(turned)) == values(solve(asked))


@QUIET
@given(problems())
def test_publishing_a_plan_and_planning_again_changes_nothing(asked: Problem) -> None:
    first = solve(asked)
    again = solve(replace(asked, published=first.pairs))
    assert again.pairs == first.pairs
    assert again.statistics.changes == 0
