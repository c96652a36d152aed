"""The grid of mentor types worth asking about: areas × languages × hours × experience that somebody needs."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product

from matcher.mentoring.alternates import workings_of
from matcher.mentoring.problem import Problem
from matcher.mentoring.rules import ClearanceRule
from matcher.people import Level, Mentor, Request
from matcher.result import Result
from matcher.travel import Means, Place
from matcher.week import Week

HOURS = {
    "weekday afternoons": Week.from_hours([(day, 14, 17) for day in range(5)]),
    "weekday evenings": Week.from_hours([(day, 17, 20) for day in range(5)]),
    "weekends": Week.from_hours([(day, 10, 16) for day in (5, 6)]),
}
COMMON_LANGUAGE = "da"
AGE = 45
MINUTES = 30


def sensible_types(result: Result, *, hours: dict[str, Week] = HOURS) -> tuple[Mentor, ...]:
    """One mentor per type, with a car and every clearance; the id tells the type (`area|language|hours|experience`)."""
    problem = workings_of(result).field.problem
    unserved = [problem.request(request_id) for request_id in result.unserved]
    goals = frozenset(goal for request in unserved for goal in request.goals)
    return tuple(
        Mentor(
            id="|".join((area, language, name, experience)),
            place=place,
            week=hours[name],
            means=frozenset({Means.CAR}),
            max_travel_minutes=MINUTES,
            age=AGE,
            languages={COMMON_LANGUAGE: Level.FLUENT, language: Level.FLUENT},
            clearances=dict.fromkeys(clearance_kinds(problem)),
            skills=goals,
            experience=frozenset({experience} if experience else ()),
        )
        for (area, place), language, name, experience in product(
            areas_of(unserved).items(), languages_of(unserved), hours, experiences_of(unserved)
        )
    )


def areas_of(requests: Sequence[Request]) -> dict[str, Place]:
    """The middle of each area's requests."""
    places: dict[str, list[Place]] = {}
    for request in sorted(requests, key=lambda request: (request.place.area, request.id)):
        places.setdefault(request.place.area, []).append(request.place)
    return {
        area: Place(
            sum(place.latitude for place in near) / len(near),
            sum(place.longitude for place in near) / len(near),
            area=area,
            has_evening_bus=any(place.has_evening_bus for place in near),
        )
        for area, near in places.items()
    }


def languages_of(requests: Sequence[Request]) -> list[str]:
    """Languages somebody asks for."""
    asked = {code for request in requests for code in (*request.languages, *request.required_languages)}
    return sorted(asked | {COMMON_LANGUAGE})


def experiences_of(requests: Sequence[Request]) -> list[str]:
    """Experience somebody requires, and none."""
    return ["", *sorted({code for request in requests for code in request.required_experience})]


def clearance_kinds(problem: Problem) -> list[str]:
    """Every clearance the programme asks for."""
    rules = [rule for rule in problem.rules if isinstance(rule, ClearanceRule)]
    return sorted({clearance.kind for rule in rules for clearance in rule.required})
