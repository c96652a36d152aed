"""The soft criteria of small jobs: each named, from 0 to 1, with the source it rests on."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from matcher.criteria import share_left
from matcher.criterion import NOTHING_ASKED, Fraction
from matcher.small_jobs.day import PLENTY
from matcher.small_jobs.hours import best_hours, minutes_in_time, minutes_to_start, workable_minutes
from matcher.small_jobs.law import AgeLimit
from matcher.small_jobs.people import Opening, YoungPerson
from matcher.travel import travel_minutes


@dataclass(frozen=True)
class Criterion(ABC):
    """How well a feasible pair fits in one respect."""

    name: ClassVar[str]
    source: ClassVar[str]
    """Why it counts: the need it rests on."""

    @abstractmethod
    def value(self, person: YoungPerson, opening: Opening, limit: AgeLimit) -> Fraction:
        """The value from 0 to 1, under the limit the law sets for the two."""

    def is_asked(self, person: YoungPerson, opening: Opening) -> bool:
        """Whether anybody asked for it; a full value that nobody asked for is no reason to mention."""
        return True

    def points(self, person: YoungPerson, opening: Opening, limit: AgeLimit, *, most: int) -> int:
        """The value as whole points out of `most`, rounded down."""
        numerator, denominator = self.value(person, opening, limit)
        return most * numerator // denominator


@dataclass(frozen=True)
class LikedWork(Criterion):
    """The kind of work or a task is one they like; two are as good as it gets."""

    name = "liked_work"
    source = "Need N12: the first own money, in work that one likes"

    def is_asked(self, person: YoungPerson, opening: Opening) -> bool:
        return bool(person.likes)

    def value(self, person: YoungPerson, opening: Opening, limit: AgeLimit) -> Fraction:
        wanted = min(2, len(person.likes))
        return (min(len(person.likes & opening.work), wanted), wanted) if wanted else NOTHING_ASKED


@dataclass(frozen=True)
class AskedFor(Criterion):
    """They have asked for this very opening."""

    name = "asked_for"
    source = "Need N29: each person's own wishes count"

    def is_asked(self, person: YoungPerson, opening: Opening) -> bool:
        return bool(person.asked_for)

    def value(self, person: YoungPerson, opening: Opening, limit: AgeLimit) -> Fraction:
        return (int(opening.id in person.asked_for), 1) if person.asked_for else NOTHING_ASKED


@dataclass(frozen=True)
class WishedSupport(Criterion):
    """The share of the support wished for that is there."""

    name = "wished_support"
    source = "Need N23: neurodivergence is a criterion, not an afterthought"

    def is_asked(self, person: YoungPerson, opening: Opening) -> bool:
        return bool(person.wishes_support)

    def value(self, person: YoungPerson, opening: Opening, limit: AgeLimit) -> Fraction:
        wanted = person.wishes_support
        return (len(wanted & opening.support), len(wanted)) if wanted else NOTHING_ASKED


@dataclass(frozen=True)
class GoodEnergy(Criterion):
    """The share of the first hours that can lie where they have plenty of energy."""

    name = "good_energy"
    source = "Need N12: hours that fit one's energy over the day"

    def is_asked(self, person: YoungPerson, opening: Opening) -> bool:
        return bool(person.energy.hours(least=PLENTY))

    def value(self, person: YoungPerson, opening: Opening, limit: AgeLimit) -> Fraction:
        minutes = minutes_to_start(person, opening, limit)
        if not self.is_asked(person, opening) or not minutes:
            return NOTHING_ASKED
        return min(minutes, workable_minutes(best_hours(person, opening, limit), limit)), minutes


@dataclass(frozen=True)
class ShortTravel(Criterion):
    """What is left of the travel time."""

    name = "short_travel"
    source = "Need N24: local first, travel without a car"

    def value(self, person: YoungPerson, opening: Opening, limit: AgeLimit) -> Fraction:
        minutes = travel_minutes(person.place, opening.place, person.means)
        return share_left(minutes, person.max_travel_minutes)


@dataclass(frozen=True)
class HoursWished(Criterion):
    """The share of the hours wished for at the start that there are."""

    name = "hours_wished"
    source = "Need N12: a few hours to start with, as many as one can manage"

    def value(self, person: YoungPerson, opening: Opening, limit: AgeLimit) -> Fraction:
        return minutes_to_start(person, opening, limit), person.start_minutes


@dataclass(frozen=True)
class RoomToGrow(Criterion):
    """The share of the hours of the goal that it can grow to."""

    name = "room_to_grow"
    source = "Need N12: the hours of ordinary pay rise step by step"

    def is_asked(self, person: YoungPerson, opening: Opening) -> bool:
        return person.goal > person.start_minutes

    def value(self, person: YoungPerson, opening: Opening, limit: AgeLimit) -> Fraction:
        return minutes_in_time(person, opening, limit), person.goal


CRITERIA: Mapping[str, Criterion] = {
    criterion.name: criterion
    for criterion in (
        LikedWork(), AskedFor(), WishedSupport(), GoodEnergy(), ShortTravel(), HoursWished(), RoomToGrow(),
    )
}  # fmt: skip
"""Every criterion that may be weighed."""

DEFAULT_WEIGHTS: Mapping[str, float] = {
    "liked_work": 25, "asked_for": 20, "wished_support": 15, "good_energy": 10, "short_travel": 10, "hours_wished": 10,
    "room_to_grow": 10,
}  # fmt: skip
