"""The doors to the log: recording an event (or many of one import), and taking a step of a state machine (which records it too)."""

from __future__ import annotations

import enum
from collections.abc import Sequence
from datetime import datetime
from typing import Any, Protocol, TypeVar

from flask import g, has_request_context
from sqlalchemy import insert

from web.audit.models import AuditEvent
from web.core.locks import lock_row
from web.core.state_machines import StateMachine
from web.extensions import db

Status = TypeVar("Status", bound=enum.StrEnum)


class Actor(Protocol):
    """Somebody with an id."""

    id: Any


class Subject(Protocol):
    """A stored thing with an id."""

    id: Any


def record_event(
    action: str,
    subject: Subject,
    *,
    by: Actor | None,
    now: datetime,
    purpose: str = "",
    details: dict[str, Any] | None = None,
) -> None:
    """Write one audit event in the current transaction.

    `action` is a short verb phrase ("approve proposal"); `details` holds ids, codes and numbers, never personal data.
    """
    event = AuditEvent(
        at=now,
        actor_id=None if by is None else by.id,
        action=action,
        subject_kind=type(subject).__name__,
        subject_id=subject.id,
        purpose=purpose,
        request_id=g.get("request_id", "") if has_request_context() else "",
        details=details or {},
    )
    db.session.add(event)


def record_imports(
    kind: type[Subject], ids: Sequence[int], *, by: Actor | None, now: datetime, purpose: str = ""
) -> None:
    """Write one audit event for each of many records that came with one file, at once."""
    common: dict[str, Any] = {
        "at": now,
        "actor_id": None if by is None else by.id,
        "action": "import",
        "subject_kind": kind.__name__,
        "purpose": purpose,
        "request_id": g.get("request_id", "") if has_request_context() else "",
        "details": {},
    }
    if ids:
        db.session.execute(insert(AuditEvent), [common | {"subject_id": subject_id} for subject_id in ids])


def take_step(
    subject: Any,
    machine: StateMachine[Status],
    step: str,
    *,
    by: Actor | None,
    now: datetime,
    purpose: str = "",
    details: dict[str, Any] | None = None,
    changes: dict[str, Any] | None = None,
) -> None:
    """Move `subject` along one step of its state machine, under a row lock, and record the event.

    The one place in the service where a status is assigned after creation. Raises TransitionError when somebody
    else was faster or the step does not fit the present status. `by` is None for the system and for personal links.
    `changes` are values that a constraint ties to the status and that must therefore be written in the same statement.
    """
    lock_row(subject)
    before = subject.status
    subject.status = machine.target_of(step, before)
    for name, value in (changes or {}).items():
        setattr(subject, name, value)
    change = {"from": before.value, "to": subject.status.value}
    record_event(
        f"{machine.subject}: {step}",
        subject,
        by=by,
        now=now,
        purpose=purpose,
        details=change | (details or {}),
    )
    db.session.flush()
