"""Each group's worst match lifted in turn, against every plan there is; a group nobody of which is served holds nobody back."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matcher import (
    Groups,
    Objective,
    Place,
    Problem,
    Result,
    check,
    default_programme,
    programme_from_data,
    solve,
)
from matcher.errors import UnknownCode
from matcher.mentoring.report import pairs_at, unserved_of
from matcher.result import Certificate
from tests.matcher.brute_force import Plan, plans_of, scores_of, value_of
from tests.matcher.making import DAY, TOWN, mentor, request
from tests.matcher.strategies import scarce_problems


@st.composite
def districts(draw: st.DrawFn) -> Problem:
    problem = draw(scarce_problems(most=4))
    areas = [draw(st.sampled_from(["north", "south", "west"])) for _ in problem.requests]
    placed = tuple(replace(r, place=in_area(area)) for r, area in zip(problem.requests, areas, strict=True))
    programme = replace(problem.programme, objective=Objective(leximin_over=Groups.AREA))
    return replace(problem, requests=placed, programme=programme)


def in_area(area: str) -> Place:
    return replace(TOWN, area=area)


def worst_matches(problem: Problem, plan: Plan, scores: dict[tuple[str, str], int]) -> dict[str, int]:
    area = {r.id: r.place.area for r in problem.requests}
    worst = dict.fromkeys(area.values(), max(scores.values(), default=0))
    for request_id, mentor_id in plan:
        worst[area[request_id]] = min(worst[area[request_id]], scores[request_id, mentor_id])
    return worst


def leximin_value(problem: Problem, plan: Plan, scores: dict[tuple[str, str], int]) -> tuple[object, ...]:
    levels, _, total, changes = value_of(problem, plan, scores)
    return levels, sorted(worst_matches(problem, plan, scores).values()), total, changes


def certificate_of(result: Result) -> Certificate:
    assert result.certificate is not None
    return result.certificate


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


@settings(max_examples=120, deadline=None)
@given(districts())
def test_plans_with_worse_worst_matches_are_refused_whatever_floors_they_claim(problem: Problem) -> None:
    scores, result = scores_of(problem), solve(problem)
    if result.certificate is None or result.workings is None:
        return
    mine = frozenset((pair.request_id, pair.mentor_id) for pair in result.pairs)
    field = result.workings.field
    for plan in plans_of(problem):
        if leximin_value(problem, plan, scores)[:2] == leximin_value(problem, mine, scores)[:2]:
            continue
        rows = np.array([field.request_row[r] for r, _ in sorted(plan)], np.int32)
        columns = np.array([field.mentor_row[m] for _, m in sorted(plan)], np.int32)
        pairs = tuple(pairs_at(field, rows, columns, is_fixed=False))
        forged = replace(result, pairs=pairs, unserved=unserved_of(field, pairs))
        claimed = replace(result.certificate, group_floors=worst_matches(problem, plan, scores))
        assert check(problem, forged) != ()
        assert check(problem, replace(forged, certificate=claimed)) != ()


@settings(max_examples=120, deadline=None)
@given(districts())
def test_lower_floors_and_missing_steps_are_refused(problem: Problem) -> None:
    result = solve(problem)
    if result.certificate is None or not result.pairs:
        return
    certificate = result.certificate
    for name, floor in certificate.group_floors.items():
        lower = replace(certificate, group_floors={**certificate.group_floors, name: floor - 1})
        assert check(problem, replace(result, certificate=lower)) != ()
    for step in certificate.group_proof:
        rest = tuple(other for other in certificate.group_proof if other is not step)
        less = replace(certificate, group_proof=rest)
        assert check(problem, replace(result, certificate=less)) != ()


def two_districts_that_want_the_same_mentor() -> Problem:
    likes = frozenset("ab")
    return Problem(
        requests=(
            request("n", place=in_area("north"), interests=likes),
            request("s", place=in_area("south"), interests=likes),
        ),
        mentors=(mentor("alike", interests=likes), mentor("other")),
        day=DAY,
        programme=replace(default_programme(), objective=Objective(leximin_over=Groups.AREA)),
    )


def test_districts_in_each_others_way_are_proven_for_either_that_may_stay() -> None:
    asked = two_districts_that_want_the_same_mentor()
    result = solve(asked)
    (step,) = certificate_of(result).group_proof
    assert step.raised == {"north", "south"}
    assert check(asked, result) == ()
    pretended = replace(certificate_of(result), group_proof=(replace(step, raised=frozenset({"north"})),))
    said = {finding.what for finding in check(asked, replace(result, certificate=pretended))}
    assert said == {"the proof of the groups' floors does not hold"}


@settings(max_examples=80, deadline=None)
@given(districts(), st.permutations(["north", "south", "west"]))
def test_what_districts_are_called_does_not_decide_which_is_lifted(
    problem: Problem, called: list[str]
) -> None:
    other_name = dict(zip(["north", "south", "west"], called, strict=True))
    renamed = tuple(replace(r, place=in_area(other_name[r.place.area])) for r in problem.requests)
    one, other = solve(problem), solve(replace(problem, requests=renamed))
    if one.certificate is not None:
        floors = certificate_of(one).group_floors
        assert {other_name[area]: floor for area, floor in floors.items()} == certificate_of(
            other
        ).group_floors


@pytest.mark.parametrize(("mine", "theirs"), [(2, 0), (0, 2), (1, 1)])
def test_who_has_waited_longer_is_lifted_whatever_the_districts_are_called(mine: int, theirs: int) -> None:
    asked = two_districts_that_want_the_same_mentor()
    first, second = asked.requests
    lifted = set()
    for areas in (("north", "south"), ("south", "north")):
        people = (
            replace(first, place=in_area(areas[0]), waiting_days=mine),
            replace(second, place=in_area(areas[1]), waiting_days=theirs),
        )
        floors = certificate_of(solve(replace(asked, requests=people))).group_floors
        lifted.add(floors[areas[0]] > floors[areas[1]])
    assert len(lifted) == 1
    assert mine == theirs or lifted == {mine > theirs}


def test_a_certificate_of_other_people_or_groups_is_refused() -> None:
    asked = two_districts_that_want_the_same_mentor()
    result, certificate = solve(asked), certificate_of(solve(asked))
    for wrong in (
        replace(certificate, group_floors={"north": 1}),
        replace(certificate, mentor_price={"nobody": 1}),
        replace(certificate, request_price={"nobody": 1}),
    ):
        said = {finding.what for finding in check(asked, replace(result, certificate=wrong))}
        assert said == {"the certificate is of another problem"}


def test_groups_are_chosen_by_data() -> None:
    assert (
        programme_from_data({"objective": {"leximin_over": "urgency"}}).objective.leximin_over
        is Groups.URGENCY
    )
    with pytest.raises(UnknownCode):
        programme_from_data({"objective": {"leximin_over": "shoe size"}})
    with pytest.raises(UnknownCode):
        programme_from_data({"objective": {"leximin_over": "area", "lifts_worst_match": False}})
