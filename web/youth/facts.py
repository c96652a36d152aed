"""What a caseworker tells of a young person and of a request, as it crosses from the forms to the services."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from web.core.week import Week
from web.profiles.models import Gender, Means, MentorKind
from web.youth.models import MentorRequest, YoungPerson


@dataclass(frozen=True)
class YoungPersonFacts:
    """Everything about the person; `languages` maps language id to level (1–3)."""

    first_name: str
    last_name: str
    born_on: date
    gender: Gender | None
    area_id: int
    phone: str
    email: str
    consented_on: date | None
    note: str
    languages: Mapping[int, int]


@dataclass(frozen=True)
class RequestFacts:
    """Everything about the request; the lists hold catalogue ids, `required_languages` maps id to level."""

    goals: tuple[int, ...]
    interests: tuple[int, ...]
    required_experiences: tuple[int, ...]
    required_languages: Mapping[int, int]
    wishes: str
    urgency: int
    week: Week
    means: tuple[Means, ...]
    max_travel_minutes: int
    minutes_per_week: int
    wished_mentor_gender: Gender | None
    wished_youngest_age: int | None
    wished_oldest_age: int | None
    helpful_experiences: tuple[int, ...]
    wished_mentor_kinds: tuple[MentorKind, ...]


def as_typed(facts: YoungPersonFacts | RequestFacts) -> dict[str, Any]:
    """Return the facts by name, as a form wants them to show them again."""
    return {name: getattr(facts, name) for name in facts.__dataclass_fields__}


def facts_of_young_person(young_person: YoungPerson) -> YoungPersonFacts:
    """Return what is stored of a young person."""
    plain = {
        name: getattr(young_person, name)
        for name in YoungPersonFacts.__dataclass_fields__
        if name not in {"languages", "note"}
    }
    languages = {known.language_id: known.level for known in young_person.languages}
    return YoungPersonFacts(**plain, note=young_person.note or "", languages=languages)


def facts_of_request(request: MentorRequest) -> RequestFacts:
    """Return what is stored of a mentor request."""
    return RequestFacts(
        goals=tuple(goal.id for goal in request.goals),
        interests=tuple(interest.id for interest in request.interests),
        required_experiences=tuple(experience.id for experience in request.required_experiences),
        required_languages={wanted.language_id: wanted.level for wanted in request.required_languages},
        wishes=request.wishes,
        urgency=request.urgency,
        week=request.week,
        means=tuple(request.means),
        max_travel_minutes=request.max_travel_minutes,
        minutes_per_week=request.minutes_per_week,
        wished_mentor_gender=request.wished_mentor_gender,
        wished_youngest_age=request.wished_youngest_age,
        wished_oldest_age=request.wished_oldest_age,
        helpful_experiences=tuple(experience.id for experience in request.helpful_experiences),
        wished_mentor_kinds=tuple(request.wished_mentor_kinds),
    )
