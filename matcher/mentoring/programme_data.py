"""A programme read from plain data, as in a JSON file; whatever is wrong with it is named by its path."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields, replace
from typing import Any

from matcher.criteria import CRITERIA
from matcher.criterion import Criterion
from matcher.errors import InvalidWeights, NamedTwice, UnknownCode, UnknownCriterion, UnknownRule
from matcher.given import Given
from matcher.languages import LANGUAGES
from matcher.mentoring.programme import Groups, Objective, Programme, default_programme, weighed
from matcher.mentoring.rule import Rule
from matcher.mentoring.rules import RULES, RequiredClearance
from matcher.week import HALF_HOURS_PER_WEEK, MINUTES_PER_HALF_HOUR

MINUTES_PER_WEEK = HALF_HOURS_PER_WEEK * MINUTES_PER_HALF_HOUR
OLDEST = 120
LEAST_WEIGHT, MOST_WEIGHT = 1e-6, 1e6
"""Weights further apart than this could not be told apart in a score of 10,000 points."""


def programme_from_data(data: Mapping[str, Any]) -> Programme:
    """A programme from plain data, as in a JSON file; errors carry the path of what is wrong in their `field`.

    Shape: `{"rules": [{"rule": "common_time", "minutes": 120}, …], "weights": {"shared_interests": 3, …},
    "criteria": {"common_time": {"enough_minutes": 180}}, "objective": {"lifts_worst_match": true, "leximin_over": "area"},
    "languages": ["tok"]}`; what is missing is the default.
    """
    given = Given(data).fields(known=("rules", "weights", "criteria", "objective", "languages"))
    default = default_programme()
    criteria = criteria_from(given["weights"]) if "weights" in given else default.criteria
    return Programme(
        rules=rules_from(given["rules"].items()) if "rules" in given else default.rules,
        criteria=with_settings(criteria, given["criteria"]) if "criteria" in given else criteria,
        objective=objective_from(given["objective"]) if "objective" in given else default.objective,
        languages=LANGUAGES
        | (frozenset(languages_from(given["languages"])) if "languages" in given else set()),
    )


def rules_from(given: Iterable[Given]) -> tuple[Rule, ...]:
    """Rules in their order, each at most once."""
    rules: dict[str, Rule] = {}
    for item in given:
        rule = rule_from(item)
        if rule.name in rules:
            raise NamedTwice(f"the rule {rule.name!r} stands twice", field=item.path)
        rules[rule.name] = rule
    return tuple(rules.values())


def rule_from(given: Given) -> Rule:
    """One rule: its name under `rule`, its settings beside it."""
    parts = given.fields()
    name = parts.pop("rule").value if "rule" in parts else None
    if not isinstance(name, str) or name not in RULES:
        raise UnknownRule(f"unknown rule {name!r}; known: {', '.join(RULES)}", field=given.below("rule"))
    known = [setting.name for setting in fields(RULES[name])]
    given.fields(known=("rule", *known))
    return RULES[name](**{setting: RULE_SETTINGS[setting](part) for setting, part in parts.items()})


def minutes_from(given: Given) -> int:
    """Minutes of a week."""
    return given.whole(0, MINUTES_PER_WEEK)


def clearances_from(given: Given) -> tuple[RequiredClearance, ...]:
    """Kinds of clearance that are needed, each with the age under which it is."""
    return tuple(clearance_from(item) for item in given.items())


def clearance_from(given: Given) -> RequiredClearance:
    """One kind; without an age everybody needs it."""
    parts = given.fields(known=("kind", "under_age"))
    if "kind" not in parts:
        raise given.wrong_kind('a clearance like {"kind": "boerneattest", "under_age": 15}')
    age = parts.get("under_age", Given(None))
    return RequiredClearance(
        parts["kind"].text(), under_age=None if age.value is None else age.whole(0, OLDEST)
    )


RULE_SETTINGS: Mapping[str, Callable[[Given], Any]] = {"minutes": minutes_from, "required": clearances_from}
"""How each setting of a rule is read."""


def criteria_from(given: Given) -> tuple[tuple[Criterion, float], ...]:
    """Criteria by name, with their weights."""
    weights = {name: weight_from(item) for name, item in known_criteria(given).items()}
    if not any(weights.values()):
        raise InvalidWeights("weights are all zero", field=given.path)
    return weighed(weights)


def weight_from(given: Given) -> float:
    """Nothing at all, or a weight that can be felt."""
    weight = given.number(0, MOST_WEIGHT)
    return given.between(LEAST_WEIGHT, MOST_WEIGHT) if weight else 0.0


def with_settings(
    criteria: tuple[tuple[Criterion, float], ...], given: Given
) -> tuple[tuple[Criterion, float], ...]:
    """The same criteria; those that are named with other settings."""
    settings = known_criteria(given)
    for name, item in settings.items():
        if name not in {criterion.name for criterion, _ in criteria}:
            raise UnknownCriterion(f"{name!r} has settings and no weight", field=item.path)
    return tuple(
        (criterion_with(criterion, settings[criterion.name]), weight)
        if criterion.name in settings
        else (criterion, weight)
        for criterion, weight in criteria
    )


def criterion_with(criterion: Criterion, given: Given) -> Criterion:
    """The criterion with other settings."""
    parts = given.fields(known=[setting.name for setting in fields(criterion)])
    return replace(criterion, **{name: part.whole(1, MOST_ENOUGH[name]) for name, part in parts.items()})


MOST_ENOUGH: Mapping[str, int] = {"enough": 64, "enough_minutes": MINUTES_PER_WEEK, "enough_years": OLDEST}
"""How much of each can be asked for before it is everything."""


def known_criteria(given: Given) -> dict[str, Given]:
    """What stands under the name of each criterion."""
    parts = given.fields()
    for name, part in parts.items():
        if name not in CRITERIA:
            raise UnknownCriterion(
                f"unknown criterion {name!r}; known: {', '.join(CRITERIA)}", field=part.path
            )
    return parts


def objective_from(given: Given) -> Objective:
    """What comes after serving the most urgent."""
    parts = given.fields(known=("lifts_worst_match", "leximin_over"))
    lifts = parts["lifts_worst_match"].yes_or_no() if "lifts_worst_match" in parts else True
    over = parts.get("leximin_over", Given(None))
    groups = None if over.value is None else Groups(over.one_of(tuple(Groups)))
    if groups is not None and not lifts:
        raise UnknownCode(f"{over.path} needs lifts_worst_match", field=over.path)
    return Objective(lifts_worst_match=lifts, leximin_over=groups)


def languages_from(given: Given) -> list[str]:
    """Codes beside those of ISO 639-1; what separates codes in a list cannot be in one."""
    codes = [item.text() for item in given.items()]
    for code, item in zip(codes, given.items(), strict=True):
        if any(sign.isspace() or sign in ":;," for sign in code):
            raise item.wrong_kind("a code without spaces and separators")
    return codes
