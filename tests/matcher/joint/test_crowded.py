"""Many people in the same few hours, where mentors and small jobs collide again and again."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from matcher import Week
from matcher.joint import Problem, Result, check, solve
from tests.matcher import brute_force, making
from tests.matcher.small_jobs import brute_force as brute_force_of_jobs
from tests.matcher.small_jobs import making as making_of_jobs

Value = tuple[object, ...]
SLOTS = ((0, 14, 16), (0, 16, 18), (1, 14, 16), (1, 16, 18))
WEEKS = st.lists(st.sampled_from(SLOTS), min_size=1, max_size=3, unique=True).map(Week.from_hours)
CODES = st.frozensets(st.sampled_from("abcd"), max_size=2)


@st.composite
def crowded(draw: st.DrawFn) -> Problem:
    """Two to four people who all look for both, and fewer mentors and openings, in four pieces of two hours."""
    count = draw(st.integers(2, 4))
    weeks = [draw(WEEKS) for _ in range(count)]
    requests = [
        making.request(f"r{i}", week=week, interests=draw(CODES), urgency=draw(st.sampled_from([1, 1, 2])))
        for i, week in enumerate(weeks)
    ]
    people = [
        making_of_jobs.young_person(
            f"p{i}", free=week, likes=draw(CODES), waiting_days=draw(st.sampled_from([0, 0, 1])),
            start_minutes=draw(st.sampled_from([60, 120, 180])),
        )
        for i, week in enumerate(weeks)
    ]  # fmt: skip
    mentors = [
        making.mentor(f"m{i}", week=draw(WEEKS), interests=draw(CODES))
        for i in range(draw(st.integers(1, 3)))
    ]
    openings = [
        making_of_jobs.opening(f"o{i}", week=draw(WEEKS), tasks=draw(CODES))
        for i in range(draw(st.integers(1, 3)))
    ]
    return Problem(
        mentoring=making.problem(requests, mentors),
        small_jobs=making_of_jobs.problem(people, openings),
        same={f"r{i}": f"p{i}" for i in range(count)},
    )


def best_value(asked: Problem, result: Result) -> Value:
    """The value of the best two plans that do not collide, by looking at all."""
    mentors, jobs = brute_force.scores_of(asked.mentoring), brute_force_of_jobs.scores_of(asked.small_jobs)
    colliding = {(one, other) for one, other in product(mentors, jobs) if asked.collide(one, other)}
    floors = [0 if one.certificate is None else one.certificate.floor for one in result.alone]
    hers = [
        (
            plan,
            *brute_force.value_of(asked.mentoring, plan, mentors),
            sum(mentors[p] < floors[0] for p in plan),
        )
        for plan in brute_force.plans_of(asked.mentoring)
    ]
    theirs = [
        (
            plan,
            *brute_force_of_jobs.value_of(asked.small_jobs, plan, jobs),
            sum(jobs[p] < floors[1] for p in plan),
        )
        for plan in brute_force_of_jobs.plans_of(asked.small_jobs)
    ]
    return max(
        (*one[1], *other[1], -one[-1] - other[-1], one[3] + other[3])
        for one, other in product(hers, theirs)
        if colliding.isdisjoint(product(one[0], other[0]))
    )


@settings(max_examples=80, deadline=None)
@given(crowded())
def test_where_everybody_is_in_the_way_the_plan_is_still_the_best_of_all(asked: Problem) -> None:
    result = solve(asked)
    assert result.value == best_value(asked, result)
    assert result.is_proven
    assert check(asked, result) == ()


@settings(max_examples=25, deadline=None)
@given(crowded())
def test_without_time_there_is_a_valid_plan_that_claims_nothing_it_has_not_proven(asked: Problem) -> None:
    result = solve(asked, seconds=0.0)
    assert check(asked, result) == ()
    assert result.is_proven == (result.value == result.bound)
    assert result.value <= solve(asked).value


@settings(max_examples=25, deadline=None)
@given(crowded())
def test_the_order_in_which_people_are_named_decides_nothing_that_counts(asked: Problem) -> None:
    shuffled = replace(
        asked,
        mentoring=replace(
            asked.mentoring, requests=asked.mentoring.requests[::-1], mentors=asked.mentoring.mentors[::-1]
        ),
        small_jobs=replace(asked.small_jobs, people=asked.small_jobs.people[::-1]),
    )
    first, again = solve(asked), solve(asked)
    assert solve(shuffled).value == first.value
    assert (again.mentor_pairs, again.job_pairs) == (first.mentor_pairs, first.job_pairs)


def two_in_a_square() -> Problem:
    """Two people for whom each mentor leaves room for one of the two jobs only, and for the other's the other way round.

    In halves everybody could have everything; in whole people one of them has to do without a job.
    """
    one, two, three, four = SLOTS
    mentors = [
        making.mentor("a", week=Week.from_hours([one, three])),
        making.mentor("b", week=Week.from_hours([two, four])),
    ]
    openings = [
        making_of_jobs.opening("x", week=Week.from_hours([one, four])),
        making_of_jobs.opening("y", week=Week.from_hours([two, three])),
    ]
    weeks = [Week.from_hours([one, two]), Week.from_hours([three, four])]
    return Problem(
        mentoring=making.problem(
            [making.request(f"r{i}", week=week) for i, week in enumerate(weeks)], mentors
        ),
        small_jobs=making_of_jobs.problem(
            [making_of_jobs.young_person(f"p{i}", free=week) for i, week in enumerate(weeks)], openings
        ),
        same={"r0": "p0", "r1": "p1"},
    )


def test_what_could_only_be_done_in_halves_is_not_promised() -> None:
    asked = two_in_a_square()
    result = solve(asked)
    assert [len(alone.pairs) for alone in result.alone] == [2, 2]
    assert (len(result.mentor_pairs), len(result.job_pairs)) == (2, 1)
    assert result.is_proven
    assert result.value == best_value(asked, result)
    assert check(asked, result) == ()
