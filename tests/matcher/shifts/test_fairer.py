"""Sharing turns by flows: every rule kept, the same shifts staffed, and never less fair than before."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from matcher.errors import InvalidProblem
from matcher.shifts import Problem, broken_by, values_of
from matcher.shifts.crowd import Crowd
from matcher.shifts.fairer import FairFlow, without
from matcher.shifts.field import Field, field_of
from matcher.shifts.flow_bound import flow_bound
from matcher.shifts.greedy import plan_greedily
from matcher.shifts.pairs import possible_pairs as possible_pairs_of
from matcher.shifts.problem import PairIds
from tests.matcher.shifts.instances import invented_problem
from tests.matcher.shifts.making import problem, shift, volunteer
from tests.matcher.shifts.test_brute_force import QUIET, possible_pairs
from tests.matcher.shifts.test_teams import problems_of_teams


def named(field: Field, chosen: np.ndarray[tuple[int], np.dtype[np.bool_]]) -> frozenset[PairIds]:
    people, shifts = field.problem.volunteers, field.problem.shifts
    return frozenset(
        (people[int(field.volunteer[pair])].id, shifts[int(field.shift[pair])].id)
        for pair in np.flatnonzero(chosen)
    )


@QUIET
@given(problems_of_teams(), st.data())
def test_a_plan_shared_anew_keeps_every_rule_and_is_no_worse(asked: Problem, data: st.DataObject) -> None:
    pairs = possible_pairs(asked)
    if not pairs:
        return
    try:
        asked = replace(asked, fixed=frozenset(data.draw(st.lists(st.sampled_from(pairs), max_size=2))))
    except InvalidProblem:
        return
    field = field_of(asked)
    before = plan_greedily(field)
    if before is None:
        return
    after = FairFlow(field).plan(before, until=lambda: False)
    assert broken_by(asked, named(field, after)) == ()
    assert {s for _, s in named(field, after)} == {s for _, s in named(field, before)}
    assert values_of(asked, named(field, after)) >= values_of(asked, named(field, before))


@QUIET
@given(problems_of_teams(), st.data())
def test_a_plan_shared_without_some_pairs_keeps_every_rule_and_staffs_the_same(
    asked: Problem, data: st.DataObject
) -> None:
    field = field_of(asked)
    before = plan_greedily(field)
    assert before is not None
    if not field.pairs:
        return
    shut = np.array(data.draw(st.lists(st.booleans(), min_size=field.pairs, max_size=field.pairs)), np.bool_)
    after = FairFlow(field).plan(before, until=lambda: False, shut=shut)
    assert broken_by(asked, named(field, after)) == ()
    assert {s for _, s in named(field, after)} == {s for _, s in named(field, before)}


def test_short_shifts_go_to_whoever_wants_few_hours() -> None:
    shifts = [shift("a", 8, 11), shift("b", 12, 15), shift("long", 16, 20)]
    few = volunteer("few", max_minutes_per_week=6 * 60, wished_tasks=frozenset({"long"}))
    asked = problem([few, volunteer("other", recent_shifts=2)], shifts)
    field = field_of(asked)
    before = (field.volunteer == 0) == (field.shift == 2)
    too_long = Crowd(asked, possible_pairs_of(asked)).too_long(np.ones(3, np.bool_))
    assert named(field, FairFlow(field).plan(before, until=lambda: False)) == named(field, before)
    shut = too_long[field.volunteer, field.shift]
    after = FairFlow(field).plan(before, until=lambda: False, shut=shut)
    assert named(field, after) == {("few", "a"), ("few", "b"), ("other", "long")}


def test_a_minimum_that_could_not_be_reached_leaves_the_plan_as_it_is() -> None:
    field = field_of(problem([volunteer("one")], [shift("s")]))
    everything = np.ones(1, np.bool_)
    assert (FairFlow(field).plan(everything, until=lambda: False, shut=everything) == everything).all()


@QUIET
@given(problems_of_teams(), st.data())
def test_places_that_are_left_are_given_away_within_every_rule(asked: Problem, data: st.DataObject) -> None:
    field = field_of(asked)
    sharing = FairFlow(field)
    before = plan_greedily(field)
    assert before is not None
    staffed = np.zeros(len(asked.shifts), np.bool_)
    staffed[field.shift[before]] = True
    loose = np.flatnonzero(before & ~sharing.in_team).tolist()
    gone = data.draw(st.lists(st.sampled_from(loose), unique=True)) if loose else []
    after = sharing.mended(
        without(before, np.array(gone, np.int64)), before, before & sharing.in_team, staffed
    )
    assert after is not None
    assert broken_by(asked, named(field, after)) == ()
    assert {s for _, s in named(field, after)} == {s for _, s in named(field, before)}


def test_turns_that_greed_gave_to_the_first_are_shared() -> None:
    shifts = [shift("a", 8, 10), shift("b", 9, 11), shift("c", 12, 14), shift("d", 12, 14, day=1)]
    people = [volunteer("one"), volunteer("two"), volunteer("three"), volunteer("four")]
    field = field_of(problem(people, shifts))
    twice = np.isin(field.volunteer, [0]) & np.isin(field.shift, [0, 2, 3])
    twice |= np.isin(field.volunteer, [1]) & np.isin(field.shift, [1])
    after = FairFlow(field).plan(twice, until=lambda: False)
    assert len({who for who, _ in named(field, after)}) == 4


def test_a_qualification_the_flow_forgets_is_kept_all_the_same() -> None:
    needs = {"driving": 1, "first_aid": 1}
    both = frozenset(needs)
    people = [
        volunteer("both", skills=both, recent_shifts=5),
        volunteer("driver", skills=frozenset({"driving"})),
        volunteer("new"),
    ]
    field = field_of(problem(people, [shift("s", minimum=2, maximum=2, needs=needs)]))
    before = np.isin(field.volunteer, [0, 1])
    after = FairFlow(field).plan(before, until=lambda: False)
    assert broken_by(field.problem, named(field, after)) == ()


def test_no_time_leaves_the_plan_as_it_is() -> None:
    field = field_of(invented_problem(shifts=20, volunteers=60, seed=2))
    before = plan_greedily(field)
    assert before is not None
    assert (FairFlow(field).plan(before, until=lambda: True) == before).all()


def test_shared_turns_come_near_to_what_no_plan_exceeds() -> None:
    asked = invented_problem(shifts=80, volunteers=260, seed=6, teams=5)
    field = field_of(asked)
    before = plan_greedily(field)
    assert before is not None
    after = FairFlow(field).plan(before, until=lambda: False)
    staffed = np.zeros(80, np.bool_)
    staffed[field.shift[before]] = True
    bound = flow_bound(field, staffed).fairness
    reached = [values_of(asked, named(field, chosen))[1] for chosen in (before, after)]
    assert reached[0] < reached[1] <= bound
    assert bound - reached[1] < (bound - reached[0]) / 1.5
    assert broken_by(asked, named(field, after)) == ()
