"""What the law allows the young at work, as data: who may do which kind of work, when, and for how long."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from matcher.people import AgeBand
from matcher.small_jobs.people import Opening, YoungPerson
from matcher.week import Week

ANY_HOURS = Week((1 << 336) - 1)
MINUTES_PER_DAY = 24 * 60
MINUTES_PER_WEEK = 7 * MINUTES_PER_DAY


@dataclass(frozen=True, slots=True, kw_only=True)
class AgeLimit:
    """What holds for some ages in one kind of work."""

    ages: AgeBand
    is_at_school: bool | None = None
    """Only for those who are, or are not, of school age and at school; None: for both."""
    hours: Week = ANY_HOURS
    """When work may lie."""
    most_minutes_per_day: int = MINUTES_PER_DAY
    most_minutes_per_week: int = MINUTES_PER_WEEK


Limits = Mapping[str, tuple[AgeLimit, ...]]
"""Kind of work → its limits; an age no limit names may not do it."""


class Law:
    """The limits of a problem; what holds for an age in a kind of work is worked out once."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self._known: dict[tuple[str, int, bool], AgeLimit | None] = {}

    def limit_for(self, person: YoungPerson, opening: Opening) -> AgeLimit | None:
        """All limits that hold for this person in this work taken together; None when they may not do it at all."""
        key = (opening.kind, person.age, person.is_at_school)
        if key not in self._known:
            holding = [limit for limit in self.limits[opening.kind] if holds_for(limit, person)]
            self._known[key] = strictest(holding, person) if holding else None
        return self._known[key]


def holds_for(limit: AgeLimit, person: YoungPerson) -> bool:
    """Whether a limit speaks of this person."""
    return person.age in limit.ages and limit.is_at_school in (None, person.is_at_school)


def strictest(limits: Iterable[AgeLimit], person: YoungPerson) -> AgeLimit:
    """Several limits as one that keeps them all."""
    hours, per_day, per_week = ANY_HOURS, MINUTES_PER_DAY, MINUTES_PER_WEEK
    for limit in limits:
        hours = hours & limit.hours
        per_day = min(per_day, limit.most_minutes_per_day)
        per_week = min(per_week, limit.most_minutes_per_week)
    return AgeLimit(
        ages=AgeBand(youngest=person.age, oldest=person.age),
        hours=hours,
        most_minutes_per_day=per_day,
        most_minutes_per_week=per_week,
    )
