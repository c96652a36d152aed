"""Bad input is named before anything is solved."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from typing import Any

import pytest

from matcher import (
    AgeBand,
    Place,
    ProblemTooLarge,
    Programme,
    Week,
    default_programme,
    solve,
)
from matcher import errors as wrong
from matcher.mentoring.programme import weighed
from tests.matcher.making import mentor, problem, request


@pytest.mark.parametrize(
    ("changes", "error", "field"),
    [
        ({"capacity": -1}, wrong.OutOfRange, "capacity"),
        ({"used_capacity": 2}, wrong.OutOfRange, "used_capacity"),
        ({"minimum": 2}, wrong.OutOfRange, "minimum"),
        ({"languages": {"klingon": 3}}, wrong.UnknownLanguage, "languages"),
        ({"languages": {"da": 4}}, wrong.OutOfRange, "languages"),
        ({"place": Place(float("nan"), 10.0)}, wrong.NotANumber, "latitude"),
        ({"place": Place(56.0, 200.0)}, wrong.OutOfRange, "longitude"),
        ({"max_travel_minutes": float("inf")}, wrong.NotANumber, "max_travel_minutes"),
        ({"max_travel_minutes": 2.5}, wrong.OutOfRange, "max_travel_minutes"),
        ({"age": 400}, wrong.OutOfRange, "age"),
        ({"means": frozenset({"rocket"})}, wrong.UnknownCode, "means"),
        ({"accepts_ages": AgeBand(youngest=20, oldest=10)}, wrong.OutOfRange, "accepts_ages"),
    ],
)
def test_a_fact_that_cannot_be_is_named(
    changes: dict[str, Any], error: type[wrong.InvalidProblem], field: str
) -> None:
    with pytest.raises(error) as raised:
        problem([request("r")], [mentor("m", **changes)])
    assert (raised.value.who, raised.value.field) == ("m", field)


def test_duplicate_ids_are_named() -> None:
    with pytest.raises(wrong.DuplicateId, match="two mentors have the id 'm'"):
        problem([request("r")], [mentor("m"), mentor("m")])


def test_an_empty_side_is_named() -> None:
    with pytest.raises(wrong.EmptySide):
        problem([], [mentor("m")])
    with pytest.raises(wrong.EmptySide):
        problem([request("r")], [])


@pytest.mark.parametrize("weight", [0.0, -1.0, float("nan")])
def test_weights_that_mean_nothing_are_refused(weight: float) -> None:
    with pytest.raises(wrong.InvalidWeights):
        Programme(rules=(), criteria=weighed({"shared_interests": weight}))


def test_a_fixed_pair_that_breaks_a_rule_says_which() -> None:
    with pytest.raises(wrong.FixedPairBreaksRule) as raised:
        problem(
            [request("r", blocked_mentors=frozenset({"m"}))],
            [mentor("m")],
            fixed_pairs=frozenset({("r", "m")}),
        )
    assert raised.value.rules == ("pair_is_blocked",)


def test_a_fixed_pair_that_is_also_declined_is_refused() -> None:
    pair = frozenset({("r", "m")})
    with pytest.raises(wrong.FixedPairBreaksRule):
        problem([request("r")], [mentor("m")], fixed_pairs=pair, declined_pairs=pair)


def test_fixed_pairs_beyond_capacity_or_demand_are_refused() -> None:
    with pytest.raises(wrong.FixedPairsClash):
        problem([request("a"), request("b")], [mentor("m")], fixed_pairs=frozenset({("a", "m"), ("b", "m")}))
    with pytest.raises(wrong.FixedPairsClash):
        problem([request("a")], [mentor("m"), mentor("n")], fixed_pairs=frozenset({("a", "m"), ("a", "n")}))


def test_a_pair_with_a_stranger_is_refused() -> None:
    with pytest.raises(wrong.UnknownPerson):
        problem([request("r")], [mentor("m")], fixed_pairs=frozenset({("r", "nobody")}))


def test_too_large_a_problem_says_so_with_the_estimate() -> None:
    asked = problem([request("r")], [mentor("m")], memory_limit_bytes=1_000)
    with pytest.raises(ProblemTooLarge) as raised:
        solve(asked)
    assert raised.value.needed_bytes > raised.value.limit_bytes == 1_000


def test_points_of_all_criteria_make_a_full_score() -> None:
    assert sum(default_programme().most_points()) == 10_000
    thirds = default_programme().with_weights({"shared_interests": 1, "common_time": 1, "continuity": 1})
    assert sorted(thirds.most_points()) == [3333, 3333, 3334]


def test_a_week_is_made_of_half_hours() -> None:
    assert Week.from_hours([(0, 0, 0.5)]).bits == 1
    assert Week.from_hours([(6, 23.5, 24)]).bits == 1 << 335
    assert (Week.from_hours([(1, 8, 12)]) - Week.from_hours([(1, 9, 10)])).minutes == 180
    for hours in ((7, 8, 9), (0, 9, 8), (0, 8.25, 9)):
        with pytest.raises(wrong.OutOfRange):
            Week.from_hours([hours])


def test_a_lapsed_clearance_does_not_count_on_the_day_after() -> None:
    asked = problem([request("r", age=14)], [mentor("m")])
    last = replace(mentor("m"), clearances={"boerneattest": asked.day})
    assert solve(replace(asked, mentors=(last,))).mentors_of("r") == ("m",)
    over = replace(last, clearances={"boerneattest": asked.day.replace(month=asked.day.month - 1)})
    assert solve(replace(asked, mentors=(over,))).mentors_of("r") == ()


def test_a_village_without_an_evening_bus_cannot_be_reached_by_bus() -> None:
    from matcher import Means

    village = Place(56.50, 10.10, area="village", has_evening_bus=False)
    bus = mentor("m", means=frozenset({Means.BUS}), max_travel_minutes=60)
    car = frozenset({Means.CAR})
    assert solve(problem([request("r", place=village, means=car)], [bus])).mentors_of("r") == ()
    served = replace(village, has_evening_bus=True)
    assert solve(problem([request("r", place=served, means=car)], [bus])).mentors_of("r") == ("m",)


def test_importing_the_library_and_its_rules_loads_neither_solver_nor_compiler() -> None:
    script = "import sys, matcher, matcher.mentoring.check; print({'ortools', 'numba', 'flask'} & set(sys.modules))"
    ran = subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, text=True)
    assert ran.stdout.strip() == "set()"
