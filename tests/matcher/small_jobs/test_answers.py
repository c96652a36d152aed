"""Answers about a plan of small jobs, each held against solving again."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings

from matcher import NothingToExplain, Week
from matcher.errors import UnknownPerson
from matcher.small_jobs import (
    Change,
    DayPart,
    Energy,
    Explanation,
    Obstacle,
    Problem,
    Reason,
    explain_unplaced,
    solve,
    why,
    why_not,
)
from matcher.small_jobs.day import HOURS_OF
from tests.matcher.small_jobs.making import TOWN, opening, problem, young_person
from tests.matcher.small_jobs.strategies import scarce_problems, varied_problems


def test_the_best_fit_says_so() -> None:
    result = solve(problem([young_person("p")], [opening("o")]))
    assert why(result, "p").reasons == (Reason(Explanation.BEST_FIT, {"candidates": 1}),)


def test_a_better_opening_that_somebody_waiting_longer_needs_is_named() -> None:
    likes = frozenset({"light"})
    people = [
        young_person("p", likes=likes),
        young_person("q", waiting_days=9, blocked_openings=frozenset({"near"})),
    ]
    far = replace(TOWN, latitude=TOWN.latitude + 0.02)
    result = solve(problem(people, [opening("best", tasks=likes), opening("near", place=far)]))
    assert result.opening_of("p") == "near"
    (reason,) = why(result, "p").reasons
    assert reason.code is Explanation.BETTER_OPENING_COSTS_A_PLACE
    assert reason.parameters["opening"] == "best"


@settings(max_examples=60, deadline=None)
@given(scarce_problems())
def test_the_cost_of_a_better_opening_is_what_forcing_it_costs(asked: Problem) -> None:
    result = solve(asked)
    for pair in result.pairs:
        for reason in why(result, pair.person_id).reasons:
            if reason.code is Explanation.BETTER_OPENING_NEEDED_ELSEWHERE:
                forced_pair = (pair.person_id, str(reason.parameters["opening"]))
                forced = solve(replace(asked, fixed_pairs=frozenset({forced_pair})))
                cost = result.statistics.total_score - forced.statistics.total_score
                assert reason.parameters["cost"] == cost >= 0


def test_the_reason_of_a_fixed_pair_is_that_it_was_fixed() -> None:
    asked = problem([young_person("p")], [opening("o")], fixed_pairs=frozenset({("p", "o")}))
    assert why(solve(asked), "p").reasons == (Reason(Explanation.FIXED),)


def test_what_is_in_the_way_is_named() -> None:
    asked = problem([young_person("p", age=12)], [opening("o", seats=1, taken_seats=1)])
    assert why_not(asked, "p", "o") == (Obstacle.AGE_FOR_WORK, Obstacle.NO_SEAT)


def test_questions_about_the_wrong_people_are_refused() -> None:
    result = solve(problem([young_person("p"), young_person("q", waiting_days=1)], [opening("o")]))
    with pytest.raises(UnknownPerson):
        why(result, "p")
    with pytest.raises(NothingToExplain):
        explain_unplaced(result, "q")


def test_every_kind_of_change_is_found() -> None:
    evenings = Week.from_hours([(0, 18, 20)])
    openings = [
        opening("quiet", strains=frozenset({"noise"})),
        opening("long", least_minutes=300),
        opening("evening", week=evenings),
        opening("away", place=replace(TOWN, latitude=TOWN.latitude + 0.1)),
        opening("bare"),
    ]
    person = young_person(
        "p", avoids=frozenset({"noise"}), needs_support=frozenset({"calm"}), energy=Energy(evening=2)
    )
    calm = frozenset({"calm"})
    openings = [replace(one, support=calm) if one.id != "bare" else one for one in openings]
    found = explain_unplaced(solve(problem([person], openings)), "p")
    assert found.reason == Reason(Explanation.NO_OPENINGS, {"candidates": 0})
    codes = {one.change.code: one.opening_id for one in found.changes}
    assert codes == {
        Change.WITHOUT_AVOIDING: "quiet", Change.MORE_HOURS: "long", Change.FEWER_HOURS: "long",
        Change.MORE_TIME: "evening", Change.LONGER_TRAVEL: "away", Change.SUPPORT_ADDED: "bare",
    }  # fmt: skip


@settings(max_examples=80, deadline=None)
@given(varied_problems() | scarce_problems())
def test_changes_do_what_they_promise(asked: Problem) -> None:
    result = solve(asked)
    for person_id in result.unplaced:
        explained = explain_unplaced(result, person_id)
        for found in explained.changes:
            after = solve(changed(asked, person_id, found.change))
            assert after.opening_of(person_id) == found.opening_id
            assert (after.statistics.placed > result.statistics.placed) == found.places_one_more


def changed(asked: Problem, person_id: str, reason: Reason) -> Problem:
    """The problem after the change, made from its words alone."""
    person, says = asked.person(person_id), reason.parameters
    if "opening" in says:
        work = asked.opening(str(says["opening"]))
        if reason.code is Change.ONE_MORE_SEAT:
            work = replace(work, seats=work.seats + 1)
        elif reason.code is Change.SUPPORT_ADDED:
            work = replace(work, support=work.support | {str(says["support"])})
        else:
            work = replace(work, least_minutes=int(says["minutes"]))
        others = tuple(o for o in asked.openings if o.id != work.id)
        return replace(asked, openings=(*others, work))
    if reason.code is Change.LONGER_TRAVEL:
        person = replace(person, max_travel_minutes=person.max_travel_minutes + int(says["minutes"]))
    elif reason.code is Change.MORE_HOURS:
        person = replace(person, start_minutes=int(says["minutes"]))
    elif reason.code is Change.WITHOUT_AVOIDING:
        person = replace(person, avoids=person.avoids - {str(says["code"])})
    else:
        hours = HOURS_OF[DayPart(str(says["part"]))]
        person = replace(person, free=person.free | Week.from_hours([(int(says["weekday"]), *hours)]))
    others_ = tuple(p for p in asked.people if p.id != person_id)
    return replace(asked, people=(*others_, person))
