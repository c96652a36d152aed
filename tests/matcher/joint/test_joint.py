"""Mentors and small jobs in one run, against every pair of plans there is, and against the checker."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import matcher
from matcher import Status, Week, small_jobs
from matcher.errors import FixedPairsClash, InvalidProblem, UnknownPerson
from matcher.joint import Problem, Result, check, solve
from matcher.joint.board import board_of
from matcher.joint.clashes import Clashes
from matcher.mentoring.programme import default_programme
from tests.matcher import brute_force, making
from tests.matcher.small_jobs import brute_force as brute_force_of_jobs
from tests.matcher.small_jobs import making as making_of_jobs

Plans = tuple[brute_force.Plan, brute_force_of_jobs.Plan]
HOURS = st.lists(
    st.tuples(st.integers(0, 1), st.integers(14, 17), st.integers(1, 3)).map(
        lambda t: (t[0], t[1], t[1] + t[2])
    ),
    min_size=1,
    max_size=2,
).map(Week.from_hours)
CODES = st.frozensets(st.sampled_from("ab"), max_size=2)


@st.composite
def problems(draw: st.DrawFn) -> Problem:
    """Few hours, so that small jobs and mentors are in each other's way."""
    count = draw(st.integers(1, 3))
    weeks = [draw(HOURS) for _ in range(count)]
    mentors = [
        making.mentor(f"m{i}", week=draw(HOURS), interests=draw(CODES), capacity=draw(st.integers(1, 2)))
        for i in range(draw(st.integers(1, 2)))
    ]
    if draw(st.booleans()):
        mentors[0] = replace(mentors[0], minimum=1)
    requests = [
        making.request(
            f"r{i}", week=weeks[i], interests=draw(CODES), urgency=draw(st.integers(1, 2)), demand=draw(st.sampled_from([1, 1, 2]))
        )
        for i in range(count)
    ]  # fmt: skip
    openings = [
        making_of_jobs.opening(f"o{i}", week=draw(HOURS), tasks=draw(CODES), seats=draw(st.integers(1, 2)))
        for i in range(draw(st.integers(1, 2)))
    ]
    age = st.sampled_from([14, 16])
    people = [
        making_of_jobs.young_person(
            f"p{i}", free=weeks[i], age=draw(age), likes=draw(CODES), waiting_days=draw(st.integers(0, 1)),
            start_minutes=draw(st.sampled_from([60, 90, 180])),
        )
        for i in range(count)
    ]  # fmt: skip
    return Problem(
        mentoring=making.problem(requests, mentors),
        small_jobs=making_of_jobs.problem(people, openings),
        same={f"r{i}": f"p{i}" for i in range(draw(st.integers(0, count)))},
    )


def best_value(asked: Problem, alone: tuple[matcher.Result, small_jobs.Result]) -> tuple[object, ...] | None:
    """The value of the best two plans that do not collide; None when mentors have no plan at all."""
    scores = brute_force.scores_of(asked.mentoring), brute_force_of_jobs.scores_of(asked.small_jobs)
    of_mentors = list(brute_force.plans_of(asked.mentoring))
    of_jobs = list(brute_force_of_jobs.plans_of(asked.small_jobs))
    return max(
        (
            value_of(asked, (mentors, jobs), scores, alone)
            for mentors, jobs in product(of_mentors, of_jobs)
            if not any(asked.collide(pair, work) for pair in mentors for work in jobs)
        ),
        default=None,
    )


def value_of(
    asked: Problem,
    both: Plans,
    scores: tuple[dict[tuple[str, str], int], dict[tuple[str, str], int]],
    alone: tuple[matcher.Result, small_jobs.Result],
) -> tuple[object, ...]:
    """The stages of the objective, as they are written down."""
    served = brute_force.value_of(asked.mentoring, both[0], scores[0])
    placed = brute_force_of_jobs.value_of(asked.small_jobs, both[1], scores[1])
    floors = [0 if one.certificate is None else one.certificate.floor for one in alone]
    below = sum(
        points[pair] < floor
        for plan, points, floor in zip(both, scores, floors, strict=True)
        for pair in plan
    )
    return served[0], placed[0], -below, served[2] + placed[2]


@settings(max_examples=250, deadline=None)
@given(problems())
def test_the_two_plans_together_are_the_best_that_do_not_collide(asked: Problem) -> None:
    result = solve(asked)
    best = best_value(asked, result.alone)
    if best is None:
        assert result.status is Status.INFEASIBLE
        return
    scores = brute_force.scores_of(asked.mentoring), brute_force_of_jobs.scores_of(asked.small_jobs)
    assert value_of(asked, plans_in(result), scores, result.alone) == best
    assert result.is_proven
    assert check(asked, result) == ()


def plans_in(result: Result) -> Plans:
    mentors = frozenset((pair.request_id, pair.mentor_id) for pair in result.mentor_pairs)
    return mentors, frozenset((pair.person_id, pair.opening_id) for pair in result.job_pairs)


@settings(max_examples=80, deadline=None)
@given(problems(), st.data())
def test_fixed_pairs_stay_and_what_collides_with_them_gives_way(asked: Problem, data: st.DataObject) -> None:
    before = solve(asked)
    mentors, work = (sorted(plan) for plan in plans_in(before))
    hers = frozenset(data.draw(st.lists(st.sampled_from(mentors), max_size=1)) if mentors else ())
    theirs = frozenset(data.draw(st.lists(st.sampled_from(work), max_size=1)) if work else ())
    fixed = replace(
        asked,
        mentoring=replace(asked.mentoring, fixed_pairs=hers),
        small_jobs=replace(asked.small_jobs, fixed_pairs=theirs),
    )
    result = solve(fixed)
    assert result.status is before.status
    if result.status is Status.OPTIMAL:
        assert hers <= plans_in(result)[0]
        assert theirs <= plans_in(result)[1]
        assert check(fixed, result) == ()


def one_evening() -> Problem:
    """One young person with two free hours, in which mentor and small job both want all of them."""
    evening = Week.from_hours([(0, 14, 16)])
    request = making.request("r", week=evening)
    person = making_of_jobs.young_person("p", free=evening)
    return Problem(
        mentoring=making.problem([request], [making.mentor("m", week=evening)]),
        small_jobs=making_of_jobs.problem([person], [making_of_jobs.opening("o", week=evening)]),
        same={"r": "p"},
    )


def test_a_small_job_that_would_take_the_mentors_time_is_left_out() -> None:
    asked = one_evening()
    result = solve(asked)
    assert result.mentors_of("r") == ("m",)
    assert result.opening_of("p") is None
    assert result.alone[1].opening_of("p") == "o"
    assert result.gap is None
    assert check(asked, result) == ()


def test_two_different_people_are_not_in_each_others_way() -> None:
    result = solve(replace(one_evening(), same={}))
    assert result.mentors_of("r") == ("m",)
    assert result.opening_of("p") == "o"
    assert result.gap == 0


def test_fewer_first_hours_leave_room_for_both() -> None:
    asked = one_evening()
    person = replace(asked.small_jobs.people[0], start_minutes=60)
    result = solve(replace(asked, small_jobs=replace(asked.small_jobs, people=(person,))))
    assert result.opening_of("p") == "o"


def test_a_programme_that_asks_for_no_time_never_collides() -> None:
    asked = one_evening()
    rules = tuple(r for r in default_programme().rules if r.name not in ("common_time", "small_job"))
    programme = replace(asked.mentoring.programme, rules=rules)
    free = replace(asked, mentoring=replace(asked.mentoring, programme=programme))
    assert solve(free).opening_of("p") == "o"


def test_the_checker_finds_two_plans_that_collide() -> None:
    asked = one_evening()
    result = solve(asked)
    forged = replace(result, job_pairs=result.alone[1].pairs)
    assert [finding.who for finding in check(asked, forged)] == ["p"]


def test_pairs_that_are_fixed_and_collide_are_refused() -> None:
    asked = one_evening()
    with pytest.raises(FixedPairsClash):
        replace(
            asked,
            mentoring=replace(asked.mentoring, fixed_pairs=frozenset({("r", "m")})),
            small_jobs=replace(asked.small_jobs, fixed_pairs=frozenset({("p", "o")})),
        )


def test_the_same_person_must_be_in_both_and_only_once() -> None:
    asked = one_evening()
    with pytest.raises(UnknownPerson):
        replace(asked, same={"r": "nobody"})
    more = replace(asked.mentoring, requests=(*asked.mentoring.requests, making.request("r2")))
    with pytest.raises(InvalidProblem):
        replace(asked, mentoring=more, same={"r": "p", "r2": "p"})


@settings(max_examples=60, deadline=None)
@given(problems())
def test_collisions_found_all_at_once_are_those_found_pair_by_pair(asked: Problem) -> None:
    mentoring, jobs = matcher.solve(asked.mentoring), small_jobs.solve(asked.small_jobs)
    if mentoring.status is Status.INFEASIBLE:
        return
    board = board_of(asked, mentoring, jobs)
    clashes = Clashes(board)
    for request_id, person_id in asked.same.items():
        mentors, openings = board.mentoring.columns_of(request_id), board.small_jobs.columns_of(person_id)
        one_by_one = [
            [
                asked.collide(
                    (request_id, board.mentoring.column_ids[mentor]),
                    (person_id, board.small_jobs.column_ids[opening]),
                )
                for mentor in mentors
            ]
            for opening in openings
        ]
        assert clashes.of(request_id).tolist() == one_by_one


@settings(max_examples=60, deadline=None)
@given(problems())
def test_each_plan_made_once_more_beside_the_other_serves_as_many(asked: Problem) -> None:
    """So a plan that carries its explanations can be made from a joint one, side by side."""
    result = solve(asked)
    if result.status is Status.INFEASIBLE:
        return
    beside_jobs = asked.beside(openings=plans_in(result)[1]).mentoring
    mentors = frozenset((p.request_id, p.mentor_id) for p in matcher.solve(beside_jobs).pairs)
    work = frozenset(
        (p.person_id, p.opening_id) for p in small_jobs.solve(asked.beside(mentors=mentors).small_jobs).pairs
    )
    assert not any(asked.collide(pair, one) for pair in mentors for one in work)
    assert (len(mentors), len(work)) == (len(result.mentor_pairs), len(result.job_pairs))
