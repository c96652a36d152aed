"""Each group's worst match lifted in turn, against every plan there is; a group nobody of which is served holds nobody back."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matcher import Groups, Objective, Place, Problem, check, programme_from_data, solve
from matcher.errors import UnknownCode
from tests.matcher.brute_force import Plan, plans_of, scores_of, value_of
from tests.matcher.making import TOWN
from tests.matcher.strategies import scarce_problems


@st.composite
def districts(draw: st.DrawFn) -> Problem:
    problem = draw(scarce_problems(with_teams=False, most=4))
    areas = [draw(st.sampled_from(["north", "south", "west"])) for _ in problem.requests]
    placed = tuple(replace(r, place=in_area(area)) for r, area in zip(problem.requests, areas, strict=True))
    programme = replace(problem.programme, objective=Objective(leximin_over=Groups.AREA))
    return replace(problem, requests=placed, programme=programme)


def in_area(area: str) -> Place:
    return replace(TOWN, area=area)


def leximin_value(problem: Problem, plan: Plan, scores: dict[tuple[str, str], int]) -> tuple[object, ...]:
    levels, _, total, changes = value_of(problem, plan, scores)
    area = {r.id: r.place.area for r in problem.requests}
    worst = dict.fromkeys(area.values(), max(scores.values(), default=0))
    for request_id, mentor_id in plan:
        worst[area[request_id]] = min(worst[area[request_id]], scores[request_id, mentor_id])
    return levels, sorted(worst.values()), total, changes


@settings(max_examples=120, deadline=None)
@given(districts())
def test_no_plan_has_better_worst_matches_of_the_districts(problem: Problem) -> None:
    scores = scores_of(problem)
    values = [leximin_value(problem, plan, scores) for plan in plans_of(problem)]
    result = solve(problem)
    assert bool(values) == (result.status == "optimal")
    if values:
        plan = frozenset((pair.request_id, pair.mentor_id) for pair in result.pairs)
        best = max(values)
        mine = leximin_value(problem, plan, scores)
        assert mine[:2] == best[:2]
        assert check(problem, result) == ()


def test_groups_are_chosen_by_data() -> None:
    assert (
        programme_from_data({"objective": {"leximin_over": "urgency"}}).objective.leximin_over
        is Groups.URGENCY
    )
    with pytest.raises(UnknownCode):
        programme_from_data({"objective": {"leximin_over": "shoe size"}})
    with pytest.raises(UnknownCode):
        programme_from_data({"objective": {"leximin_over": "area", "lifts_worst_match": False}})
