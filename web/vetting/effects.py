"""What else happens when a clearance is in order, is so no longer, or runs out: registered by the features above."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from web.vetting.models import Clearance

Effect = Callable[[Clearance, datetime], None]
RunningOut = Callable[[Clearance, int, datetime], None]

_in_order: list[Effect] = []
_taken_back: list[Effect] = []
_running_out: list[RunningOut] = []


def when_in_order(effect: Effect) -> Effect:
    """Register what happens when a clearance begins to count, in the same transaction."""
    _in_order.append(effect)
    return effect


def when_taken_back(effect: Effect) -> Effect:
    """Register what happens when a clearance that counted does so no longer, in the same transaction."""
    _taken_back.append(effect)
    return effect


def when_running_out(effect: RunningOut) -> RunningOut:
    """Register what happens when its owner is reminded, so many days before; 0 says that it has run out."""
    _running_out.append(effect)
    return effect


def is_in_order(clearance: Clearance, *, now: datetime) -> None:
    """Let the features above follow a clearance that counts from now on."""
    for effect in _in_order:
        effect(clearance, now)


def is_taken_back(clearance: Clearance, *, now: datetime) -> None:
    """Let the features above follow a clearance that counts no longer."""
    for effect in _taken_back:
        effect(clearance, now)


def is_running_out(clearance: Clearance, *, days_before: int, now: datetime) -> None:
    """Let the features above follow a clearance whose owner is reminded."""
    for effect in _running_out:
        effect(clearance, days_before, now)
