"""The hard rules of small jobs: one class, one name, one reason each."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from matcher.small_jobs.hours import legal_minutes, possible_hours, workable_minutes
from matcher.small_jobs.law import Law
from matcher.small_jobs.people import Opening, YoungPerson
from matcher.small_jobs.reasons import Obstacle
from matcher.travel import travel_minutes


@dataclass(frozen=True)
class Rule(ABC):
    """A hard rule: a pair that breaks it can never be in a plan."""

    law: Law
    name: ClassVar[str]
    reason: ClassVar[Obstacle]

    @abstractmethod
    def allows(self, person: YoungPerson, opening: Opening) -> bool:
        """Whether this pair keeps the rule."""


@dataclass(frozen=True)
class SupportRule(Rule):
    """Every support they need is there."""

    name = "support"
    reason = Obstacle.SUPPORT

    def allows(self, person: YoungPerson, opening: Opening) -> bool:
        return person.needs_support <= opening.support


@dataclass(frozen=True)
class AvoidedRule(Rule):
    """Nothing in the work is something they have said no to."""

    name = "avoided"
    reason = Obstacle.AVOIDED

    def allows(self, person: YoungPerson, opening: Opening) -> bool:
        return person.avoids.isdisjoint(opening.work | opening.strains)


@dataclass(frozen=True)
class BlockedRule(Rule):
    """A professional or one of the two has said: not there."""

    name = "blocked"
    reason = Obstacle.BLOCKED

    def allows(self, person: YoungPerson, opening: Opening) -> bool:
        return opening.id not in person.blocked_openings and opening.employer not in person.blocked_employers


@dataclass(frozen=True)
class AgeRule(Rule):
    """The workplace takes people of this age."""

    name = "age"
    reason = Obstacle.AGE

    def allows(self, person: YoungPerson, opening: Opening) -> bool:
        return person.age in opening.ages


@dataclass(frozen=True)
class WishedHoursRule(Rule):
    """The work does not ask for more hours than they want to start with."""

    name = "wished_hours"
    reason = Obstacle.WISHED_HOURS

    def allows(self, person: YoungPerson, opening: Opening) -> bool:
        return opening.least_minutes <= person.start_minutes


@dataclass(frozen=True)
class AgeForWorkRule(Rule):
    """The law lets people of this age do this kind of work."""

    name = "age_for_work"
    reason = Obstacle.AGE_FOR_WORK

    def allows(self, person: YoungPerson, opening: Opening) -> bool:
        return self.law.limit_for(person, opening) is not None


@dataclass(frozen=True)
class LegalHoursRule(Rule):
    """The law allows the hours the work has at the least; who may not do it at all breaks `age_for_work` instead."""

    name = "legal_hours"
    reason = Obstacle.LEGAL_HOURS

    def allows(self, person: YoungPerson, opening: Opening) -> bool:
        limit = self.law.limit_for(person, opening)
        return limit is None or opening.least_minutes <= legal_minutes(opening.week, limit)


@dataclass(frozen=True)
class TravelRule(Rule):
    """They can get there within their minutes and by their own means."""

    name = "travel"
    reason = Obstacle.TRAVEL

    def allows(self, person: YoungPerson, opening: Opening) -> bool:
        minutes = travel_minutes(person.place, opening.place, person.means)
        return minutes is not None and minutes <= person.max_travel_minutes


@dataclass(frozen=True)
class TimeRule(Rule):
    """Their free time with energy, less what they have already, has room for the least hours of the work."""

    name = "time"
    reason = Obstacle.TIME

    def allows(self, person: YoungPerson, opening: Opening) -> bool:
        limit = self.law.limit_for(person, opening)
        if limit is None:
            return True
        return workable_minutes(possible_hours(person, opening, limit), limit) >= opening.least_minutes


RULES: Sequence[type[Rule]] = (
    SupportRule, AvoidedRule, BlockedRule, AgeRule, WishedHoursRule, AgeForWorkRule, LegalHoursRule, TravelRule, TimeRule,
)  # fmt: skip
"""Every rule, the cheapest first."""


def rules_under(law: Law) -> tuple[Rule, ...]:
    """All rules, under this law."""
    return tuple(rule(law) for rule in RULES)
