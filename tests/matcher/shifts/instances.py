"""Invented festivals and weeks of any size: towns and villages, reach, hours, scarce drivers and first-aiders."""

from __future__ import annotations

import math
import random
from datetime import UTC, datetime, timedelta

from matcher.shifts.people import Bond, Team, Volunteer
from matcher.shifts.problem import Problem
from matcher.shifts.shift import Shift
from matcher.shifts.span import Span
from matcher.travel import Means, Place

PLANNED_AT = datetime(2027, 5, 3, 6, tzinfo=UTC)
DAYS = 14
TASKS = ("kiosk", "gate", "children", "kitchen", "clean_up", "first_aid", "transport", "welcome")
INTERESTS = ("music", "football", "cooking", "children", "nature", "crafts", "theatre", "technology")
SKILLS = {"driving": 0.3, "first_aid": 0.15, "food_hygiene": 0.2, "cash_desk": 0.25}


def invented_problem(*, shifts: int, volunteers: int, seed: int = 1, teams: int = 0) -> Problem:
    """A problem of that size, about fifteen possible shifts for each three volunteers' places."""
    dice = random.Random(seed)
    towns = [
        (55.2 + 2 * dice.random(), 9 + 1.5 * dice.random()) for _ in range(max(1, math.ceil(shifts / 40)))
    ]
    people = tuple(invented_volunteer(dice, f"v{n:05}", towns) for n in range(volunteers))
    return Problem(
        shifts=tuple(invented_shift(dice, f"s{n:04}", towns) for n in range(shifts)),
        volunteers=people,
        planned_at=PLANNED_AT,
        teams=tuple(invented_team(dice, f"t{n}", people) for n in range(teams)),
    )


def invented_place(dice: random.Random, towns: list[tuple[float, float]], *, spread: float) -> Place:
    """Somewhere in or around one of the towns."""
    latitude, longitude = dice.choice(towns)
    return Place(
        latitude + dice.gauss(0, spread),
        longitude + dice.gauss(0, spread * 1.7),
        has_evening_bus=dice.random() < 0.6,
    )


def invented_shift(dice: random.Random, name: str, towns: list[tuple[float, float]]) -> Shift:
    """A shift of two to six hours, whose places repeat within a town."""
    spot = random.Random(dice.randrange(len(towns) * 3))
    starts_at = PLANNED_AT + timedelta(days=dice.randrange(DAYS), hours=dice.choice((2, 4, 6, 8, 10, 12)))
    minimum = dice.choice((1, 2, 2, 3, 3, 4, 5))
    needs = {dice.choice(tuple(SKILLS)): 1 if minimum < 4 else 2} if dice.random() < 0.5 else {}
    return Shift(
        id=name,
        task=dice.choice(TASKS),
        place=invented_place(spot, towns, spread=0.02),
        starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=dice.choice((2, 3, 4, 4, 6))),
        minimum=minimum,
        maximum=minimum + dice.choice((0, 0, 1, 2)),
        importance=dice.choice((1, 2, 3, 5, 10)),
        needs=needs,
        clearances=frozenset({"boerneattest"}) if dice.random() < 0.15 else frozenset(),
        interests=frozenset(dice.sample(INTERESTS, 2)),
    )


def invented_volunteer(dice: random.Random, name: str, towns: list[tuple[float, float]]) -> Volunteer:
    """Somebody with some afternoons and evenings, two hours at the shortest."""
    return Volunteer(
        id=name,
        place=invented_place(dice, towns, spread=0.04),
        means=frozenset({Means.CYCLE, dice.choice((Means.CAR, Means.BUS, Means.WALK))}),
        max_travel_minutes=dice.choice((15, 20, 30, 45)),
        age=dice.randint(16, 80),
        free=tuple(invented_free(dice) for _ in range(dice.randint(8, 16))),
        skills=frozenset(skill for skill, share in SKILLS.items() if dice.random() < share),
        interests=frozenset(dice.sample(INTERESTS, 3)),
        clearances={"boerneattest": None} if dice.random() < 0.4 else {},
        max_minutes_per_week=60 * dice.choice((4, 6, 8, 12)),
        rest_minutes=dice.choice((0, 0, 60, 8 * 60)),
        wished_tasks=frozenset(dice.sample(TASKS, 2)),
        recent_shifts=min(dice.randint(0, 6), dice.randint(0, 6)),
    )


def invented_free(dice: random.Random) -> Span:
    """One free stretch of a day."""
    start = PLANNED_AT + timedelta(days=dice.randrange(DAYS), hours=dice.choice((2, 4, 6, 10)))
    return Span(start, start + timedelta(hours=dice.choice((4, 6, 8, 12))))


def invented_team(dice: random.Random, name: str, people: tuple[Volunteer, ...]) -> Team:
    """Two friends, or two who had better not meet."""
    one, other = dice.sample(people, 2)
    return Team(id=name, bond=dice.choice(tuple(Bond)), volunteer_ids=(one.id, other.id))


def dense_problem(*, shifts: int, volunteers: int, seed: int = 1, teams: int = 0) -> Problem:
    """A festival of four days in one town, where nearly everybody may do nearly everything."""
    dice = random.Random(seed)
    park = (56.46, 10.03)
    stages = [invented_place(dice, [park], spread=0.004) for _ in range(12)]
    people = tuple(eager_volunteer(dice, f"v{n:05}", park) for n in range(volunteers))
    return Problem(
        shifts=tuple(festival_shift(dice, f"s{n:04}", stages) for n in range(shifts)),
        volunteers=people,
        planned_at=PLANNED_AT,
        teams=tuple(invented_team(dice, f"t{n}", people) for n in range(teams)),
    )


def festival_shift(dice: random.Random, name: str, stages: list[Place]) -> Shift:
    """A shift of three to six hours at one of the stages, between early morning and midnight."""
    starts_at = PLANNED_AT + timedelta(days=dice.randrange(4), minutes=30 * dice.randrange(24))
    minimum = dice.choice((1, 2, 2, 3, 3, 4, 5))
    return Shift(
        id=name,
        task=dice.choice(TASKS),
        place=dice.choice(stages),
        starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=dice.choice((3, 4, 4, 6))),
        minimum=minimum,
        maximum=minimum + dice.choice((0, 0, 1, 2)),
        importance=dice.choice((1, 2, 3, 5, 10)),
        needs={dice.choice(tuple(SKILLS)): 1} if dice.random() < 0.3 else {},
        interests=frozenset(dice.sample(INTERESTS, 2)),
    )


def eager_volunteer(dice: random.Random, name: str, park: tuple[float, float]) -> Volunteer:
    """Somebody from the town; one in five is not free on one of the days."""
    day = PLANNED_AT - timedelta(hours=6)
    days = dice.sample(range(5), 4) if dice.random() < 0.2 else range(5)
    free = tuple(Span(day + timedelta(days=n), day + timedelta(days=n + 1)) for n in days)
    return Volunteer(
        id=name,
        place=invented_place(dice, [park], spread=0.02),
        means=frozenset({Means.CYCLE, dice.choice((Means.CAR, Means.BUS, Means.WALK))}),
        max_travel_minutes=60,
        age=dice.randint(18, 80),
        free=None if len(days) == 5 else free,
        skills=frozenset(skill for skill, share in SKILLS.items() if dice.random() < share),
        interests=frozenset(dice.sample(INTERESTS, 3)),
        max_minutes_per_week=60 * dice.choice((6, 9, 12, 20, 7 * 24)),
        rest_minutes=dice.choice((0, 0, 30, 8 * 60)),
        wished_tasks=frozenset(dice.sample(TASKS, 2)),
        recent_shifts=min(dice.randint(0, 6), dice.randint(0, 6)),
    )
