"""What follows from a consent that is taken back: the features above add theirs, and every withdrawal runs them all."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TypeAlias

from web.accounts.models import User
from web.consents.models import Consent

Effect: TypeAlias = Callable[[Consent, "User | None", datetime], None]

_before: list[Effect] = []
_after: list[Effect] = []


def before_withdrawal(effect: Effect) -> Effect:
    """Add something that is done before the record is locked: it may lock mentors and proposals, in that order."""
    _before.append(effect)
    return effect


def after_withdrawal(effect: Effect) -> Effect:
    """Add something that is done once the withdrawal is written, when no match can begin any more."""
    _after.append(effect)
    return effect


def run_before(consent: Consent, *, by: User | None, now: datetime) -> None:
    """Run what comes before."""
    for effect in _before:
        effect(consent, by, now)


def run_after(consent: Consent, *, by: User | None, now: datetime) -> None:
    """Run what comes after."""
    for effect in _after:
        effect(consent, by, now)
