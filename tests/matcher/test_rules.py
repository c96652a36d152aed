"""Each hard rule with a pair it allows and one it refuses, for its one reason."""

from __future__ import annotations

from typing import Any

import pytest

from matcher import AgeBand, Exclusion, Means, Place, Week
from matcher.mentoring.rules import RULES
from tests.matcher.making import DAY, TOWN, mentor, problem, request

FAR = Place(56.70, 10.03)
MONDAY = Week.from_hours([(0, 16, 17)])
CASES: list[tuple[str, dict[str, Any], dict[str, Any], dict[str, Any], dict[str, Any]]] = [
    ("clearance", {"age": 14}, {}, {"age": 14}, {"clearances": {}}),
    ("age", {"age": 17}, {"accepts_ages": AgeBand(youngest=17, oldest=17)}, {"age": 18}, {"accepts_ages": AgeBand(youngest=15, oldest=17)}),
    ("language", {"languages": {"so": 3, "ar": 1}}, {"languages": {"ar": 1}}, {"languages": {"da": 3}}, {"languages": {"da": 2}}),
    ("required_language", {"required_languages": {"da": 1}}, {}, {"required_languages": {"da": 1, "dsl": 1}}, {}),
    ("travel", {"place": TOWN}, {"place": TOWN}, {"place": FAR}, {"means": frozenset({Means.CAR}), "max_travel_minutes": 90}),
    ("common_time", {"week": MONDAY}, {}, {"week": Week.from_hours([(0, 16, 16.5)])}, {}),
    ("small_job", {"small_job_hours": MONDAY}, {}, {"week": MONDAY, "small_job_hours": MONDAY}, {}),
    ("room_beside_job", {"mentors_without_room": frozenset({"other"})}, {}, {"mentors_without_room": frozenset({"m"})}, {}),
    ("experience", {"required_experience": frozenset({"adhd"})}, {"experience": frozenset({"adhd", "autism"})}, {"required_experience": frozenset({"adhd", "autism"})}, {"experience": frozenset({"adhd"})}),
    ("blocked", {"blocked_mentors": frozenset({"other"})}, {}, {"blocked_mentors": frozenset({"m"})}, {}),
    ("failed_before", {"failed_mentors": frozenset({"other"})}, {}, {"failed_mentors": frozenset({"m"})}, {}),
    ("mentor_gender", {"mentor_gender": "f"}, {"gender": "f"}, {"mentor_gender": "f"}, {"gender": None}),
    ("mentor_age", {"mentor_ages": AgeBand(youngest=50, oldest=60)}, {"age": 50}, {"mentor_ages": AgeBand(youngest=50, oldest=60)}, {"age": 61}),
]  # fmt: skip


@pytest.mark.parametrize(("name", "kept", "by", "broken", "through"), CASES, ids=[case[0] for case in CASES])
def test_rule_allows_what_it_should_and_refuses_for_its_own_reason(
    name: str, kept: dict[str, Any], by: dict[str, Any], broken: dict[str, Any], through: dict[str, Any]
) -> None:
    rule = RULES[name]()
    assert rule.allows(request("r", **kept), mentor("m", **by), day=DAY)
    assert not rule.allows(request("r", **broken), mentor("m", **through), day=DAY)
    asked = problem([request("r", **broken)], [mentor("m", **through)])
    assert asked.broken_rules(asked.requests[0], asked.mentors[0]) == [rule.reason]


def test_every_rule_has_a_case_a_name_and_a_reason_of_its_own() -> None:
    assert {case[0] for case in CASES} == set(RULES)
    assert len({rule.reason for rule in RULES.values()}) == len(RULES)
    assert {rule.reason for rule in RULES.values()} | {Exclusion.DECLINED, Exclusion.NO_ROOM} == set(
        Exclusion
    )
