"""Thinned fields: what is left out may cost a little, but never a rule, a clash or the truth of a bound."""

from __future__ import annotations

import threading
from dataclasses import replace

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from matcher.errors import InvalidProblem
from matcher.shifts import Bond, Problem, Progress, Status, Team, check, solve, values_of
from matcher.shifts.crowd import Crowd
from matcher.shifts.field import field_of
from matcher.shifts.fit import contributions
from matcher.shifts.pairs import possible_pairs
from matcher.shifts.prices import FitPrices
from matcher.shifts.solve import solve_thinned
from matcher.shifts.thinning import Thinning, kept_pairs
from matcher.shifts.watch import Watch
from tests.matcher.shifts.instances import dense_problem, invented_problem
from tests.matcher.shifts.making import problem, shift, volunteer
from tests.matcher.shifts.test_brute_force import MOST_PAIRS, QUIET, every_plan, problems
from tests.matcher.shifts.test_brute_force import possible_pairs as pairs_of

THIN = Thinning(beyond=0, for_each_shift=1, for_each_volunteer=1, for_each_head=1, most=1.0)


@QUIET
@given(problems())
def test_what_is_proven_of_the_crowd_holds_for_every_plan(asked: Problem) -> None:
    if len(pairs_of(asked)) > MOST_PAIRS:
        return
    every = possible_pairs(asked)
    crowd = Crowd(asked, every)
    most = crowd.importance()
    for plan in every_plan(asked):
        importance, fairness, fit, _ = values_of(asked, plan)
        staffed = np.array([any(at == shift.id for _, at in plan) for shift in asked.shifts])
        turns = np.array([sum(who == person.id for who, _ in plan) for person in asked.volunteers])
        assert importance <= most
        assert fairness <= crowd.fairness(staffed) <= crowd.fairness(crowd.enough())
        if plan:
            assert fit <= FitPrices(asked, every, staffed, turns).bound(fit, until=lambda: False)
            assert fit <= FitPrices(asked, every, staffed, turns).bound(0, until=lambda: False)


@QUIET
@given(problems(), st.data())
def test_a_thinned_plan_keeps_every_rule_and_its_bounds_hold(asked: Problem, data: st.DataObject) -> None:
    pairs = pairs_of(asked)
    if not pairs or len(pairs) > MOST_PAIRS:
        return
    fixed = frozenset(data.draw(st.lists(st.sampled_from(pairs), max_size=2)))
    try:
        asked = replace(asked, fixed=fixed)
    except InvalidProblem:
        return
    plan = solve_thinned(asked, Watch(2.0), thinning=THIN)
    best = max((values_of(asked, pairs) for pairs in every_plan(asked)), default=None)
    assert check(asked, plan) == ()
    assert (plan.status is Status.INFEASIBLE) == (best is None)
    if best is not None:
        reached, bounds = (
            tuple(stage.value for stage in plan.stages),
            [stage.bound for stage in plan.stages],
        )
        assert reached <= best
        assert best[0] <= bounds[0]
        assert reached[0] < bounds[0] or best[1] <= bounds[1]
        assert plan.status is not Status.OPTIMAL or reached == best


def test_a_thinned_festival_is_nearly_as_good_as_the_whole_one() -> None:
    asked = dense_problem(shifts=40, volunteers=160, teams=4)
    thinning = Thinning(beyond=0, for_each_shift=20, for_each_volunteer=8)
    plan = solve_thinned(asked, Watch(3.0), thinning=thinning)
    assert check(asked, plan) == ()
    importance, fairness, *_ = plan.stages
    assert importance.gap == 0.0
    assert fairness.gap < 0.1
    assert plan.statistics.possible_assignments == len(possible_pairs(asked))


def test_what_is_fixed_or_published_and_whole_teams_stay() -> None:
    asked = dense_problem(shifts=30, volunteers=200, teams=10)
    every = possible_pairs(asked)
    some = [
        (asked.volunteers[int(every.volunteer[n])].id, asked.shifts[int(every.shift[n])].id)
        for n in range(0, len(every), 400)
    ]
    asked = replace(asked, published=frozenset(some))
    every = possible_pairs(asked)
    kept = kept_pairs(asked, every, THIN)
    assert np.count_nonzero(kept) < len(every) / 4
    assert kept[every.is_published].all()
    assert np.count_nonzero(every.is_published) == len(some)
    together = [team.volunteer_ids for team in asked.teams if team.bond is Bond.TOGETHER]
    assert together
    stay = {
        (asked.volunteers[int(v)].id, int(s))
        for v, s in zip(every.volunteer[kept], every.shift[kept], strict=True)
    }
    for one, other in together:
        assert {s for v, s in stay if v == one} == {s for v, s in stay if v == other}


def test_a_clash_among_the_pairs_that_stay_is_looked_at_again_with_all_of_them() -> None:
    drivers = [volunteer(f"d{n}", skills=frozenset({"driving"})) for n in range(4)]
    both = (Team(id="t", bond=Bond.APART, volunteer_ids=("d0", "d1", "d2", "d3")),)
    possible = shift("s", minimum=2, maximum=2, needs={"driving": 1})
    asked = problem([*drivers, volunteer("w")], [possible], teams=both, fixed=frozenset({("d0", "s")}))
    assert solve_thinned(asked, Watch(2.0), thinning=THIN).pairs == {("d0", "s"), ("w", "s")}
    none = replace(asked, volunteers=tuple(drivers))
    assert solve_thinned(none, Watch(2.0), thinning=THIN).status is Status.INFEASIBLE


def test_the_points_of_all_pairs_are_those_of_the_readable_criteria() -> None:
    asked = invented_problem(shifts=40, volunteers=120, seed=7, teams=4)
    far = replace(asked.volunteers[0], max_travel_minutes=0)
    asked = replace(asked, volunteers=(far, *asked.volunteers[1:]), fixed=frozenset({(far.id, "s0000")}))
    field = field_of(asked)
    told = [
        sum(
            contribution.points
            for contribution in contributions(asked.shifts[s], asked.volunteers[v], weights=asked.weights)
        )
        for v, s in zip(field.volunteer.tolist(), field.shift.tolist(), strict=True)
    ]
    assert told == field.fit.tolist()
    assert np.count_nonzero(field.is_fixed) == 1


def test_a_stop_while_a_dense_festival_is_prepared_still_hands_back_a_plan() -> None:
    asked = dense_problem(shifts=60, volunteers=600)
    pressed = threading.Event()
    pressed.set()
    told: list[Progress] = []
    plan = solve(asked, stop=pressed, tell=told.append)
    assert plan.statistics.possible_assignments > 30_000
    assert check(asked, plan) == ()
    assert plan.statistics.staffed == 60
    again = solve(replace(asked, published=plan.pairs), stop=pressed)
    assert again.statistics.staffed == 60


def test_no_time_at_all_is_enough_for_a_plan() -> None:
    asked = dense_problem(shifts=60, volunteers=600)
    plan = solve(asked, seconds=0.0)
    assert check(asked, plan) == ()
    assert plan.statistics.staffed == 60
