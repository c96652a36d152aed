"""Volunteers as the planner of shifts sees them, and those who come together or keep apart.

A `Team` is handed to `Problem(teams=...)`; volunteers may be in several. `Bond.TOGETHER`: on each shift everybody of
the team, or nobody. Teams that share a member come together as one. Where one of them cannot take a shift at all, nobody
of them is planned for it; where one is fixed to it, all the others have to come, and there is no plan (`Rule.TOGETHER` in
the clash) when they cannot. `Bond.APART`: on each shift one of the team at most; at different shifts they may be at the
same time. `why_not` tells who of the team is in the way (`Why.TEAM_MATE`), or that there is no room for all of them
(`Obstacle.TEAM`). `who_to_call` asks people one by one, so it never asks somebody whose team is not there.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from matcher.people import NOBODY, Level
from matcher.shifts.span import Span
from matcher.travel import Means, Place

LANGUAGE_PREFIX = "language:"
A_WEEK_OF_MINUTES = 7 * 24 * 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Engagement:
    """Something a volunteer has already: a shift elsewhere, a small job. It takes time and counts in the week."""

    during: Span
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Volunteer:
    """One volunteer: what they can, where, when, and how much they want."""

    id: str
    place: Place
    means: frozenset[Means]
    max_travel_minutes: int
    age: int
    free: tuple[Span, ...] | None = None
    """Real time in which they may be planned; None when they have said nothing: then any time."""
    skills: frozenset[str] = NOBODY
    languages: Mapping[str, int] = field(default_factory=dict)
    """Language code → level."""
    interests: frozenset[str] = NOBODY
    clearances: Mapping[str, date | None] = field(default_factory=dict)
    """Kind → last valid day; None never lapses."""
    max_minutes_per_week: int = A_WEEK_OF_MINUTES
    """The most they want in a week (Monday to Sunday); a shift counts in the week it starts in."""
    rest_minutes: int = 0
    """Rest between two shifts, on top of the way from one to the other."""
    wished_tasks: frozenset[str] = NOBODY
    """Tasks, or single shifts, they have asked for."""
    engagements: tuple[Engagement, ...] = ()
    recent_shifts: int = 0
    """Shifts they got lately, before this plan: those with few come first."""
    last_asked_at: datetime | None = None
    """When they were last asked to step in."""

    @property
    def qualifications(self) -> frozenset[str]:
        """Skills, and languages spoken well as `language:ar`: what a shift may require."""
        spoken = {f"{LANGUAGE_PREFIX}{code}" for code, level in self.languages.items() if level >= Level.GOOD}
        return self.skills | spoken


class Bond(StrEnum):
    """What holds for the people of a team."""

    TOGETHER = "together"
    """On each shift all of them, or none."""
    APART = "apart"
    """On each shift one of them at most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Team:
    """People who come together or must not meet on a shift."""

    id: str
    bond: Bond
    volunteer_ids: tuple[str, ...]
