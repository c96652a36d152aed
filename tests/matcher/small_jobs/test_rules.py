"""Each rule of small jobs kept and broken, and the hours that come of it."""

from __future__ import annotations

from typing import Any

import pytest

from matcher import AgeBand, Means, Place, Week
from matcher.small_jobs import Energy, Obstacle, solve
from tests.matcher.small_jobs.making import AFTERNOONS, TOWN, opening, problem, young_person

FAR = Place(56.9, 10.3)


@pytest.mark.parametrize(
    ("person", "work", "reason"),
    [
        ({"needs_support": frozenset({"quiet"})}, {}, Obstacle.SUPPORT),
        ({"avoids": frozenset({"noise"})}, {"strains": frozenset({"noise"})}, Obstacle.AVOIDED),
        ({"avoids": frozenset({"light"})}, {}, Obstacle.AVOIDED),
        ({"blocked_openings": frozenset({"o"})}, {}, Obstacle.BLOCKED),
        ({"blocked_employers": frozenset({"shop"})}, {"employer": "shop"}, Obstacle.BLOCKED),
        ({}, {"ages": AgeBand(youngest=17, oldest=25)}, Obstacle.AGE),
        ({"start_minutes": 60}, {"least_minutes": 90}, Obstacle.WISHED_HOURS),
        ({}, {"kind": "heavy"}, Obstacle.AGE_FOR_WORK),
        ({"age": 14, "is_at_school": False}, {}, Obstacle.AGE_FOR_WORK),
        ({"age": 14}, {"week": Week.from_hours([(0, 20, 22)])}, Obstacle.LEGAL_HOURS),
        ({"age": 14, "start_minutes": 240}, {"week": Week.from_hours([(0, 14, 18)]), "least_minutes": 180}, Obstacle.LEGAL_HOURS),
        ({}, {"place": FAR}, Obstacle.TRAVEL),
        ({"means": frozenset()}, {}, Obstacle.TRAVEL),
        ({"free": Week.from_hours([(0, 8, 12)])}, {}, Obstacle.TIME),
        ({"engagements": AFTERNOONS}, {}, Obstacle.TIME),
        ({"energy": Energy(afternoon=0)}, {}, Obstacle.TIME),
    ],
)  # fmt: skip
def test_a_broken_rule_is_named(person: dict[str, Any], work: dict[str, Any], reason: Obstacle) -> None:
    asked = problem([young_person("p")], [opening("o")])
    assert asked.broken_rules(asked.people[0], asked.openings[0]) == []
    asked = problem([young_person("p", **person)], [opening("o", **work)])
    assert reason in asked.broken_rules(asked.people[0], asked.openings[0])
    assert solve(asked).unplaced == ("p",)


def test_a_declined_pair_stays_out() -> None:
    asked = problem([young_person("p")], [opening("o")], declined_pairs=frozenset({("p", "o")}))
    assert asked.broken_rules(asked.people[0], asked.openings[0]) == [Obstacle.DECLINED]
    assert solve(asked).pairs == ()


def test_the_law_shortens_the_first_week() -> None:
    work = opening("o", least_minutes=60, week=Week.from_hours([(0, 14, 18)]))
    asked = problem([young_person("p", age=14, start_minutes=240)], [work])
    assert solve(asked).pairs[0].minutes_per_week == 120  # two hours a day, and there is one day


def test_nobody_starts_with_more_hours_than_wished() -> None:
    assert solve(problem([young_person("p")], [opening("o")])).pairs[0].minutes_per_week == 120


def test_a_bus_takes_where_a_bicycle_does_not() -> None:
    near = Place(TOWN.latitude + 0.1, TOWN.longitude)
    by = {"place": near, "max_travel_minutes": 45}
    assert solve(problem([young_person("p", **by)], [opening("o")])).pairs == ()
    assert solve(problem([young_person("p", means=frozenset({Means.BUS}), **by)], [opening("o")])).pairs


def test_who_waits_longest_comes_first_and_the_urgent_before() -> None:
    people = [
        young_person("new", likes=frozenset({"light"})),
        young_person("old", waiting_days=90),
        young_person("urgent", urgency=1),
    ]
    result = solve(problem(people, [opening("o", seats=2)]))
    assert result.people_of("o") == ("old", "urgent")
    assert result.unplaced == ("new",)
    assert result.opening_of("new") is None
