"""The hard rules of mentoring: one class, one name, one reason each."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from functools import cache, lru_cache

from matcher.mentoring.rule import NOTHING, Codes, Excludes, NeedsAll, NeedsAny, Rule
from matcher.people import Mentor, Request
from matcher.reasons import Exclusion
from matcher.travel import travel_minutes


@dataclass(frozen=True)
class RequiredClearance:
    """A kind of clearance every mentor needs, or only those who meet somebody under an age."""

    kind: str
    under_age: int | None = None


@dataclass(frozen=True)
class ClearanceRule(NeedsAll):
    """Clearance valid on the day: in Denmark a *børneattest* for contact with children under 15."""

    name = "clearance"
    reason = Exclusion.CLEARANCE
    required: tuple[RequiredClearance, ...] = (RequiredClearance("boerneattest", under_age=15),)

    def needs(self, request: Request) -> Codes:
        return kinds_required(self.required, request.age)

    def has(self, mentor: Mentor, *, day: date) -> Codes:
        return kinds_valid(tuple(mentor.clearances.items()), day)


@lru_cache(maxsize=65_536)
def kinds_required(required: tuple[RequiredClearance, ...], age: int) -> Codes:
    """The kinds somebody of that age needs."""
    return frozenset(c.kind for c in required if c.under_age is None or age < c.under_age)


@lru_cache(maxsize=65_536)
def kinds_valid(clearances: tuple[tuple[str, date | None], ...], day: date) -> Codes:
    """The kinds that are valid on the day."""
    return frozenset(kind for kind, until in clearances if until is None or day <= until)


@dataclass(frozen=True)
class AgeRule(NeedsAll):
    """The young person's age is one the mentor accepts."""

    name = "age"
    reason = Exclusion.AGE

    def needs(self, request: Request) -> Codes:
        return age_codes(request.age, request.age)

    def has(self, mentor: Mentor, *, day: date) -> Codes:
        return age_codes(mentor.accepts_ages.youngest, mentor.accepts_ages.oldest)


@cache
def age_codes(youngest: int, oldest: int) -> Codes:
    """Ages as codes, both ends included."""
    return frozenset(str(age) for age in range(youngest, oldest + 1))


@dataclass(frozen=True)
class LanguageRule(NeedsAny):
    """A language she can talk in, spoken by the mentor at the level she needs."""

    name = "language"
    reason = Exclusion.LANGUAGE

    def accepts(self, request: Request) -> Codes:
        return at_levels(tuple(request.languages.items()))

    def has(self, mentor: Mentor, *, day: date) -> Codes:
        return levels_reached(tuple(mentor.languages.items()))


@dataclass(frozen=True)
class RequiredLanguageRule(NeedsAll):
    """Every language that must be there is spoken by the mentor at the level needed."""

    name = "required_language"
    reason = Exclusion.REQUIRED_LANGUAGE

    def needs(self, request: Request) -> Codes:
        return at_levels(tuple(request.required_languages.items()))

    def has(self, mentor: Mentor, *, day: date) -> Codes:
        return levels_reached(tuple(mentor.languages.items()))


@lru_cache(maxsize=65_536)
def at_levels(languages: tuple[tuple[str, int], ...]) -> Codes:
    """Each language with its level; people who speak the same are many."""
    return frozenset(f"{code}@{level}" for code, level in languages)


@lru_cache(maxsize=65_536)
def levels_reached(languages: tuple[tuple[str, int], ...]) -> Codes:
    """Each language with its level and every level below."""
    return frozenset(f"{code}@{step}" for code, level in languages for step in range(1, level + 1))


@dataclass(frozen=True)
class TravelRule(Rule):
    """Both can reach the other within their own minutes and by their own means."""

    name = "travel"
    reason = Exclusion.TRAVEL

    def allows(self, request: Request, mentor: Mentor, *, day: date) -> bool:
        hers = travel_minutes(request.place, mentor.place, request.means)
        theirs = travel_minutes(mentor.place, request.place, mentor.means)
        return (
            hers is not None
            and theirs is not None
            and hers <= request.max_travel_minutes
            and theirs <= mentor.max_travel_minutes
        )


@dataclass(frozen=True)
class CommonTimeRule(Rule):
    """At least so many minutes of the week in which both are free."""

    name = "common_time"
    reason = Exclusion.COMMON_TIME
    minutes: int = 60

    def allows(self, request: Request, mentor: Mentor, *, day: date) -> bool:
        return request.week.common_minutes(mentor.week) >= self.minutes


@dataclass(frozen=True)
class SmallJobRule(Rule):
    """The common time is still enough when the hours of a small job are taken out."""

    name = "small_job"
    reason = Exclusion.SMALL_JOB
    minutes: int = 60

    def allows(self, request: Request, mentor: Mentor, *, day: date) -> bool:
        if not request.small_job_hours:
            return True
        return (request.week - request.small_job_hours).common_minutes(mentor.week) >= self.minutes


@dataclass(frozen=True)
class RoomBesideJobRule(Excludes):
    """A small job whose hours can be laid this way or that leaves enough of the time with the mentor (`matcher.joint`)."""

    name = "room_beside_job"
    reason = Exclusion.ROOM_BESIDE_JOB

    def excluded(self, request: Request) -> Codes:
        return request.mentors_without_room


@dataclass(frozen=True)
class ExperienceRule(NeedsAll):
    """The mentor has every experience the request requires (neurodivergence, school refusal, …)."""

    name = "experience"
    reason = Exclusion.EXPERIENCE

    def needs(self, request: Request) -> Codes:
        return request.required_experience

    def has(self, mentor: Mentor, *, day: date) -> Codes:
        return mentor.experience


@dataclass(frozen=True)
class BlockedRule(Excludes):
    """A professional or one of the two has said: not these two."""

    name = "blocked"
    reason = Exclusion.BLOCKED

    def excluded(self, request: Request) -> Codes:
        return request.blocked_mentors


@dataclass(frozen=True)
class FailedBeforeRule(Excludes):
    """What has been tried and failed is not tried again."""

    name = "failed_before"
    reason = Exclusion.FAILED_BEFORE

    def excluded(self, request: Request) -> Codes:
        return request.failed_mentors


@dataclass(frozen=True)
class MentorGenderRule(NeedsAll):
    """Her wish for a mentor of a certain gender is kept."""

    name = "mentor_gender"
    reason = Exclusion.MENTOR_GENDER

    def needs(self, request: Request) -> Codes:
        return NOTHING if request.mentor_gender is None else frozenset({request.mentor_gender})

    def has(self, mentor: Mentor, *, day: date) -> Codes:
        return NOTHING if mentor.gender is None else frozenset({mentor.gender})


@dataclass(frozen=True)
class MentorAgeRule(NeedsAny):
    """Her wish for a mentor of a certain age is kept."""

    name = "mentor_age"
    reason = Exclusion.MENTOR_AGE

    def accepts(self, request: Request) -> Codes:
        band = request.mentor_ages
        return NOTHING if band is None else age_codes(band.youngest, band.oldest)

    def has(self, mentor: Mentor, *, day: date) -> Codes:
        return age_codes(mentor.age, mentor.age)


@dataclass(frozen=True)
class DeclinedRule(Rule):
    """A pair one of the two has said no to stays out; the pairs come with the problem."""

    name = "declined"
    reason = Exclusion.DECLINED
    pairs: frozenset[tuple[str, str]] = field(default_factory=frozenset)

    def allows(self, request: Request, mentor: Mentor, *, day: date) -> bool:
        return (request.id, mentor.id) not in self.pairs


RULES: dict[str, type[Rule]] = {
    rule.name: rule
    for rule in (
        ClearanceRule, AgeRule, LanguageRule, RequiredLanguageRule, TravelRule, CommonTimeRule, SmallJobRule,
        RoomBesideJobRule, ExperienceRule, BlockedRule, FailedBeforeRule, MentorGenderRule, MentorAgeRule,
    )
}  # fmt: skip
"""Every rule a programme may name."""
