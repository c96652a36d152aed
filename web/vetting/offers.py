"""What a mentor offers, as a value."""

from __future__ import annotations

from dataclasses import dataclass

from web.profiles.models import Mentor, MentorKind


@dataclass(frozen=True)
class MentorOffer:
    """The words and wishes of somebody who would like to be a mentor; both ages are included."""

    kind: MentorKind
    capacity: int
    youngest_age: int
    oldest_age: int
    goal_ids: tuple[int, ...]
    experience_ids: tuple[int, ...]
    motivation: str


def offer_of(mentor: Mentor) -> MentorOffer:
    """Return what a stored mentor offers."""
    return MentorOffer(
        kind=mentor.kind,
        capacity=mentor.capacity,
        youngest_age=mentor.youngest_age,
        oldest_age=mentor.oldest_age,
        goal_ids=tuple(goal.id for goal in mentor.goals),
        experience_ids=tuple(experience.id for experience in mentor.experiences),
        motivation=mentor.motivation,
    )
