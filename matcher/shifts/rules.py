"""The hard rules between one volunteer and one shift: one class, one name, one reason each."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from datetime import tzinfo
from typing import ClassVar

from matcher.shifts.people import Volunteer
from matcher.shifts.reasons import Obstacle
from matcher.shifts.shift import Shift
from matcher.shifts.span import joined, monday_of
from matcher.shifts.timing import are_too_close, way_minutes, week_minutes_left


@dataclass(frozen=True)
class PairRule(ABC):
    """A rule that volunteer and shift keep or break, whatever else is planned."""

    name: ClassVar[str]
    reason: ClassVar[Obstacle]
    is_own_wish: ClassVar[bool] = False
    """What volunteers said for themselves; a fixed assignment, to which they said yes, may break it."""

    @abstractmethod
    def allows(self, shift: Shift, volunteer: Volunteer) -> bool:
        """Whether they keep it."""


@dataclass(frozen=True)
class ClearanceRule(PairRule):
    """Every kind of clearance the shift needs is valid on the day it ends, by the clock on the wall."""

    name = "clearance"
    reason = Obstacle.CLEARANCE
    zone: tzinfo

    def allows(self, shift: Shift, volunteer: Volunteer) -> bool:
        day = shift.ends_at.astimezone(self.zone).date()
        valid = {kind for kind, until in volunteer.clearances.items() if until is None or day <= until}
        return shift.clearances <= valid


@dataclass(frozen=True)
class AgeRule(PairRule):
    """The volunteer's age is within the limits of the shift."""

    name = "age"
    reason = Obstacle.AGE

    def allows(self, shift: Shift, volunteer: Volunteer) -> bool:
        return volunteer.age in shift.ages


@dataclass(frozen=True)
class SkillRule(PairRule):
    """The volunteer has every qualification each head needs."""

    name = "skill"
    reason = Obstacle.SKILL

    def allows(self, shift: Shift, volunteer: Volunteer) -> bool:
        return shift.required_skills <= volunteer.qualifications


@dataclass(frozen=True)
class FreeTimeRule(PairRule):
    """The whole shift lies in one stretch of the volunteer's free time."""

    name = "free_time"
    reason = Obstacle.TIME
    is_own_wish = True

    def allows(self, shift: Shift, volunteer: Volunteer) -> bool:
        if volunteer.free is None:
            return True
        return any(span.contains(shift.during) for span in joined(volunteer.free))


@dataclass(frozen=True)
class TravelRule(PairRule):
    """The volunteer gets there within their own minutes and by their own means."""

    name = "travel"
    reason = Obstacle.TRAVEL
    is_own_wish = True

    def allows(self, shift: Shift, volunteer: Volunteer) -> bool:
        minutes = way_minutes(volunteer.place, shift.place, volunteer=volunteer)
        return minutes is not None and minutes <= volunteer.max_travel_minutes


@dataclass(frozen=True)
class EngagedRule(PairRule):
    """Nothing the volunteer has already is too close in time and place."""

    name = "engaged"
    reason = Obstacle.ENGAGED

    def allows(self, shift: Shift, volunteer: Volunteer) -> bool:
        return not any(are_too_close(shift, e, volunteer=volunteer) for e in volunteer.engagements)


@dataclass(frozen=True)
class WeekRule(PairRule):
    """The shift alone does not break the weekly limit."""

    name = "week"
    reason = Obstacle.WEEK
    zone: tzinfo

    def allows(self, shift: Shift, volunteer: Volunteer) -> bool:
        monday = monday_of(shift.starts_at, zone=self.zone)
        return week_minutes_left(volunteer, monday=monday, zone=self.zone, shifts=(shift,)) >= 0


@dataclass(frozen=True)
class DeclinedRule(PairRule):
    """Who has said no to a shift is not planned for it; the pairs come with the problem."""

    name = "declined"
    reason = Obstacle.DECLINED
    pairs: frozenset[tuple[str, str]]

    def allows(self, shift: Shift, volunteer: Volunteer) -> bool:
        return (volunteer.id, shift.id) not in self.pairs


def pair_rules(*, zone: tzinfo, declined: frozenset[tuple[str, str]]) -> tuple[PairRule, ...]:
    """Every rule between one volunteer and one shift."""
    return (
        ClearanceRule(zone), AgeRule(), SkillRule(), FreeTimeRule(), TravelRule(), EngagedRule(), WeekRule(zone),
        DeclinedRule(declined),
    )  # fmt: skip
