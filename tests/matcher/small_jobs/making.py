"""Valid young people and openings to start from: a test states only what matters to it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from matcher import AgeBand, Means, Place, Week
from matcher.small_jobs import AgeLimit, Opening, Problem, YoungPerson

TOWN = Place(56.46, 10.03, area="midtby")
AFTERNOONS = Week.from_hours([(day, 14, 18) for day in range(5)])
GROWN_UP = AgeLimit(ages=AgeBand(youngest=18, oldest=120))
LIMITS = {
    "light": (
        AgeLimit(
            ages=AgeBand(youngest=13, oldest=14),
            is_at_school=True,
            hours=Week.from_hours((day, 6, 20) for day in range(7)),
            most_minutes_per_day=120,
            most_minutes_per_week=12 * 60,
        ),
        AgeLimit(
            ages=AgeBand(youngest=15, oldest=17),
            hours=Week.from_hours((day, 6, 20) for day in range(7)),
            most_minutes_per_day=8 * 60,
            most_minutes_per_week=40 * 60,
        ),
        GROWN_UP,
    ),
    "heavy": (GROWN_UP,),
}
"""Made up for the tests; the law's own numbers are the caller's."""


def young_person(name: str, **changes: Any) -> YoungPerson:
    """Somebody in the town with free afternoons who would start with two hours a week."""
    return replace(
        YoungPerson(
            id=name,
            place=TOWN,
            free=AFTERNOONS,
            means=frozenset({Means.CYCLE}),
            max_travel_minutes=30,
            age=16,
            start_minutes=120,
        ),
        **changes,
    )


def opening(name: str, **changes: Any) -> Opening:
    """Light work in the town, one seat, two to six hours a week in the afternoons."""
    return replace(
        Opening(
            id=name,
            place=TOWN,
            week=AFTERNOONS,
            least_minutes=60,
            most_minutes=360,
            kind="light",
        ),
        **changes,
    )


def problem(people: list[YoungPerson], openings: list[Opening], **changes: Any) -> Problem:
    """A problem of these, under the limits above."""
    return Problem(people=tuple(people), openings=tuple(openings), **{"limits": LIMITS, **changes})
