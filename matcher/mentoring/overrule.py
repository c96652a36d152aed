"""What it would cost to insist on a pair, and what if something were different: whole plans compared, before anything is done."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import TypeVar

from matcher.difference import Difference, compare
from matcher.errors import UnknownRule
from matcher.mentoring.alternates import workings_of
from matcher.mentoring.problem import PairIds
from matcher.mentoring.programme import Objective, Programme
from matcher.mentoring.rules import RULES
from matcher.mentoring.solve import solve
from matcher.people import Mentor, Request
from matcher.reasons import Exclusion
from matcher.result import Result

Person = TypeVar("Person", Mentor, Request)


@dataclass(frozen=True)
class Override:
    """The plan with a pair insisted on; no plan where the pair breaks rules or has no room."""

    broken_rules: tuple[Exclusion, ...]
    result: Result | None
    difference: Difference | None


@dataclass(frozen=True)
class WhatIf:
    """The plan of a changed problem, and who it is different for."""

    result: Result
    difference: Difference


def cost_of_override(result: Result, request_id: str, mentor_id: str) -> Override:
    """What changes for whom if this pair must be; everybody else is moved as little as the objective allows.

    Raises `FixedPairsClash` when the request already has as many fixed pairs as it asks for.
    """
    problem = workings_of(result).field.problem
    request, mentor = problem.request(request_id), problem.mentor(mentor_id)
    broken = problem.broken_rules(request, mentor)
    fixed = problem.fixed_pairs | {(request_id, mentor_id)}
    if not broken and sum(m == mentor_id for _, m in fixed) > mentor.free_capacity:
        broken = [Exclusion.NO_ROOM]
    if broken:
        return Override(tuple(broken), None, None)
    forced = solve(replace(problem, fixed_pairs=fixed, published_pairs=plan_pairs(result)))
    return Override((), forced, compare(result, forced))


def plan_pairs(result: Result) -> frozenset[PairIds]:
    """The pairs of a plan, as ids."""
    return frozenset((pair.request_id, pair.mentor_id) for pair in result.pairs)


def what_if(
    result: Result,
    *,
    programme: Programme | None = None,
    objective: Objective | None = None,
    weights: Mapping[str, float] | None = None,
    without_rules: Collection[str] = (),
    more_travel_minutes: int = 0,
    add_mentors: Collection[Mentor] = (),
    remove_mentors: Collection[str] = (),
) -> WhatIf:
    """The plan if the programme, objective, weights, rules, reach or mentors were different, and who it is different for."""
    problem = workings_of(result).field.problem
    for name in without_rules:
        if name not in RULES:
            raise UnknownRule(f"unknown rule {name!r}; known: {', '.join(RULES)}", field="without_rules")
    for mentor_id in remove_mentors:
        problem.mentor(mentor_id)
    programme = problem.programme if programme is None else programme
    programme = programme if weights is None else programme.with_weights(weights)
    programme = replace(
        programme,
        rules=tuple(r for r in programme.rules if r.name not in without_rules),
        objective=programme.objective if objective is None else objective,
    )
    kept = [mentor for mentor in problem.mentors if mentor.id not in set(remove_mentors)]
    changed = replace(
        problem,
        programme=programme,
        requests=tuple(reaching_further(request, more_travel_minutes) for request in problem.requests),
        mentors=tuple(reaching_further(mentor, more_travel_minutes) for mentor in [*kept, *add_mentors]),
        fixed_pairs=frozenset(pair for pair in problem.fixed_pairs if pair[1] not in set(remove_mentors)),
        published_pairs=plan_pairs(result),
    )
    other = solve(changed)
    return WhatIf(other, compare(result, other))


def reaching_further(person: Person, minutes: int) -> Person:
    """The same person, ready to travel so much longer."""
    return replace(person, max_travel_minutes=person.max_travel_minutes + minutes) if minutes else person
