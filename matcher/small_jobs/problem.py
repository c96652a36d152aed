"""A problem of small jobs that checks itself: once it exists it can be solved."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from matcher.errors import (
    EmptySide,
    FixedPairBreaksRule,
    FixedPairsClash,
    InvalidWeights,
    UnknownCriterion,
    UnknownPerson,
)
from matcher.mentoring.problem import refuse_duplicates
from matcher.mentoring.programme import shares_of
from matcher.small_jobs.criteria import CRITERIA, DEFAULT_WEIGHTS, Criterion
from matcher.small_jobs.law import Law, Limits
from matcher.small_jobs.people import Opening, YoungPerson
from matcher.small_jobs.reasons import Obstacle
from matcher.small_jobs.rules import Rule, rules_under
from matcher.small_jobs.validate import validate_limits, validate_opening, validate_person

PairIds = tuple[str, str]
"""Young person id, opening id."""


@dataclass(frozen=True, kw_only=True)
class Problem:
    """Who would like a small job, what there is, and what the law allows; raises `InvalidProblem` when it makes no sense."""

    people: tuple[YoungPerson, ...]
    openings: tuple[Opening, ...]
    limits: Limits
    """Kind of work → the law's limits by age; every opening's kind must be there."""
    weights: Mapping[str, float] = field(default_factory=lambda: dict(DEFAULT_WEIGHTS))
    fixed_pairs: frozenset[PairIds] = frozenset()
    """Pairs that must stay."""
    declined_pairs: frozenset[PairIds] = frozenset()
    """Pairs that must stay out."""
    published_pairs: frozenset[PairIds] = frozenset()
    """The last plan people saw: the new one changes as little of it as the objective allows."""

    def __post_init__(self) -> None:
        if not self.people:
            raise EmptySide("there are no young people", field="people")
        if not self.openings:
            raise EmptySide("there are no openings", field="openings")
        refuse_duplicates("young person", [person.id for person in self.people])
        refuse_duplicates("opening", [opening.id for opening in self.openings])
        validate_limits(self.limits)
        for person in self.people:
            validate_person(person)
        for opening in self.openings:
            validate_opening(opening, kinds=self.limits.keys())
        self._validate_weights()
        self._validate_fixed_pairs()

    @cached_property
    def person_by_id(self) -> Mapping[str, YoungPerson]:
        return {person.id: person for person in self.people}

    @cached_property
    def opening_by_id(self) -> Mapping[str, Opening]:
        return {opening.id: opening for opening in self.openings}

    @cached_property
    def law(self) -> Law:
        """The limits, looked up quickly."""
        return Law(self.limits)

    @cached_property
    def rules(self) -> tuple[Rule, ...]:
        """Every hard rule under this law."""
        return rules_under(self.law)

    @cached_property
    def weighed(self) -> tuple[tuple[Criterion, int], ...]:
        """The criteria that count, with the points each gives at its best; the points sum to 10,000."""
        names = tuple(self.weights.items())
        points = shares_of(names)
        return tuple((CRITERIA[name], most) for (name, _), most in zip(names, points, strict=True) if most)

    def person(self, person_id: str) -> YoungPerson:
        """The young person of that id; `UnknownPerson` when there is none."""
        if person_id not in self.person_by_id:
            raise UnknownPerson(f"no young person {person_id!r}", who=person_id, field="people")
        return self.person_by_id[person_id]

    def opening(self, opening_id: str) -> Opening:
        """The opening of that id; `UnknownPerson` when there is none."""
        if opening_id not in self.opening_by_id:
            raise UnknownPerson(f"no opening {opening_id!r}", who=opening_id, field="openings")
        return self.opening_by_id[opening_id]

    def broken_rules(self, person: YoungPerson, opening: Opening) -> list[Obstacle]:
        """Why this pair cannot be; empty when it can."""
        broken = [rule.reason for rule in self.rules if not rule.allows(person, opening)]
        return [*broken, Obstacle.DECLINED] if (person.id, opening.id) in self.declined_pairs else broken

    def is_possible(self, person: YoungPerson, opening: Opening) -> bool:
        """Whether no rule is broken; stops at the first that is."""
        return (person.id, opening.id) not in self.declined_pairs and all(
            rule.allows(person, opening) for rule in self.rules
        )

    def points(self, person: YoungPerson, opening: Opening) -> tuple[int, ...]:
        """Points of a feasible pair, criterion by criterion in the order of `weighed`."""
        limit = self.law.limit_for(person, opening)
        assert limit is not None, "a feasible pair has a limit"
        return tuple(criterion.points(person, opening, limit, most=most) for criterion, most in self.weighed)

    def _validate_weights(self) -> None:
        for name, weight in self.weights.items():
            if name not in CRITERIA:
                known = ", ".join(CRITERIA)
                raise UnknownCriterion(f"unknown criterion {name!r}; known: {known}", field=name)
            if not math.isfinite(weight) or weight < 0:
                raise InvalidWeights(f"weight of {name} is {weight}", field=name)
        if not sum(self.weights.values()):
            raise InvalidWeights("weights are all zero", field="weights")

    def _validate_fixed_pairs(self) -> None:
        for person_id, opening_id in sorted(self.fixed_pairs):
            rules = tuple(map(str, self.broken_rules(self.person(person_id), self.opening(opening_id))))
            if rules:
                raise FixedPairBreaksRule(
                    f"fixed pair {person_id} and {opening_id} breaks: {', '.join(rules)}",
                    who=f"{person_id} {opening_id}",
                    rules=rules,
                )
        for person_id, count in Counter(pair[0] for pair in self.fixed_pairs).items():
            if count > 1:
                text = f"{person_id} has {count} fixed pairs, one small job is the most"
                raise FixedPairsClash(text, who=person_id, field="fixed_pairs")
        for opening_id, count in Counter(pair[1] for pair in self.fixed_pairs).items():
            if count > self.opening(opening_id).free_seats:
                text = f"opening {opening_id} has {count} fixed pairs, more than there are seats"
                raise FixedPairsClash(text, who=opening_id, field="seats")
