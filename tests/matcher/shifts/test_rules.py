"""Each rule between one volunteer and one shift, and the quick test of all pairs against the readable one."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from matcher.shifts import Engagement, Obstacle
from matcher.shifts.candidates import Candidates
from tests.matcher.shifts.instances import invented_problem
from tests.matcher.shifts.making import TOWN, VILLAGE, problem, shift, span, volunteer


@pytest.mark.parametrize(
    ("person", "work", "obstacle"),
    [
        ({}, {}, None),
        ({"clearances": {"x": date(2027, 5, 2)}}, {"clearances": frozenset({"x"})}, Obstacle.CLEARANCE),
        ({"clearances": {"x": date(2027, 5, 3)}}, {"clearances": frozenset({"x"})}, None),
        ({"skills": frozenset({"driving"})}, {"required_skills": frozenset({"driving"})}, None),
        ({}, {"required_skills": frozenset({"driving"})}, Obstacle.SKILL),
        ({"languages": {"ar": 2}}, {"required_skills": frozenset({"language:ar"})}, None),
        ({"languages": {"ar": 1}}, {"required_skills": frozenset({"language:ar"})}, Obstacle.SKILL),
        ({"free": (span(16, 17), span(17, 18))}, {}, None),
        ({"free": (span(16, 17.5),)}, {}, Obstacle.TIME),
        ({"place": VILLAGE}, {}, Obstacle.TRAVEL),
        ({"max_minutes_per_week": 119}, {}, Obstacle.WEEK),
        ({"max_minutes_per_week": 120}, {}, None),
        ({"engagements": (Engagement(during=span(18, 19), place=TOWN),)}, {}, None),
        ({"engagements": (Engagement(during=span(18, 19), place=VILLAGE),)}, {}, Obstacle.ENGAGED),
        ({"engagements": (Engagement(during=span(18, 19), place=TOWN),), "rest_minutes": 1}, {}, Obstacle.ENGAGED),
    ],
)  # fmt: skip
def test_a_rule_lets_through_exactly_whom_it_should(
    person: dict[str, Any], work: dict[str, Any], obstacle: Obstacle | None
) -> None:
    asked = problem([volunteer("v", **person)], [shift("s", **work)])
    assert asked.broken_rules(asked.volunteers[0], asked.shifts[0]) == (
        [] if obstacle is None else [obstacle]
    )


def test_hours_of_engagements_count_in_the_week() -> None:
    other_day = Engagement(during=span(10, 13, day=2), place=TOWN)
    asked = problem([volunteer("v", max_minutes_per_week=240, engagements=(other_day,))], [shift("s")])
    assert asked.broken_rules(asked.volunteers[0], asked.shifts[0]) == [Obstacle.WEEK]


def test_the_quick_test_of_all_pairs_agrees_with_the_readable_rules() -> None:
    asked = invented_problem(shifts=40, volunteers=120, seed=5)
    candidates = Candidates(asked)
    for work in asked.shifts:
        expected = [
            row for row, person in enumerate(asked.volunteers) if not asked.broken_rules(person, work)
        ]
        assert candidates.of(work)[0].tolist() == expected
