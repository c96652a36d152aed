"""Generated instances that look like Denmark: towns and villages, reach, weekly hours, languages, skills, urgency."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date

from matcher import Means, Mentor, Place, Problem, Programme, Request, Week
from matcher.mentoring.programme import default_programme

DAY = date(2026, 9, 1)
SOUTH, NORTH, WEST, EAST = 54.8, 57.6, 8.2, 12.4
LANGUAGES = ("ar", "so", "tr", "uk", "pl", "fa")
CODES = tuple(f"code{number}" for number in range(30))
HOURS = (8, 10, 13, 15, 16, 17, 18, 19)
ALL_MEANS = ((Means.CYCLE,), (Means.CYCLE, Means.BUS), (Means.WALK, Means.BUS), (Means.CAR,))


@dataclass(frozen=True)
class Size:
    """What to generate: `towns` sets how many people can reach each other."""

    name: str
    requests: int
    mentors: int
    towns: int
    slots: int = 3
    seed: int = 2026


RANDERS = Size("Randers", 1_000, 300, 3)
REGION = Size("Region", 10_000, 5_000, 42)
DENMARK = Size("Denmark", 50_000, 25_000, 230)
BEYOND = Size("Beyond", 200_000, 100_000, 880)
DENSE = Size("Dense", 100_000, 100_000, 23, slots=6)
SIZES = (RANDERS, REGION, DENMARK, BEYOND)


def generate(size: Size, *, programme: Programme | None = None) -> Problem:
    """The instance of that size; the same every time."""
    chance = random.Random(size.seed)
    towns = [
        (chance.uniform(SOUTH, NORTH), chance.uniform(WEST, EAST), f"town{number}", chance.random() < 0.7)
        for number in range(size.towns)
    ]
    codes = [frozenset(chance.sample(CODES, chance.randint(2, 4))) for _ in range(400)]
    weeks = [random_week(chance, size.slots) for _ in range(2_000)]
    return Problem(
        requests=tuple(
            random_request(chance, number, towns, codes, weeks) for number in range(size.requests)
        ),
        mentors=tuple(random_mentor(chance, number, towns, codes, weeks) for number in range(size.mentors)),
        day=DAY,
        programme=programme or default_programme(),
        memory_limit_bytes=16 * 2**30,
    )


def random_place(chance: random.Random, towns: list[tuple[float, float, str, bool]]) -> Place:
    """Near the middle of a town, larger towns being more likely."""
    latitude, longitude, area, has_bus = towns[int(len(towns) * chance.random() ** 1.3)]
    return Place(latitude + chance.gauss(0, 0.02), longitude + chance.gauss(0, 0.035), area, has_bus)


def random_week(chance: random.Random, slots: int) -> Week:
    """A few pieces of two hours."""
    starts = [(chance.randrange(7), chance.choice(HOURS)) for _ in range(slots)]
    return Week.from_hours([(day, hour, hour + 2) for day, hour in starts])


def random_mentor(
    chance: random.Random,
    number: int,
    towns: list[tuple[float, float, str, bool]],
    codes: list[frozenset[str]],
    weeks: list[Week],
) -> Mentor:
    """A mentor with room for one to three, who may speak a language besides Danish."""
    languages = {"da": 3}
    if chance.random() < 0.2:
        languages[chance.choice(LANGUAGES)] = chance.randint(2, 3)
    return Mentor(
        id=f"m{number}",
        place=random_place(chance, towns),
        week=chance.choice(weeks),
        means=frozenset(chance.choice(ALL_MEANS)),
        max_travel_minutes=chance.choice((20, 30, 45)),
        age=chance.randint(20, 78),
        languages=languages,
        capacity=chance.choice((1, 1, 2, 3)),
        gender=chance.choice(("f", "m")),
        kind=chance.choice(("volunteer", "business", "older", "professional")),
        clearances={"boerneattest": None} if chance.random() < 0.9 else {},
        experience=chance.choice(codes),
        interests=chance.choice(codes),
        skills=chance.choice(codes),
        goals=chance.choice(codes),
    )


def random_request(
    chance: random.Random,
    number: int,
    towns: list[tuple[float, float, str, bool]],
    codes: list[frozenset[str]],
    weeks: list[Week],
) -> Request:
    """A young person who may need a language, wish for a gender, or have a small job."""
    needs_language = chance.random() < 0.1
    return Request(
        id=f"r{number}",
        place=random_place(chance, towns),
        week=chance.choice(weeks),
        means=frozenset(chance.choice(ALL_MEANS[:3])),
        max_travel_minutes=chance.choice((20, 30, 45)),
        age=chance.randint(13, 29),
        urgency=chance.choice((1, 2, 2, 3, 3, 3)),
        waiting_days=7 * chance.randrange(20),
        languages={chance.choice(LANGUAGES): 2} if needs_language else {"da": 2},
        small_job_hours=chance.choice(weeks) if chance.random() < 0.1 else Week(),
        goals=chance.choice(codes),
        interests=chance.choice(codes),
        helpful_experience=chance.choice(codes) if chance.random() < 0.3 else frozenset(),
        mentor_gender="f" if chance.random() < 0.1 else None,
    )
