"""Each soft criterion at values one can work out by hand."""

from __future__ import annotations

from typing import Any

import pytest

from matcher import Week
from matcher.criteria import CRITERIA
from tests.matcher.making import mentor, request

HOUR = Week.from_hours([(0, 16, 17)])
CASES: list[tuple[str, dict[str, Any], dict[str, Any], int]] = [
    ("shared_interests", {"interests": frozenset("abcd")}, {"interests": frozenset("ab")}, 66),
    ("shared_interests", {"interests": frozenset("abcd")}, {"interests": frozenset("abc")}, 100),
    ("shared_interests", {}, {"interests": frozenset("abc")}, 100),
    ("skills_for_goals", {"goals": frozenset("ab")}, {"skills": frozenset("bc")}, 50),
    ("language_closeness", {"languages": {"ar": 1, "so": 3}}, {"languages": {"ar": 2, "so": 2}}, 66),
    ("short_travel", {}, {}, 93),
    ("common_time", {"week": HOUR}, {}, 25),
    ("common_time", {"week": HOUR, "small_job_hours": HOUR}, {}, 0),
    ("helpful_experience", {"helpful_experience": frozenset("ab")}, {"experience": frozenset("a")}, 50),
    ("wish_of_young_person", {"mentor_kinds": frozenset({"older", "business"})}, {"kind": "older"}, 100),
    ("wish_of_young_person", {"mentor_kinds": frozenset({"older"})}, {"kind": "business"}, 0),
    ("wish_of_mentor", {"goals": frozenset("a")}, {"goals": frozenset("ab")}, 100),
    ("wish_of_mentor", {"goals": frozenset("c")}, {"goals": frozenset("ab")}, 0),
    ("continuity", {"continuity_mentors": frozenset({"m"})}, {}, 100),
    ("continuity", {"continuity_mentors": frozenset({"other"})}, {}, 0),
    ("school_team", {"school": "s"}, {"schools": frozenset({"s", "t"})}, 100),
    ("age_distance", {"age": 20}, {"age": 50}, 75),
    ("spares_scarce_mentors", {}, {"place_price": 2_500}, 75),
    ("spares_scarce_mentors", {}, {}, 100),
]


@pytest.mark.parametrize(("name", "asked", "offered", "points"), CASES)
def test_criterion_gives_its_share_of_a_hundred_points(
    name: str, asked: dict[str, Any], offered: dict[str, Any], points: int
) -> None:
    assert CRITERIA[name]().points(request("r", **asked), mentor("m", **offered), most=100) == points


def test_every_criterion_has_a_case_and_a_source() -> None:
    assert {case[0] for case in CASES} == set(CRITERIA)
    assert all(criterion.source for criterion in CRITERIA.values())
