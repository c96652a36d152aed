"""The day in four parts, and how much energy somebody has in each."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from matcher.week import Week

NONE, SOME, PLENTY = 0, 1, 2
"""Energy for work."""


class DayPart(StrEnum):
    """A part of the day in which energy is much the same."""

    MORNING = "morning"
    NOON = "noon"
    AFTERNOON = "afternoon"
    EVENING = "evening"


HOURS_OF = {
    DayPart.MORNING: (0, 10),
    DayPart.NOON: (10, 14),
    DayPart.AFTERNOON: (14, 18),
    DayPart.EVENING: (18, 24),
}
"""From and to on the clock; together they are the whole day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Energy:
    """Energy in each part of the day: 0 none (no work then), 1 some, 2 plenty."""

    morning: int = SOME
    noon: int = SOME
    afternoon: int = SOME
    evening: int = SOME

    def hours(self, *, least: int) -> Week:
        """Every half hour of the week with at least so much energy."""
        return hours_with(self, least)


@lru_cache(maxsize=512)
def hours_with(energy: Energy, least: int) -> Week:
    """Every half hour of the parts of the day with that energy."""
    parts = [HOURS_OF[part] for part in DayPart if getattr(energy, part) >= least]
    return Week.from_hours((day, first, last) for day in range(7) for first, last in parts)


USUAL_ENERGY = Energy()
