"""People who come together or keep apart: against every plan there is, and explained."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from matcher import AgeBand
from matcher.errors import InvalidProblem
from matcher.shifts import (
    Bond,
    Obstacle,
    Plan,
    Problem,
    Rule,
    Status,
    Team,
    Unblock,
    Why,
    broken_by,
    check,
    solve,
    values_of,
    why_not,
)
from matcher.shifts.field import field_of
from matcher.shifts.greedy import plan_greedily
from matcher.shifts.reasons import Reason
from tests.matcher.shifts.making import problem, shift, volunteer
from tests.matcher.shifts.test_brute_force import (
    MOST_PAIRS,
    QUIET,
    every_plan,
    possible_pairs,
    shifts,
    values,
    volunteers,
)


@st.composite
def problems_of_teams(draw: st.DrawFn) -> Problem:
    people = [draw(volunteers(f"v{n}")) for n in range(4)]
    work = [draw(shifts(f"s{n}")) for n in range(draw(st.integers(1, 2)))]
    roomy = [replace(one, maximum=one.maximum + draw(st.integers(0, 2))) for one in work]
    members = st.sets(st.sampled_from([person.id for person in people]), min_size=2, max_size=3)
    teams = tuple(
        Team(id=f"t{n}", bond=draw(st.sampled_from(list(Bond))), volunteer_ids=tuple(sorted(draw(members))))
        for n in range(draw(st.integers(1, 3)))
    )
    return problem(people, roomy, teams=teams)


@QUIET
@given(problems_of_teams())
def test_with_teams_that_share_members_the_plan_is_the_best_of_all_plans(asked: Problem) -> None:
    if len(possible_pairs(asked)) > MOST_PAIRS:
        return
    plan = solve(asked)
    assert check(asked, plan) == ()
    assert plan.status is Status.OPTIMAL
    assert values(plan) == max(values_of(asked, pairs) for pairs in every_plan(asked))


@QUIET
@given(problems_of_teams(), st.data())
def test_a_fixed_member_brings_the_whole_team_or_there_is_no_plan(
    asked: Problem, data: st.DataObject
) -> None:
    pairs = possible_pairs(asked)
    if not pairs or len(pairs) > MOST_PAIRS:
        return
    try:
        fixed = replace(asked, fixed=frozenset({data.draw(st.sampled_from(pairs))}))
    except InvalidProblem:
        return
    plan = solve(fixed)
    best = max((values_of(fixed, chosen) for chosen in every_plan(fixed)), default=None)
    assert check(fixed, plan) == ()
    assert (plan.status is Status.INFEASIBLE) == (best is None)
    assert best is None or values(plan) == best


@QUIET
@given(problems_of_teams())
def test_the_greedy_plan_keeps_teams_whole_and_apart(asked: Problem) -> None:
    field = field_of(asked)
    chosen = plan_greedily(field)
    assert chosen is not None
    pairs = [
        (asked.volunteers[int(field.volunteer[pair])].id, asked.shifts[int(field.shift[pair])].id)
        for pair in np.flatnonzero(chosen)
    ]
    assert broken_by(asked, pairs) == ()


@QUIET
@given(problems_of_teams())
def test_room_is_never_claimed_where_coming_with_the_team_would_break_a_rule(asked: Problem) -> None:
    plan = solve(asked)
    for person in asked.volunteers:
        for work in asked.shifts:
            told = why_not(asked, plan, person.id, work.id)
            if told.reasons[0].code is Why.ROOM_LEFT:
                party = asked.mates.get(person.id, frozenset({person.id}))
                assert broken_by(asked, plan.pairs | {(member, work.id) for member in party}) == ()


def together(*names: str) -> tuple[Team, ...]:
    return (Team(id="t", bond=Bond.TOGETHER, volunteer_ids=names),)


def told_about(asked: Problem, plan: Plan | None = None) -> tuple[list[Reason], list[Reason]]:
    told = why_not(asked, plan or solve(asked), "anna", "s")
    return list(told.reasons), list(told.unblocks)


def test_who_cannot_come_of_the_team_is_named() -> None:
    people = [volunteer("anna"), volunteer("bo", age=12)]
    grown = shift("s", maximum=2, ages=AgeBand(youngest=18, oldest=99))
    reasons, unblocks = told_about(problem(people, [grown], teams=together("anna", "bo")))
    assert reasons == [Reason(Why.TEAM_MATE, {"volunteer": "bo"})]
    assert unblocks == [Reason(Unblock.TEAM_MATE_TOO, {"volunteer": "bo"})]


def test_a_mate_who_is_on_another_shift_then_is_named() -> None:
    people = [volunteer("anna"), volunteer("bo")]
    work = [shift("s", maximum=2), shift("other", importance=9)]
    plan = solve(
        problem(people, work, fixed=frozenset({("bo", "other")}), declined=frozenset({("anna", "s")}))
    )
    reasons, _ = told_about(problem(people, work, teams=together("anna", "bo")), plan)
    assert reasons == [Reason(Why.TEAM_MATE, {"volunteer": "bo"})]


def test_a_team_for_which_there_are_too_few_places_is_told_so() -> None:
    people = [volunteer("anna"), volunteer("bo"), volunteer("cara")]
    asked = problem(people, [shift("s", maximum=2)], teams=together("anna", "bo", "cara"))
    reasons, unblocks = told_about(asked)
    assert reasons == [Reason(Obstacle.TEAM, {"people": 3, "places": 2})]
    assert [reason.code for reason in unblocks] == [Unblock.MORE_ROOM]


def test_a_full_shift_is_called_full_also_to_a_team() -> None:
    people = [volunteer("anna", recent_shifts=3), volunteer("bo"), volunteer("cara"), volunteer("dan")]
    asked = problem(people, [shift("s", maximum=2)], teams=together("anna", "bo"))
    assert [reason.code for reason in told_about(asked)[0]] == [Why.FULL_OTHERS_HAD_FEWER]


def test_teams_that_share_a_member_come_as_one_or_not_at_all() -> None:
    teams = (
        Team(id="one", bond=Bond.TOGETHER, volunteer_ids=("anna", "bo")),
        Team(id="two", bond=Bond.TOGETHER, volunteer_ids=("bo", "cara")),
    )
    people = [volunteer("anna"), volunteer("bo"), volunteer("cara")]
    roomy = solve(problem(people, [shift("s", maximum=3)], teams=teams))
    narrow = solve(problem(people, [shift("s", maximum=2)], teams=teams))
    assert roomy.volunteers_of("s") == ("anna", "bo", "cara")
    assert narrow.assignments == ()


def test_a_fixed_member_whose_mate_cannot_come_is_a_clash_that_names_the_team() -> None:
    people = [volunteer("anna"), volunteer("bo", age=12)]
    grown = shift("s", maximum=2, ages=AgeBand(youngest=18, oldest=99))
    asked = problem(people, [grown], teams=together("anna", "bo"), fixed=frozenset({("anna", "s")}))
    plan = solve(asked)
    assert plan.clash is not None
    assert {(item.rule, item.team_id) for item in plan.clash.items} == {
        (Rule.FIXED, ""),
        (Rule.TOGETHER, "t"),
    }
