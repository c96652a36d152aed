"""What the features above have to say when a small job is changed or closed; each runs with the job's row locked."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from web.accounts.models import User
from web.small_jobs.models import SmallJob
from web.small_jobs.terms import Earlier

Check = Callable[[SmallJob, Earlier], None]
Effect = Callable[[SmallJob, Earlier, "User | None", datetime], None]
Closing = Callable[[SmallJob, "User | None", datetime], None]

_checks: list[Check] = []
_effects: list[Effect] = []
_closings: list[Closing] = []


def before_terms_change(check: Check) -> Check:
    """Register what may raise RuleError before other terms are written."""
    _checks.append(check)
    return check


def when_terms_change(effect: Effect) -> Effect:
    """Register what follows once other terms are written; it is given what they were."""
    _effects.append(effect)
    return effect


def when_closed(closing: Closing) -> Closing:
    """Register what follows from closing a small job."""
    _closings.append(closing)
    return closing


def ensure_may_change(job: SmallJob, earlier: Earlier) -> None:
    """Ask everybody who may raise RuleError."""
    for check in _checks:
        check(job, earlier)


def terms_changed(job: SmallJob, earlier: Earlier, *, by: User | None, now: datetime) -> None:
    """Run what follows from a change."""
    for effect in _effects:
        effect(job, earlier, by, now)


def closed(job: SmallJob, *, by: User | None, now: datetime) -> None:
    """Run what follows from closing."""
    for closing in _closings:
        closing(job, by, now)
