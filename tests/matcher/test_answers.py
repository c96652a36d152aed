"""Answers about a plan, each held against solving again."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matcher import (
    Groups,
    Mentor,
    NothingToExplain,
    Objective,
    Problem,
    Programme,
    Result,
    Week,
    alternates,
    check,
    compare,
    cost_of_override,
    explain_unserved,
    gain_curve,
    gain_curves,
    programme_from_data,
    sensible_types,
    solve,
    value_of_types,
    what_if,
)
from matcher.criteria import AgeDistance, Continuity
from tests.matcher.brute_force import plans_of, scores_of, value_of
from tests.matcher.making import EVENINGS, mentor, problem, request
from tests.matcher.strategies import CODES, scarce_problems


def level_key(result: Result) -> tuple[int, ...]:
    return tuple(level.served for level in result.statistics.levels)


@settings(max_examples=120, deadline=None)
@given(scarce_problems(with_minimums=False))
def test_alternates_cost_what_the_best_plan_with_them_lacks(asked: Problem) -> None:
    asked = replace(asked, published_pairs=frozenset())
    result, scores = solve(asked), scores_of(asked)
    assert result.certificate is not None
    served = value_of(asked, frozenset((p.request_id, p.mentor_id) for p in result.pairs), scores)[0]
    good_enough = [
        plan
        for plan in plans_of(asked)
        if value_of(asked, plan, scores)[0] == served
        and all(scores[pair] >= result.certificate.floor for pair in plan)
    ]
    best = result.statistics.total_score
    for one in asked.requests:
        totals = {
            other.id: [
                sum(map(scores.__getitem__, plan)) for plan in good_enough if (one.id, other.id) in plan
            ]
            for other in asked.mentors
            if other.id not in result.mentors_of(one.id)
        }
        listed = {other.mentor_id: other.cost for other in alternates(result, one.id, limit=100)}
        assert listed == {mentor_id: best - max(found) for mentor_id, found in totals.items() if found}


@settings(max_examples=150, deadline=None)
@given(scarce_problems(with_minimums=False))
def test_moves_of_an_alternate_make_a_plan_of_that_cost(asked: Problem) -> None:
    asked = replace(asked, published_pairs=frozenset())
    result = solve(asked)
    for one in asked.requests:
        for alternate in alternates(result, one.id):
            after = {r.id: result.mentors_of(r.id) for r in asked.requests}
            for move in alternate.moves:
                assert tuple(sorted(after[move.request_id])) == move.before
                after[move.request_id] = move.after
            assert alternate.mentor_id in after[one.id]
            loads = [mentor_id for mentors in after.values() for mentor_id in mentors]
            assert all(loads.count(m.id) <= m.free_capacity for m in asked.mentors)


def test_an_override_says_who_moves_before_it_is_done() -> None:
    asked = problem([request("r1", urgency=1), request("r2", urgency=2)], [mentor("m")])
    override = cost_of_override(solve(asked), "r2", "m")
    assert override.difference is not None
    assert [(m.request_id, m.loses_place, m.gains_place) for m in override.difference.moves] == [
        ("r1", True, False),
        ("r2", False, True),
    ]


def test_an_override_that_breaks_a_rule_says_which() -> None:
    asked = problem(
        [request("r", blocked_mentors=frozenset({"m"}))], [mentor("m"), mentor("full", capacity=0)]
    )
    result = solve(asked)
    assert cost_of_override(result, "r", "m").broken_rules == ("pair_is_blocked",)
    assert cost_of_override(result, "r", "full").broken_rules == ("mentor_has_no_room",)


def test_what_if_may_lift_the_worst_match_of_other_groups() -> None:
    asked = problem([request("r")], [mentor("m")])
    other = what_if(solve(asked), objective=Objective(leximin_over=Groups.AREA))
    assert other.result.workings is not None
    assert other.result.workings.field.problem == replace(
        asked,
        programme=replace(asked.programme, objective=Objective(leximin_over=Groups.AREA)),
        published_pairs=frozenset({("r", "m")}),
    )
    assert other.difference.moves == ()


def test_what_if_may_be_about_another_programme() -> None:
    evening = Week.from_hours([(0, 17, 18)])
    asked = problem([request("r", week=evening)], [mentor("m")])
    longer = programme_from_data({"rules": [{"rule": "common_time", "minutes": 90}]})
    assert what_if(solve(asked), programme=longer).difference.served == -1


def test_other_weights_leave_the_settings_of_a_criterion_alone() -> None:
    own = Programme(rules=(), criteria=((AgeDistance(enough_years=20), 1),))
    assert own.with_weights({"age_distance": 5, "continuity": 1}).criteria == (
        (AgeDistance(enough_years=20), 5),
        (Continuity(), 1),
    )


def test_what_if_tells_who_gets_a_place_from_one_more_mentor() -> None:
    result = solve(problem([request("r1"), request("r2")], [mentor("m")]))
    other = what_if(result, add_mentors=[mentor("new")])
    assert other.difference.served == 1
    assert len(other.difference.moves) == 1
    back = what_if(other.result, remove_mentors=["new"])
    assert back.difference.served == -1
    assert compare(result, result).moves == ()


@st.composite
def problems_and_types(draw: st.DrawFn) -> tuple[Problem, list[Mentor]]:
    asked = draw(scarce_problems(with_minimums=False))
    return replace(asked, published_pairs=frozenset()), [
        mentor(f"new{i}", interests=draw(CODES), capacity=draw(st.integers(0, 3))) for i in range(2)
    ]


@settings(max_examples=120, deadline=None)
@given(problems_and_types())
def test_value_of_a_type_is_what_adding_one_does(drawn: tuple[Problem, list[Mentor]]) -> None:
    asked, types = drawn
    result = solve(asked)
    for value in value_of_types(result, types):
        after = solve(replace(asked, mentors=(*asked.mentors, value.mentor)))
        before_levels, after_levels = level_key(result), level_key(after)
        gained = [b - a for a, b in zip(before_levels, after_levels, strict=True)]
        assert sum(gained) == value.more_served
        if value.more_served:
            level = result.statistics.levels[next(k for k, more in enumerate(gained) if more)]
            assert (level.urgency, level.waiting_days) == (value.urgency, value.waiting_days)
        assert after.certificate is not None
        assert result.certificate is not None
        if value.mentor.capacity < 2 and after.certificate.floor == result.certificate.floor:
            assert after.statistics.total_score - result.statistics.total_score == value.score_gain


@settings(max_examples=60, deadline=None)
@given(problems_and_types())
def test_gain_curve_is_what_adding_several_does(drawn: tuple[Problem, list[Mentor]]) -> None:
    asked, types = drawn
    result = solve(asked)
    more = tuple(replace(types[0], id=f"copy{i}") for i in range(3))
    after = [solve(replace(asked, mentors=asked.mentors + more[:n])).statistics.pairs for n in (1, 2, 3)]
    assert gain_curve(result, types[0], most=3) == tuple(n - result.statistics.pairs for n in after)
    assert gain_curves(result, types, most=3) == [gain_curve(result, one, most=3) for one in types]


def test_sensible_types_cover_area_language_and_hours() -> None:
    asked = problem([request("r", languages={"so": 2}, week=EVENINGS)], [mentor("m")])
    result = solve(asked)
    values = value_of_types(result, sensible_types(result))
    assert values[0].mentor.languages == {"da": 3, "so": 3}
    assert values[0].more_served == 1
    assert {value.mentor.place.area for value in values} == {"midtby"}


def test_adding_a_young_person_moves_nobody_without_need() -> None:
    asked = problem([request("r1"), request("r2")], [mentor("m1"), mentor("m2"), mentor("m3", age=51)])
    first = solve(asked)
    plan = frozenset((pair.request_id, pair.mentor_id) for pair in first.pairs)
    again = solve(replace(asked, requests=(*asked.requests, request("r3")), published_pairs=plan))
    assert again.statistics.changes == 0
    assert check(replace(asked, requests=(*asked.requests, request("r3")), published_pairs=plan), again) == ()


def test_a_served_request_has_nothing_to_explain() -> None:
    with pytest.raises(NothingToExplain):
        explain_unserved(solve(problem([request("r")], [mentor("m")])), "r")


def test_an_infeasible_result_has_nothing_to_explain() -> None:
    result = solve(problem([request("r")], [mentor("m", minimum=1), mentor("n", minimum=1)]))
    with pytest.raises(NothingToExplain):
        alternates(result, "r")
