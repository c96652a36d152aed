"""Generated towns in which the same young people look for a mentor and for a small job."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace

from matcher import AgeBand, Place, Request, Week
from matcher.joint import Problem
from matcher.small_jobs import AgeLimit, Opening, YoungPerson
from matcher.small_jobs import Problem as SmallJobs
from tests.benchmarks.mentoring_instances import Size, generate, random_week

KINDS, STRAINS = "abcdef", "wxyz"
MOST_WAITING_DAYS = 150
FIRST_SEED = 2026
LIMIT = AgeLimit(
    ages=AgeBand(youngest=13, oldest=120), most_minutes_per_day=7 * 60, most_minutes_per_week=12 * 60
)


@dataclass(frozen=True)
class JointSize:
    """What to generate: everybody looks for both."""

    people: int
    mentors: int
    openings: int
    towns: int = 3
    seed: int = FIRST_SEED

    @property
    def name(self) -> str:
        """How it is asked for; other seeds than the first are named."""
        plain = f"{self.people}x{self.mentors}x{self.openings}"
        return plain if self.seed == FIRST_SEED else f"{plain}-{self.seed}"


def generate_joint(size: JointSize) -> Problem:
    """The instance of that size; the same every time."""
    chance = random.Random(size.seed)
    drawn = generate(Size(size.name, size.people, size.mentors, size.towns, seed=size.seed))
    requests = tuple(
        replace(one, small_job_hours=Week(), waiting_days=chance.randrange(MOST_WAITING_DAYS))
        for one in drawn.requests
    )
    places = [one.place for one in requests]
    return Problem(
        mentoring=replace(drawn, requests=requests),
        small_jobs=SmallJobs(
            people=tuple(looking_for_work(chance, one) for one in requests),
            openings=tuple(random_opening(chance, number, places) for number in range(size.openings)),
            limits=dict.fromkeys(KINDS, (LIMIT,)),
        ),
        same={one.id: one.id for one in requests},
    )


def looking_for_work(chance: random.Random, request: Request) -> YoungPerson:
    """The same young person, with a few more free hours for work."""
    return YoungPerson(
        id=request.id,
        place=request.place,
        free=request.week | random_week(chance, 1),
        means=request.means,
        max_travel_minutes=request.max_travel_minutes,
        age=request.age,
        start_minutes=chance.choice((60, 120, 120, 180, 240)),
        goal_minutes=chance.choice((240, 480)),
        is_at_school=request.age < 15,
        likes=frozenset(chance.sample(KINDS, 2)),
        avoids=frozenset(chance.sample(STRAINS, 1)),
        waiting_days=chance.randrange(MOST_WAITING_DAYS),
    )


def random_opening(chance: random.Random, number: int, places: Sequence[Place]) -> Opening:
    """Work on up to eight occasions of two hours, with room for one to three."""
    return Opening(
        id=f"o{number}",
        place=chance.choice(places),
        week=random_week(chance, 4) | random_week(chance, 4),
        least_minutes=chance.choice((60, 120)),
        most_minutes=600,
        kind=chance.choice(KINDS),
        strains=frozenset(chance.sample(STRAINS, 1)),
        seats=chance.choice((1, 1, 2, 3)),
    )
