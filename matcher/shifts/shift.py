"""A shift: where, when, how many, and what they must be able to do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from matcher.people import EVERYONE, NOBODY, AgeBand
from matcher.shifts.span import Span
from matcher.travel import Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Shift:
    """One shift of a task, from `starts_at` up to, but not with, `ends_at`."""

    id: str
    place: Place
    starts_at: datetime
    ends_at: datetime
    minimum: int = 1
    """Fewer than this cannot do it: then the shift is not staffed at all, and reported."""
    maximum: int = 1
    task: str = ""
    importance: int = 1
    """Points the shift is worth when it reaches its minimum."""
    required_skills: frozenset[str] = NOBODY
    """Qualifications every one of them needs."""
    needs: Mapping[str, int] = field(default_factory=dict)
    """Qualification → how many of them must have it at least: `{"driving": 1, "language:ar": 2}`."""
    ages: AgeBand = EVERYONE
    clearances: frozenset[str] = NOBODY
    """Kinds of clearance every one of them needs, valid until the day it ends."""
    interests: frozenset[str] = NOBODY
    """What the shift is about, in the codes of volunteers' interests."""

    @property
    def during(self) -> Span:
        """The time it takes."""
        return Span(self.starts_at, self.ends_at)

    @property
    def minutes(self) -> int:
        """Real minutes."""
        return self.during.minutes
