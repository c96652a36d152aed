"""The people of a matching: mentors, and the requests of young people."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import IntEnum

from matcher.travel import Means, Place
from matcher.week import Week


class Level(IntEnum):
    """How well a language is spoken."""

    BASIC = 1
    GOOD = 2
    FLUENT = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class AgeBand:
    """Ages from `youngest` to `oldest`, both included."""

    youngest: int
    oldest: int

    def __contains__(self, age: int) -> bool:
        return self.youngest <= age <= self.oldest


EVERYONE = AgeBand(youngest=0, oldest=120)
NOBODY: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Mentor:
    """One mentor: what she offers, when, where, and how many she has room for."""

    id: str
    place: Place
    week: Week
    means: frozenset[Means]
    max_travel_minutes: int
    age: int
    languages: Mapping[str, int]
    """Language code → level."""
    capacity: int = 1
    used_capacity: int = 0
    minimum: int = 0
    """New young people she must get for the plan to be worth it to her (a team, a class)."""
    gender: str | None = None
    kind: str = ""
    """Professional, volunteer, older citizen, from business: the programme's own codes."""
    accepts_ages: AgeBand = EVERYONE
    clearances: Mapping[str, date | None] = field(default_factory=dict)
    """Kind → last valid day; None never lapses."""
    pending_clearances: frozenset[str] = NOBODY
    experience: frozenset[str] = NOBODY
    interests: frozenset[str] = NOBODY
    skills: frozenset[str] = NOBODY
    goals: frozenset[str] = NOBODY
    """Goals she likes to help with: her own wishes."""
    schools: frozenset[str] = NOBODY
    """Schools whose mentor team she belongs to."""
    place_price: int = 0
    """What one of her places is expected to be worth to those who have not asked yet, in points of a full score
    (`matcher.policy.prices_for`); the criterion `spares_scarce_mentors` weighs it."""

    @property
    def free_capacity(self) -> int:
        """How many more young people she has room for."""
        return self.capacity - self.used_capacity


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One young person's request for a mentor (or a team of `demand` mentors)."""

    id: str
    place: Place
    week: Week
    means: frozenset[Means]
    max_travel_minutes: int
    age: int
    urgency: int
    """1 is the most urgent."""
    waiting_days: int = 0
    languages: Mapping[str, int] = field(default_factory=dict)
    """Any one of these is enough, spoken by the mentor at this level or better; empty asks nothing."""
    required_languages: Mapping[str, int] = field(default_factory=dict)
    """Every one of these is needed at this level or better."""
    spoken_languages: Mapping[str, int] = field(default_factory=dict)
    """Her own languages, beside those asked for: no rule looks at them, but one of them may be a way out."""
    small_job_hours: Week = field(default_factory=Week)
    """Half hours a small job already takes."""
    goals: frozenset[str] = NOBODY
    """What she wants help with, in the codes of mentors' skills."""
    interests: frozenset[str] = NOBODY
    required_experience: frozenset[str] = NOBODY
    helpful_experience: frozenset[str] = NOBODY
    mentor_gender: str | None = None
    """A wish that must be kept when it is there."""
    mentor_ages: AgeBand | None = None
    """A wish that must be kept when it is there."""
    mentor_kinds: frozenset[str] = NOBODY
    """Kinds of mentor she would like; a wish, not a must."""
    blocked_mentors: frozenset[str] = NOBODY
    failed_mentors: frozenset[str] = NOBODY
    """Mentors with whom it has been tried and did not work."""
    mentors_without_room: frozenset[str] = NOBODY
    """Mentors with whom too little common time is left beside a small job, wherever its hours are laid."""
    continuity_mentors: frozenset[str] = NOBODY
    """Mentors she already knows from before."""
    school: str | None = None
    demand: int = 1
