"""What follows when a seat of a shift may have become free: registered by the features above, in the same transaction."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from web.tasks.models import Shift

Effect = Callable[[Shift, datetime], None]
_effects: list[Effect] = []


def when_seats_are_freed(effect: Effect) -> Effect:
    """Register what is done with a shift whose seats may have become free; the shift is locked then."""
    _effects.append(effect)
    return effect


def seats_freed(shift: Shift, *, now: datetime) -> None:
    """Let the features above look after the free seats of a locked shift."""
    for effect in _effects:
        effect(shift, now)
