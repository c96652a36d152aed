"""What the facts of each side must satisfy before anything is solved."""

from __future__ import annotations

from collections.abc import Set as AbstractSet

from matcher.errors import OutOfRange, UnknownCode
from matcher.mentoring.validate import (
    MOST_CAPACITY,
    MOST_WAITING_DAYS,
    require_whole,
    validate_band,
    validate_someone,
)
from matcher.small_jobs.day import NONE, PLENTY, DayPart
from matcher.small_jobs.law import MINUTES_PER_DAY, MINUTES_PER_WEEK, Limits
from matcher.small_jobs.people import Opening, YoungPerson


def validate_person(person: YoungPerson) -> None:
    """Raise the named error of the first fact that cannot be."""
    who = person.id
    validate_someone(who, person.place, person.means, person.max_travel_minutes, person.age)
    require_whole(person.start_minutes, 1, MINUTES_PER_WEEK, who=who, field="start_minutes")
    if person.goal_minutes is not None:
        require_whole(person.goal_minutes, 1, MINUTES_PER_WEEK, who=who, field="goal_minutes")
    for part in DayPart:
        require_whole(getattr(person.energy, part), NONE, PLENTY, who=who, field="energy")
    require_whole(person.urgency, 1, 99, who=who, field="urgency")
    require_whole(person.waiting_days, 0, MOST_WAITING_DAYS, who=who, field="waiting_days")


def validate_opening(opening: Opening, *, kinds: AbstractSet[str]) -> None:
    """Raise the named error of the first fact that cannot be."""
    who = opening.id
    validate_someone(who, opening.place, frozenset(), 0, 0)
    if opening.kind not in kinds:
        text = f"{who} is of the kind {opening.kind!r}, for which no limits are given"
        raise UnknownCode(text, who=who, field="kind")
    validate_band(opening.ages, who=who, field="ages")
    require_whole(opening.most_minutes, 1, MINUTES_PER_WEEK, who=who, field="most_minutes")
    require_whole(opening.least_minutes, 1, opening.most_minutes, who=who, field="least_minutes")
    require_whole(opening.seats, 0, MOST_CAPACITY, who=who, field="seats")
    require_whole(opening.taken_seats, 0, opening.seats, who=who, field="taken_seats")


def validate_limits(limits: Limits) -> None:
    """Every kind of work has limits, and they are times there are."""
    for kind, of_kind in limits.items():
        if not of_kind:
            raise OutOfRange(f"nobody of any age may do {kind!r}: it has no limits", who=kind, field="limits")
        for limit in of_kind:
            validate_band(limit.ages, who=kind, field="limits")
            require_whole(limit.most_minutes_per_day, 0, MINUTES_PER_DAY, who=kind, field="limits")
            require_whole(limit.most_minutes_per_week, 0, MINUTES_PER_WEEK, who=kind, field="limits")
