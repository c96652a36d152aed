"""What must not change the plan, and what may only improve it."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from matcher import Objective, Pair, Problem, Result, solve
from tests.matcher.brute_force import best_value, scores_of, value_of
from tests.matcher.making import TOWN, mentor, problem, request
from tests.matcher.strategies import scarce_problems, varied_problems

USUAL = settings(max_examples=70, deadline=None)


def ids(result: Result) -> list[tuple[str, str]]:
    return [(pair.request_id, pair.mentor_id) for pair in result.pairs]


@USUAL
@given(varied_problems() | scarce_problems(), st.randoms())
def test_the_order_of_people_changes_nothing(asked: Problem, chance: Random) -> None:
    requests, mentors = list(asked.requests), list(asked.mentors)
    chance.shuffle(requests)
    chance.shuffle(mentors)
    mixed = replace(asked, requests=tuple(requests), mentors=tuple(mentors))
    assert solve(mixed).pairs == solve(asked).pairs


@USUAL
@given(scarce_problems(with_minimums=False))
def test_names_change_nothing_but_names(asked: Problem) -> None:
    renamed = replace(
        asked,
        requests=tuple(
            replace(r, id="x" + r.id, blocked_mentors=frozenset("z" + m for m in r.blocked_mentors))
            for r in asked.requests
        ),
        mentors=tuple(replace(m, id="z" + m.id) for m in asked.mentors),
        declined_pairs=frozenset(("x" + r, "z" + m) for r, m in asked.declined_pairs),
        published_pairs=frozenset(("x" + r, "z" + m) for r, m in asked.published_pairs),
    )
    assert ids(solve(renamed)) == [("x" + r, "z" + m) for r, m in ids(solve(asked))]


@USUAL
@given(scarce_problems(with_minimums=False))
def test_one_more_mentor_never_serves_fewer(asked: Problem) -> None:
    more = replace(asked, mentors=(*asked.mentors, mentor("new")))
    assert solve(more).statistics.served >= solve(asked).statistics.served


@USUAL
@given(varied_problems(), st.sampled_from([2.0, 3.0, 0.1, 1e6]))
def test_scaling_all_weights_changes_nothing(asked: Problem, factor: float) -> None:
    weights = {criterion.name: weight * factor for criterion, weight in asked.programme.criteria}
    scaled = replace(asked, programme=asked.programme.with_weights(weights))
    assert solve(scaled).pairs == solve(asked).pairs


def published(asked: Problem, result: Result) -> Problem:
    """The problem a week later: the plan has been published."""
    return replace(asked, published_pairs=frozenset(ids(result)))


@USUAL
@given(scarce_problems())
def test_a_rerun_of_a_published_plan_changes_nothing(asked: Problem) -> None:
    first = solve(asked)
    assert ids(solve(published(asked, first))) == ids(first)


@USUAL
@given(scarce_problems())
def test_somebody_whom_nobody_can_help_changes_nothing_for_others(asked: Problem) -> None:
    alone = request("alone", urgency=1, blocked_mentors=frozenset(m.id for m in asked.mentors))
    assert ids(solve(replace(asked, requests=(*asked.requests, alone)))) == ids(solve(asked))


@settings(max_examples=60, deadline=None)
@given(scarce_problems(most=3), st.integers(1, 2), st.integers(0, 1))
def test_one_person_more_changes_as_little_as_the_objective_allows(
    asked: Problem, urgency: int, waiting_days: int
) -> None:
    first = solve(asked)
    newcomer = request("new", urgency=urgency, waiting_days=waiting_days)
    later = replace(published(asked, first), requests=(*asked.requests, newcomer))
    again = solve(later)
    plan = frozenset(ids(again))
    best = best_value(later)
    assert best is None or value_of(later, plan, scores_of(later)) == best
    assert best is None or best[3] == -again.statistics.changes


def moved(asked: Problem, mark: str, degrees: float) -> Problem:
    """The same people somewhere else, under other names."""
    return replace(
        asked,
        requests=tuple(
            replace(
                r,
                id=mark + r.id,
                place=replace(r.place, latitude=r.place.latitude + degrees),
                blocked_mentors=frozenset(mark + m for m in r.blocked_mentors),
            )
            for r in asked.requests
        ),
        mentors=tuple(
            replace(m, id=mark + m.id, place=replace(m.place, latitude=m.place.latitude + degrees))
            for m in asked.mentors
        ),
        declined_pairs=frozenset((mark + r, mark + m) for r, m in asked.declined_pairs),
        published_pairs=frozenset((mark + r, mark + m) for r, m in asked.published_pairs),
        programme=replace(asked.programme, objective=Objective(lifts_worst_match=False)),
    )


@USUAL
@given(scarce_problems(most=3), scarce_problems(most=3))
def test_independent_districts_are_planned_the_same_together_and_apart(one: Problem, other: Problem) -> None:
    north, south = moved(one, "n", 1.0), moved(other, "s", -1.0)
    both = replace(
        north,
        requests=north.requests + south.requests,
        mentors=north.mentors + south.mentors,
        declined_pairs=north.declined_pairs | south.declined_pairs,
        published_pairs=north.published_pairs | south.published_pairs,
    )
    results = solve(north), solve(south), solve(both)
    if all(result.status == "optimal" for result in results):
        assert plain(results[0].pairs + results[1].pairs) == plain(results[2].pairs)


def test_twins_are_told_apart_in_the_same_way_whoever_else_there_is() -> None:
    twins = [mentor(f"m{i}") for i in range(8)]
    alone = solve(problem([request("r")], twins))
    for others in range(1, 6):
        elsewhere = replace(TOWN, latitude=54.0 + others / 10)
        more = [request(f"s{i}", place=elsewhere, age=16 + i) for i in range(others)]
        helpers = [mentor(f"h{i}", place=elsewhere, age=30 + i) for i in range(others)]
        assert solve(problem([request("r"), *more], [*twins, *helpers])).mentors_of("r") == alone.mentors_of(
            "r"
        )


def plain(pairs: tuple[Pair, ...]) -> list[tuple[str, str, int]]:
    return sorted((pair.request_id, pair.mentor_id, pair.score) for pair in pairs)
