"""The stages of the objective, one after the other, on small plans that can be read."""

from __future__ import annotations

from matcher import Objective, Programme, check, solve
from matcher.mentoring.programme import weighed
from tests.matcher.making import mentor, problem, request


def interests_only(*, lifts_worst_match: bool = True) -> Programme:
    return Programme(
        rules=problem([request("r")], [mentor("m")]).programme.rules,
        criteria=weighed({"shared_interests": 1}),
        objective=Objective(lifts_worst_match=lifts_worst_match),
    )


def test_the_more_urgent_request_gets_the_only_mentor() -> None:
    asked = problem([request("late", urgency=2, waiting_days=900), request("now", urgency=1)], [mentor("m")])
    result = solve(asked)
    assert result.mentors_of("now") == ("m",)
    assert result.unserved == ("late",)
    assert check(asked, result) == ()


def test_waiting_counts_without_end_within_a_class() -> None:
    asked = problem([request("long", waiting_days=401), request("longer", waiting_days=402)], [mentor("m")])
    assert solve(asked).mentors_of("longer") == ("m",)


def test_nobody_gets_a_second_mentor_before_everybody_has_one() -> None:
    asked = problem(
        [request("team", demand=2, waiting_days=50), request("single")], [mentor("m1"), mentor("m2")]
    )
    result = solve(asked)
    assert len(result.mentors_of("team")) == 1
    assert len(result.mentors_of("single")) == 1
    assert check(asked, result) == ()


def test_a_team_never_gets_the_same_mentor_twice() -> None:
    asked = problem([request("team", demand=2)], [mentor("m", capacity=2)])
    assert solve(asked).mentors_of("team") == ("m",)


def test_the_worst_match_is_lifted_before_the_total() -> None:
    requests = [request("r1", interests=frozenset("abc")), request("r2", interests=frozenset("abc"))]
    mentors = [mentor("all", interests=frozenset("abc")), mentor("none")]
    third = mentor("one", interests=frozenset("a"))
    asked = problem(requests, [*mentors, third], programme=interests_only())
    result = solve(asked)
    assert result.statistics.worst_score == 3333
    assert check(asked, result) == ()


def test_the_total_score_decides_where_the_worst_match_is_equal() -> None:
    asked = problem(
        [request("r1", interests=frozenset("ab")), request("r2", interests=frozenset("a"))],
        [mentor("m1", interests=frozenset("ab")), mentor("m2", interests=frozenset("a"))],
        programme=interests_only(),
    )
    result = solve(asked)
    assert (result.mentors_of("r1"), result.mentors_of("r2")) == (("m1",), ("m2",))


def test_among_equal_plans_the_published_one_is_kept() -> None:
    requests, mentors = [request("r1"), request("r2")], [mentor("m1"), mentor("m2", age=51)]
    for published in ({("r1", "m1"), ("r2", "m2")}, {("r1", "m2"), ("r2", "m1")}):
        asked = problem(requests, mentors, published_pairs=frozenset(published))
        result = solve(asked)
        assert {(pair.request_id, pair.mentor_id) for pair in result.pairs} == published
        assert result.statistics.changes == 0


def test_a_fixed_pair_stays_although_a_better_plan_exists() -> None:
    asked = problem(
        [request("urgent", urgency=1), request("later", urgency=3)],
        [mentor("m")],
        fixed_pairs=frozenset({("later", "m")}),
    )
    result = solve(asked)
    assert result.mentors_of("later") == ("m",)
    assert result.pairs[0].is_fixed
    assert check(asked, result) == ()


def test_a_declined_pair_stays_out() -> None:
    asked = problem([request("r")], [mentor("m")], declined_pairs=frozenset({("r", "m")}))
    result = solve(asked)
    assert result.pairs == ()
    assert check(asked, result) == ()


def test_a_full_mentor_gets_nobody_new() -> None:
    assert solve(problem([request("r")], [mentor("m", capacity=2, used_capacity=2)])).unserved == ("r",)


def test_a_minimum_is_met_even_if_another_match_would_score_more() -> None:
    asked = problem(
        [request("r", interests=frozenset("a"))],
        [mentor("dull", minimum=1), mentor("bright", interests=frozenset("a"))],
        programme=interests_only(),
    )
    result = solve(asked)
    assert result.mentors_of("r") == ("dull",)
    assert check(asked, result) == ()


def test_minimums_that_cannot_all_be_met_are_named() -> None:
    asked = problem([request("r")], [mentor("m1", minimum=1), mentor("m2", minimum=1), mentor("m3")])
    result = solve(asked)
    assert result.status == "infeasible"
    assert result.clash is not None
    assert result.clash.mentor_ids == ("m1", "m2")
    assert (result.clash.needed, result.clash.available) == (2, 1)
