"""A programme read from plain data: what is wrong is named by its path, and nothing is ignored."""

from __future__ import annotations

import json
import re
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest

import matcher
from matcher import Groups, Objective, default_programme, programme_from_data
from matcher import errors as wrong
from matcher.criteria import CRITERIA, AgeDistance
from matcher.mentoring.programme_data import MOST_ENOUGH, RULE_SETTINGS
from matcher.mentoring.rules import RULES
from tests.matcher.making import mentor, problem, request


def clearance(required: Any) -> dict[str, Any]:
    """A programme with one rule about clearances."""
    return {"rules": [{"rule": "clearance", "required": required}]}


def common_time(minutes: Any) -> dict[str, Any]:
    """A programme with one rule about common time."""
    return {"rules": [{"rule": "travel"}, {"rule": "common_time", "minutes": minutes}]}


@pytest.mark.parametrize(
    ("data", "error", "path"),
    [
        ([], wrong.WrongKind, ""),
        (None, wrong.WrongKind, ""),
        ("programme", wrong.WrongKind, ""),
        ({"rulez": []}, wrong.UnknownCode, "rulez"),
        ({"rules": {}}, wrong.WrongKind, "rules"),
        ({"rules": None}, wrong.WrongKind, "rules"),
        ({"rules": ["travel"]}, wrong.WrongKind, "rules[0]"),
        ({"rules": [{}]}, wrong.UnknownRule, "rules[0].rule"),
        ({"rules": [{"rule": []}]}, wrong.UnknownRule, "rules[0].rule"),
        ({"rules": [{"rule": "travel"}, {"rule": "magic"}]}, wrong.UnknownRule, "rules[1].rule"),
        ({"rules": [{"rule": "travel"}, {"rule": "travel"}]}, wrong.NamedTwice, "rules[1]"),
        ({"rules": [{"rule": "travel", "minuets": 3}]}, wrong.UnknownCode, "rules[0].minuets"),
        (common_time("x"), wrong.WrongKind, "rules[1].minutes"),
        (common_time(True), wrong.WrongKind, "rules[1].minutes"),
        (common_time(60.5), wrong.WrongKind, "rules[1].minutes"),
        (common_time(-5), wrong.OutOfRange, "rules[1].minutes"),
        (common_time(10_081), wrong.OutOfRange, "rules[1].minutes"),
        (clearance("boerneattest"), wrong.WrongKind, "rules[0].required"),
        (clearance([{"under_age": 15}]), wrong.WrongKind, "rules[0].required[0]"),
        (clearance([{"kind": ""}]), wrong.WrongKind, "rules[0].required[0].kind"),
        (clearance([{"kind": "a", "under_age": "15"}]), wrong.WrongKind, "rules[0].required[0].under_age"),
        (clearance([{"kind": "a", "under": 15}]), wrong.UnknownCode, "rules[0].required[0].under"),
        ({"weights": []}, wrong.WrongKind, "weights"),
        ({"weights": {}}, wrong.InvalidWeights, "weights"),
        ({"weights": {"continuity": 0}}, wrong.InvalidWeights, "weights"),
        ({"weights": {"beauty": 1}}, wrong.UnknownCriterion, "weights.beauty"),
        ({"weights": {"continuity": "a"}}, wrong.WrongKind, "weights.continuity"),
        ({"weights": {"continuity": float("nan")}}, wrong.NotANumber, "weights.continuity"),
        ({"weights": {"continuity": float("inf")}}, wrong.NotANumber, "weights.continuity"),
        ({"weights": {"continuity": -1}}, wrong.OutOfRange, "weights.continuity"),
        ({"weights": {"continuity": 1e-300}}, wrong.OutOfRange, "weights.continuity"),
        ({"weights": {"continuity": 10**400}}, wrong.OutOfRange, "weights.continuity"),
        (
            {"criteria": {"age_distance": {"enough_years": 30}}},
            wrong.UnknownCriterion,
            "criteria.age_distance",
        ),
        ({"criteria": {"common_time": 30}}, wrong.WrongKind, "criteria.common_time"),
        ({"criteria": {"common_time": {"enough": 3}}}, wrong.UnknownCode, "criteria.common_time.enough"),
        (
            {"criteria": {"common_time": {"enough_minutes": 0}}},
            wrong.OutOfRange,
            "criteria.common_time.enough_minutes",
        ),
        ({"objective": []}, wrong.WrongKind, "objective"),
        ({"objective": {"lifts_worst_match": "no"}}, wrong.WrongKind, "objective.lifts_worst_match"),
        ({"objective": {"leximin_over": ["area"]}}, wrong.UnknownCode, "objective.leximin_over"),
        (
            {"objective": {"leximin_over": "area", "lifts_worst_match": False}},
            wrong.UnknownCode,
            "objective.leximin_over",
        ),
        ({"languages": "da"}, wrong.WrongKind, "languages"),
        ({"languages": ["tok", 3]}, wrong.WrongKind, "languages[1]"),
        ({"languages": ["tok pisin"]}, wrong.WrongKind, "languages[0]"),
    ],
)
def test_what_is_wrong_is_named_by_its_path(data: Any, error: type[wrong.InvalidProblem], path: str) -> None:
    with pytest.raises(error) as raised:
        programme_from_data(data)
    assert raised.value.field == path


def test_everything_that_may_be_said_is_followed() -> None:
    read = programme_from_data(
        {
            "rules": [
                {"rule": "common_time", "minutes": 120},
                {
                    "rule": "clearance",
                    "required": [{"kind": "training"}, {"kind": "boerneattest", "under_age": 15}],
                },
            ],
            "weights": {"shared_interests": 1, "age_distance": 0.5},
            "criteria": {"age_distance": {"enough_years": 30}},
            "objective": {"leximin_over": "area"},
            "languages": ["tok"],
        }
    )
    asked = problem([request("r", languages={"tok": 1})], [mentor("m", clearances={})], programme=read)
    assert asked.broken_rules(asked.requests[0], asked.mentors[0]) == ["clearance_not_valid"]
    assert [weight for _, weight in read.criteria] == [1, 0.5]
    assert read.criteria[1][0] == AgeDistance(enough_years=30)
    assert read.objective == Objective(leximin_over=Groups.AREA)


def test_what_is_not_said_is_the_default() -> None:
    assert programme_from_data({}) == default_programme()


def test_the_programme_of_the_readme_is_one() -> None:
    readme = Path(matcher.__file__).with_name("README.md").read_text(encoding="utf-8")
    written = re.search(r"```json\n(.*?)```", readme, re.DOTALL)
    assert written is not None
    read = programme_from_data(json.loads(written[1]))
    assert [rule.name for rule in read.rules] == ["clearance", "common_time", "language", "travel", "blocked"]
    assert read.criteria[1] == (AgeDistance(enough_years=30), 1)


def test_every_setting_of_a_rule_or_a_criterion_can_be_said() -> None:
    assert {setting.name for rule in RULES.values() for setting in fields(rule)} == set(RULE_SETTINGS)
    assert {setting.name for criterion in CRITERIA.values() for setting in fields(criterion)} == set(
        MOST_ENOUGH
    )
