"""What the features above do once an employer is refused."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from web.accounts.models import User
from web.employers.models import Employer

Effect = Callable[[Employer, User, datetime], None]
_effects: list[Effect] = []


def when_refused(effect: Effect) -> Effect:
    """Register what follows from the administrator's no."""
    _effects.append(effect)
    return effect


def refused(employer: Employer, *, by: User, now: datetime) -> None:
    """Run what follows."""
    for effect in _effects:
        effect(employer, by, now)
