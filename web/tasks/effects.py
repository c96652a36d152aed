"""What the features above have to say about seats: what follows when one is freed, and when a person must look first."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from web.profiles.models import Volunteer
from web.tasks.models import Shift

Effect = Callable[[Shift, datetime], None]
Question = Callable[[Shift, Volunteer], bool]
_effects: list[Effect] = []
_questions: list[Question] = []


def when_seats_are_freed(effect: Effect) -> Effect:
    """Register what is done with a shift whose seats may have become free; the shift is locked then."""
    _effects.append(effect)
    return effect


def seats_freed(shift: Shift, *, now: datetime) -> None:
    """Let the features above look after the free seats of a locked shift."""
    for effect in _effects:
        effect(shift, now)


def asks_for_a_look(question: Question) -> Question:
    """Register when no seat is given without a coordinator: where the question is answered with yes."""
    _questions.append(question)
    return question


def needs_a_look(shift: Shift, volunteer: Volunteer) -> bool:
    """Tell whether a coordinator must look before the volunteer gets a seat; the volunteer is not told why."""
    return any(question(shift, volunteer) for question in _questions)
