"""The soft criteria of mentoring: each named, from 0 to 1, with the source it rests on."""

from __future__ import annotations

from dataclasses import dataclass

from matcher.criterion import FULL_SCORE, NOTHING_ASKED, Codes, Criterion, Fraction, Known, Shared
from matcher.people import Level, Mentor, Request
from matcher.travel import travel_minutes


@dataclass(frozen=True)
class SharedInterests(Shared):
    """Interests in common; three are enough to talk about."""

    name = "shared_interests"
    source = "Elements of Effective Practice for Mentoring, 4th ed.: shared interests are the best supported ground to match on"
    enough: int = 3

    def request_codes(self, request: Request) -> Codes:
        return request.interests

    def mentor_codes(self, mentor: Mentor) -> Codes:
        return mentor.interests


@dataclass(frozen=True)
class SkillsForGoals(Shared):
    """Her goals that the mentor has the skills for."""

    name = "skills_for_goals"
    source = "Elements of Effective Practice for Mentoring, 4th ed.: match on the goals of the young person"

    def request_codes(self, request: Request) -> Codes:
        return request.goals

    def mentor_codes(self, mentor: Mentor) -> Codes:
        return mentor.skills


@dataclass(frozen=True)
class LanguageCloseness(Criterion):
    """The mentor's level in the best of the languages she can talk in."""

    name = "language_closeness"
    source = "Need N23: language is a criterion, not an afterthought"

    def is_asked(self, request: Request, mentor: Mentor) -> bool:
        return bool(request.languages)

    def value(self, request: Request, mentor: Mentor) -> Fraction:
        if not request.languages:
            return NOTHING_ASKED
        spoken = mentor.languages
        levels = [spoken[code] for code, needed in request.languages.items() if spoken.get(code, 0) >= needed]
        return max(levels, default=0), int(Level.FLUENT)


@dataclass(frozen=True)
class ShortTravel(Criterion):
    """What is left of the travel time of the one who uses the larger share of it."""

    name = "short_travel"
    source = "Need N24: local first, travel without a car"

    def value(self, request: Request, mentor: Mentor) -> Fraction:
        hers = travel_minutes(request.place, mentor.place, request.means)
        theirs = travel_minutes(mentor.place, request.place, mentor.means)
        return min(
            share_left(hers, request.max_travel_minutes),
            share_left(theirs, mentor.max_travel_minutes),
            key=lambda share: share[0] / share[1],
        )


def share_left(minutes: int | None, limit: int) -> Fraction:
    """The share of the limit that the trip leaves unused."""
    if minutes is None or minutes > limit:
        return 0, 1
    return (limit - minutes, limit) if limit else (1, 1)


@dataclass(frozen=True)
class CommonTime(Criterion):
    """Common free time, up to the minutes that are plenty."""

    name = "common_time"
    source = "Matches end early when meetings are hard to arrange; regular meetings are the core of every mentoring standard"
    enough_minutes: int = 240

    def value(self, request: Request, mentor: Mentor) -> Fraction:
        common = (request.week - request.small_job_hours).common_minutes(mentor.week)
        return min(common, self.enough_minutes), self.enough_minutes


@dataclass(frozen=True)
class HelpfulExperience(Shared):
    """Experience that would help, beyond what is required."""

    name = "helpful_experience"
    source = "Need N23: neurodivergence is a criterion, not an afterthought"

    def request_codes(self, request: Request) -> Codes:
        return request.helpful_experience

    def mentor_codes(self, mentor: Mentor) -> Codes:
        return mentor.experience


@dataclass(frozen=True)
class WishOfYoungPerson(Shared):
    """The kind of mentor she would like."""

    name = "wish_of_young_person"
    source = "Need N29: each person's own wishes count"
    enough: int = 1

    def request_codes(self, request: Request) -> Codes:
        return request.mentor_kinds

    def mentor_codes(self, mentor: Mentor) -> Codes:
        return frozenset({mentor.kind} if mentor.kind else ())


@dataclass(frozen=True)
class WishOfMentor(Shared):
    """The goals the mentor would like to help with."""

    name = "wish_of_mentor"
    source = "Need N29: each person's own wishes count"
    enough: int = 1
    is_asked_by_mentor = True

    def request_codes(self, request: Request) -> Codes:
        return request.goals

    def mentor_codes(self, mentor: Mentor) -> Codes:
        return mentor.goals


@dataclass(frozen=True)
class Continuity(Known):
    """A mentor she already knows."""

    name = "continuity"
    source = "Need N7: mentors bridge transitions"

    def known_mentors(self, request: Request) -> Codes:
        return request.continuity_mentors


@dataclass(frozen=True)
class SchoolTeam(Shared):
    """A mentor from the team of her own school."""

    name = "school_team"
    source = "Need N8: a team of mentors attached to a school"

    def request_codes(self, request: Request) -> Codes:
        return frozenset(() if request.school is None else {request.school})

    def mentor_codes(self, mentor: Mentor) -> Codes:
        return mentor.schools


@dataclass(frozen=True)
class AgeDistance(Criterion):
    """Years of life between the two, for programmes that pair older volunteers with the young."""

    name = "age_distance"
    source = "Need N9: older volunteers paired with the young"
    enough_years: int = 40

    def value(self, request: Request, mentor: Mentor) -> Fraction:
        years = max(0, mentor.age - request.age)
        return min(years, self.enough_years), self.enough_years


@dataclass(frozen=True)
class SparesScarceMentors(Criterion):
    """What a place with the mentor leaves of a full score after its price: who is needed later is kept for later.

    With the same weight as all other criteria together the price is subtracted from the score point for point.
    """

    name = "spares_scarce_mentors"
    source = "Ahani, Gölz, Procaccia, Teytelboym, Trapp, Dynamic Placement in Refugee Resettlement (2024): dual prices of coming demand"

    def is_asked(self, request: Request, mentor: Mentor) -> bool:
        return mentor.place_price > 0

    def value(self, request: Request, mentor: Mentor) -> Fraction:
        return FULL_SCORE - mentor.place_price, FULL_SCORE


CRITERIA: dict[str, type[Criterion]] = {
    criterion.name: criterion
    for criterion in (
        SharedInterests, SkillsForGoals, LanguageCloseness, ShortTravel, CommonTime, HelpfulExperience,
        WishOfYoungPerson, WishOfMentor, Continuity, SchoolTeam, AgeDistance,
        SparesScarceMentors,
    )
}  # fmt: skip
"""Every criterion a programme may weigh."""
