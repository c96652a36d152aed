"""The stages of the objective and the hard rules, on small plans that can be read; and the other ways of solving."""

from __future__ import annotations

import threading

import numpy as np

from matcher import AgeBand
from matcher.shifts import Bond, Progress, Rule, Status, Team, check, solve
from matcher.shifts.columns import chosen_by, columns_of
from matcher.shifts.exact import solve_exactly
from matcher.shifts.field import field_of
from matcher.shifts.flow import solve_as_flow
from matcher.shifts.greedy import plan_greedily
from matcher.shifts.large import solve_large
from matcher.shifts.outcome import values_at
from matcher.shifts.program import program_of
from matcher.shifts.report import told_plan
from matcher.shifts.watch import Watch
from tests.matcher.shifts.instances import invented_problem
from tests.matcher.shifts.making import VILLAGE, problem, shift, volunteer


def test_a_shift_below_its_minimum_is_reported_not_half_staffed() -> None:
    plan = solve(problem([volunteer("v")], [shift("big", minimum=2, maximum=2), shift("small")]))
    assert plan.unstaffed == ("big",)
    assert plan.volunteers_of("small") == ("v",)


def test_the_more_important_shift_gets_the_only_volunteer() -> None:
    plan = solve(problem([volunteer("v")], [shift("minor"), shift("major", importance=2)]))
    assert plan.shifts_of("v") == ("major",)


def test_who_got_little_lately_comes_before_who_fits_better() -> None:
    fan = volunteer("fan", wished_tasks=frozenset({"concert"}), recent_shifts=5)
    plan = solve(problem([fan, volunteer("new")], [shift("s", task="concert")]))
    assert plan.volunteers_of("s") == ("new",)


def test_among_equals_the_better_fit_wins_and_then_the_published_plan() -> None:
    fan = volunteer("fan", wished_tasks=frozenset({"concert"}))
    people = [volunteer("other"), fan]
    assert solve(problem(people, [shift("s", task="concert")])).volunteers_of("s") == ("fan",)
    for kept in ("one", "two"):
        asked = problem(
            [volunteer("one"), volunteer("two")], [shift("s")], published=frozenset({(kept, "s")})
        )
        assert solve(asked).volunteers_of("s") == (kept,)


def test_the_way_between_two_shifts_takes_time() -> None:
    near = [shift("a", 10, 12), shift("b", 12, 14)]
    far = [near[0], shift("b", 12, 14, place=VILLAGE)]
    later = [near[0], shift("b", 14, 16, place=VILLAGE)]
    person = volunteer("v", max_travel_minutes=120)
    staffed = [solve(problem([person], shifts)).statistics.staffed for shifts in (near, far, later)]
    assert staffed == [2, 1, 2]


def test_the_weekly_limit_starts_anew_on_monday() -> None:
    shifts = [shift("a", day=0), shift("b", day=6), shift("c", day=7)]
    plan = solve(problem([volunteer("v", max_minutes_per_week=120)], shifts))
    assert plan.statistics.staffed == 2
    assert "c" in plan.shifts_of("v")


def test_a_needed_qualification_is_covered_or_the_shift_is_not_staffed() -> None:
    driver = volunteer("driver", skills=frozenset({"driving"}), recent_shifts=9)
    asked = [shift("s", minimum=2, maximum=2, needs={"driving": 1})]
    plan = solve(problem([volunteer("a"), volunteer("b"), driver], asked))
    assert "driver" in plan.volunteers_of("s")
    assert solve(problem([volunteer("a"), volunteer("b")], asked)).unstaffed == ("s",)


def test_teams_come_together_or_keep_apart() -> None:
    people = [volunteer("a"), volunteer("b")]
    roomy, narrow = shift("s", maximum=2), shift("s")
    together = (Team(id="t", bond=Bond.TOGETHER, volunteer_ids=("a", "b")),)
    apart = (Team(id="t", bond=Bond.APART, volunteer_ids=("a", "b")),)
    heads = [
        solve(problem(people, [one], teams=team)).statistics.assignments
        for one, team in ((roomy, together), (narrow, together), (roomy, apart), (roomy, ()))
    ]
    assert heads == [2, 0, 1, 2]


def test_a_clash_names_a_smallest_set_of_rules() -> None:
    asked = problem(
        [volunteer("anna"), volunteer("bo", age=12)],
        [shift("s", minimum=2, maximum=2, ages=AgeBand(youngest=18, oldest=99)), shift("easy", day=3)],
        fixed=frozenset({("anna", "s"), ("anna", "easy")}),
    )
    plan = solve(asked)
    assert plan.status is Status.INFEASIBLE
    assert plan.clash is not None
    assert {(item.rule, item.volunteer_id, item.shift_id) for item in plan.clash.items} == {
        (Rule.FIXED, "anna", "s"),
        (Rule.MINIMUM, "", "s"),
    }
    assert dict(plan.clash.obstacles) == {"age_outside_limits": 1}
    assert check(asked, plan) == ()


def test_fixed_hours_beyond_the_weekly_limit_clash() -> None:
    fixed = frozenset({("v", "a"), ("v", "b")})
    plan = solve(
        problem([volunteer("v", max_minutes_per_week=120)], [shift("a"), shift("b", day=1)], fixed=fixed)
    )
    assert plan.clash is not None
    assert sorted(item.rule for item in plan.clash.items) == [Rule.FIXED, Rule.FIXED, Rule.WEEK]


def test_a_network_is_recognised_and_worth_as_much_as_by_the_general_solver() -> None:
    people = [volunteer(f"v{n}", recent_shifts=n % 3) for n in range(6)]
    shifts = [
        shift(f"s{n}", start, start + 2, minimum=1 + n % 2, maximum=2)
        for n, start in enumerate((10, 11, 13, 14))
    ]
    program = program_of(field_of(problem(people, shifts)))
    flow = solve_as_flow(program)
    exact = solve_exactly(program, start=None, watch=Watch(30))
    assert flow is not None
    assert exact is not None
    assert values_at(program, flow.columns) == flow.bounds == exact.bounds


def test_what_couples_volunteers_is_no_network() -> None:
    people = [volunteer("a", max_minutes_per_week=240), volunteer("b")]
    shifts = [shift("x", 10, 12), shift("y", 10, 13, day=1), shift("z", 10, 12, day=2)]
    assert solve_as_flow(program_of(field_of(problem(people, shifts)))) is None


def test_the_search_in_pieces_keeps_every_rule_and_its_bounds_hold() -> None:
    asked = invented_problem(shifts=30, volunteers=70, seed=3, teams=3)
    field = field_of(asked)
    program = program_of(field)
    first = plan_greedily(field)
    assert first is not None
    outcome = solve_large(field, program, start=columns_of(field, first), watch=Watch(3))
    plan = told_plan(field, chosen_by(field, program, outcome.columns), outcome.bounds)
    best = solve(asked)
    assert check(asked, plan) == ()
    assert best.status is Status.OPTIMAL
    assert plan.stages[0].value <= best.stages[0].value <= plan.stages[0].bound


def test_the_greedy_plan_keeps_every_rule() -> None:
    asked = invented_problem(shifts=60, volunteers=150, seed=4, teams=5)
    field = field_of(asked)
    chosen = plan_greedily(field)
    assert chosen is not None
    plan = told_plan(field, chosen, (10**9, 10**9, 10**9, 10**9))
    assert check(asked, plan) == ()
    assert np.count_nonzero(chosen) == plan.statistics.assignments


def test_the_stop_button_keeps_a_plan_that_keeps_every_rule() -> None:
    asked = invented_problem(shifts=60, volunteers=150, seed=4)
    pressed = threading.Event()
    pressed.set()
    plan = solve(asked, stop=pressed)
    assert check(asked, plan) == ()
    assert plan.assignments


def test_progress_tells_bounds_that_hold() -> None:
    asked = invented_problem(shifts=60, volunteers=150, seed=4)
    told: list[Progress] = []
    plan = solve(asked, tell=told.append)
    assert plan.status is Status.OPTIMAL
    assert all(progress.bound is None or progress.bound >= progress.value for progress in told)
