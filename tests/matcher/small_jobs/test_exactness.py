"""The plan of small jobs against every plan there is, and against the checker."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from matcher.small_jobs import Problem, Result, check, solve
from matcher.small_jobs.table import table_of
from tests.matcher.small_jobs.brute_force import best_value, plans_of, scores_of, value_of
from tests.matcher.small_jobs.making import opening
from tests.matcher.small_jobs.strategies import scarce_problems, varied_problems


def ids(result: Result) -> frozenset[tuple[str, str]]:
    return frozenset((pair.person_id, pair.opening_id) for pair in result.pairs)


@settings(max_examples=250, deadline=None)
@given(scarce_problems() | varied_problems())
def test_the_plan_is_the_best_of_all_plans_and_proven_so(asked: Problem) -> None:
    result = solve(asked)
    assert value_of(asked, ids(result), scores_of(asked)) == best_value(asked)
    assert check(asked, result) == ()


@settings(max_examples=80, deadline=None)
@given(scarce_problems(), st.data())
def test_the_plan_around_a_fixed_pair_is_the_best_of_all_such_plans(
    asked: Problem, data: st.DataObject
) -> None:
    plans = sorted(sorted(plan) for plan in plans_of(asked))
    asked = replace(asked, fixed_pairs=frozenset(data.draw(st.sampled_from(plans))[:1]))
    result = solve(asked)
    assert value_of(asked, ids(result), scores_of(asked)) == best_value(asked)
    assert check(asked, result) == ()


@settings(max_examples=60, deadline=None)
@given(scarce_problems() | varied_problems(), st.randoms())
def test_the_order_of_people_and_openings_changes_nothing(asked: Problem, chance: Random) -> None:
    people, openings = list(asked.people), list(asked.openings)
    chance.shuffle(people)
    chance.shuffle(openings)
    assert solve(replace(asked, people=tuple(people), openings=tuple(openings))).pairs == solve(asked).pairs


@settings(max_examples=60, deadline=None)
@given(varied_problems())
def test_one_more_opening_never_places_fewer(asked: Problem) -> None:
    more = replace(asked, openings=(*asked.openings, opening("one more")))
    assert solve(more).statistics.placed >= solve(asked).statistics.placed


@settings(max_examples=80, deadline=None)
@given(scarce_problems(), st.data())
def test_the_checker_finds_a_plan_that_is_not_the_best(asked: Problem, data: st.DataObject) -> None:
    result = solve(asked)
    best = value_of(asked, ids(result), scores_of(asked))
    worse = [plan for plan in plans_of(asked) if value_of(asked, plan, scores_of(asked))[:3] < best[:3]]
    if not worse:
        return
    plan = data.draw(st.sampled_from(sorted(map(sorted, worse))))
    fixed = solve(replace(asked, fixed_pairs=frozenset(plan), published_pairs=frozenset()))
    pairs = tuple(replace(p, is_fixed=False) for p in fixed.pairs if (p.person_id, p.opening_id) in set(plan))
    left = tuple(p.id for p in asked.people if p.id not in {one for one, _ in plan})
    assert check(asked, replace(result, pairs=pairs, unplaced=left)) != ()


@settings(max_examples=60, deadline=None)
@given(varied_problems(), st.data())
def test_a_table_without_some_pairs_is_that_of_the_problem_that_declines_them(
    asked: Problem, data: st.DataObject
) -> None:
    ids = [(person.id, opening.id) for person in asked.people for opening in asked.openings]
    declined = frozenset(data.draw(st.lists(st.sampled_from(ids), max_size=3)))
    made = table_of(replace(asked, declined_pairs=asked.declined_pairs | declined))
    left = table_of(asked).without(declined)
    assert left.problem.declined_pairs == made.problem.declined_pairs
    assert [left.ids_of(pair) for pair in range(len(left.pairs))] == [
        made.ids_of(p) for p in range(len(made.pairs))
    ]
    assert left.pairs.score.tolist() == made.pairs.score.tolist()
    assert left.pairs.start.tolist() == made.pairs.start.tolist()
