"""The two sides of small jobs: young people, and openings where they can earn the first own money."""

from __future__ import annotations

from dataclasses import dataclass, field

from matcher.people import EVERYONE, NOBODY, AgeBand
from matcher.small_jobs.day import USUAL_ENERGY, Energy
from matcher.travel import Means, Place
from matcher.week import Week


@dataclass(frozen=True, slots=True, kw_only=True)
class YoungPerson:
    """One young person who would like a small job."""

    id: str
    place: Place
    free: Week
    means: frozenset[Means]
    max_travel_minutes: int
    age: int
    start_minutes: int
    """Minutes a week to start with; nobody is asked to start with more."""
    goal_minutes: int | None = None
    """Minutes a week to get to in time; None: those of the start."""
    is_at_school: bool = True
    engagements: Week = field(default_factory=Week)
    """Half hours that are taken: a mentor, sports, another job."""
    energy: Energy = USUAL_ENERGY
    likes: frozenset[str] = NOBODY
    """Kinds of work and tasks, in the codes of openings."""
    avoids: frozenset[str] = NOBODY
    """Kinds of work, tasks and strains that are out."""
    needs_support: frozenset[str] = NOBODY
    """Support without which it would not work."""
    wishes_support: frozenset[str] = NOBODY
    """Support that would be good to have."""
    asked_for: frozenset[str] = NOBODY
    """Openings they have said they would like."""
    blocked_openings: frozenset[str] = NOBODY
    """Openings somebody has said no to, or that were tried and did not work."""
    blocked_employers: frozenset[str] = NOBODY
    urgency: int = 2
    """1 is the most urgent."""
    waiting_days: int = 0

    @property
    def demand(self) -> int:
        """Everybody gets one small job at the most."""
        return 1

    @property
    def goal(self) -> int:
        """Minutes a week to get to in time."""
        return self.start_minutes if self.goal_minutes is None else max(self.goal_minutes, self.start_minutes)


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """One small job with ordinary pay, with room for one or more young people."""

    id: str
    place: Place
    week: Week
    """When the work can lie."""
    least_minutes: int
    """Minutes a week below which it is not worth while for the workplace."""
    most_minutes: int
    kind: str
    """Kind of work, as the law's age limits name it."""
    employer: str = ""
    tasks: frozenset[str] = NOBODY
    strains: frozenset[str] = NOBODY
    """What is hard for some: noise, customers, lifting."""
    support: frozenset[str] = NOBODY
    """Support that is really there."""
    ages: AgeBand = EVERYONE
    """The ages the workplace takes; the law's come on top."""
    seats: int = 1
    taken_seats: int = 0

    @property
    def free_seats(self) -> int:
        """How many more young people there is room for."""
        return self.seats - self.taken_seats

    @property
    def work(self) -> frozenset[str]:
        """Its kind and its tasks: what may be liked."""
        return self.tasks | {self.kind}
