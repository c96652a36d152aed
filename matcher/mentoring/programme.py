"""What a programme decides by data: its rules, its criteria with weights, and what a good plan is."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from fractions import Fraction
from functools import lru_cache

from matcher.criteria import CRITERIA
from matcher.criterion import FULL_SCORE, Criterion
from matcher.errors import InvalidWeights, UnknownCode, UnknownCriterion
from matcher.languages import LANGUAGES
from matcher.mentoring.rule import Rule
from matcher.mentoring.rules import RULES
from matcher.people import Request


class Groups(StrEnum):
    """Groups whose worst match is lifted one after the other (leximin)."""

    URGENCY = "urgency"
    AREA = "area"


def group_names(requests: Iterable[Request], over: Groups) -> list[str]:
    """The group of each request."""
    if over is Groups.AREA:
        return [request.place.area for request in requests]
    return [str(request.urgency) for request in requests]


@dataclass(frozen=True)
class Objective:
    """What comes after serving the most urgent and the longest waiting, which always comes first."""

    lifts_worst_match: bool = True
    leximin_over: Groups | None = None
    """Lifts each group's worst match in turn; it takes `lifts_worst_match`."""

    def __post_init__(self) -> None:
        if self.leximin_over is not None and not self.lifts_worst_match:
            raise UnknownCode("leximin_over needs lifts_worst_match", field="leximin_over")


@dataclass(frozen=True)
class Programme:
    """Rules, criteria and weights of one programme."""

    rules: tuple[Rule, ...]
    criteria: tuple[tuple[Criterion, float], ...]
    objective: Objective = field(default_factory=Objective)
    languages: frozenset[str] = field(default=LANGUAGES, repr=False)

    def __post_init__(self) -> None:
        weights = [weight for _, weight in self.criteria]
        for criterion, weight in self.criteria:
            if not math.isfinite(weight) or weight < 0:
                raise InvalidWeights(f"weight of {criterion.name} is {weight}", field=criterion.name)
        if not sum(weights):
            raise InvalidWeights("weights are all zero", field="weights")

    def most_points(self) -> tuple[int, ...]:
        """Points of each criterion at its best; they sum to `FULL_SCORE`."""
        return shares_of(tuple((criterion.name, weight) for criterion, weight in self.criteria))

    def with_weights(self, weights: Mapping[str, float]) -> Programme:
        """The same programme, other weights (criteria that are not named weigh nothing); its own keep their settings."""
        own = {criterion.name: criterion for criterion, _ in self.criteria}
        return replace(self, criteria=tuple((own.get(c.name, c), weight) for c, weight in weighed(weights)))


@lru_cache(maxsize=64)
def shares_of(weighed_names: tuple[tuple[str, float], ...]) -> tuple[int, ...]:
    """The full score shared out by weight, largest remainders first; weights times any factor give the same."""
    weights = [Fraction(weight).limit_denominator(10**9) for _, weight in weighed_names]
    whole = sum(weights)
    shares = [(weight * FULL_SCORE / whole).limit_denominator(10**6) for weight in weights]
    points = [math.floor(share) for share in shares]
    by_remainder = sorted(range(len(points)), key=lambda i: (points[i] - shares[i], weighed_names[i][0]))
    for i in by_remainder[: FULL_SCORE - sum(points)]:
        points[i] += 1
    return tuple(points)


def weighed(weights: Mapping[str, float]) -> tuple[tuple[Criterion, float], ...]:
    """Criteria by name, with their weights."""
    for name in weights:
        if name not in CRITERIA:
            raise UnknownCriterion(f"unknown criterion {name!r}; known: {', '.join(CRITERIA)}", field=name)
    return tuple((CRITERIA[name](), float(weight)) for name, weight in weights.items())


DEFAULT_WEIGHTS: Mapping[str, float] = {
    "shared_interests": 25, "skills_for_goals": 20, "language_closeness": 10, "short_travel": 10, "common_time": 10,
    "helpful_experience": 8, "wish_of_young_person": 5, "wish_of_mentor": 4, "continuity": 6, "school_team": 2,
}  # fmt: skip
"""Shared interests weigh most: they are the best supported ground to match on."""


def default_programme() -> Programme:
    """Every rule, the default weights."""
    return Programme(rules=tuple(rule() for rule in RULES.values()), criteria=weighed(DEFAULT_WEIGHTS))
