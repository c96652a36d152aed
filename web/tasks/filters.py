"""What a visitor wants to see of all open tasks."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from datetime import date

from web.catalogue.models import Area, Skill


class PartOfDay(enum.StrEnum):
    """When on a day a shift begins."""

    MORNING = "morning"
    AFTERNOON = "afternoon"
    EVENING = "evening"


HOURS = {
    PartOfDay.MORNING: (0, 12),
    PartOfDay.AFTERNOON: (12, 17),
    PartOfDay.EVENING: (17, 24),
}


@dataclass(frozen=True)
class TaskFilter:
    """Every wish is optional; several weekdays or parts of the day mean any of them. Monday is weekday 0."""

    words: str = ""
    area: Area | None = None
    within_km: int = 0
    weekdays: frozenset[int] = frozenset()
    parts: frozenset[PartOfDay] = frozenset()
    from_on: date | None = None
    to_on: date | None = None
    skill: Skill | None = None
    is_micro: bool = False

    @property
    def asks_for_a_time(self) -> bool:
        """Tell whether only shifts at certain times will do, which leaves undated micro-tasks out."""
        return bool(self.weekdays or self.parts or self.from_on or self.to_on)

    @property
    def is_empty(self) -> bool:
        """Tell whether every open task will do."""
        return self == TaskFilter()
