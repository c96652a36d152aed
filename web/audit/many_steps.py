"""The same step for many things at once: locked, checked and recorded one by one, with a few statements for all."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import insert, select

from web.audit.models import AuditEvent
from web.audit.services import Actor, Status, Subject, for_whom, young_person_concerned
from web.core.origin import current_origin
from web.core.state_machines import StateMachine
from web.extensions import db

Changes = Callable[[Any], Mapping[str, Any]]


def take_steps(
    subjects: Sequence[Any],
    machine: StateMachine[Status],
    step: str,
    *,
    by: Actor | None,
    now: datetime,
    changes: Changes = lambda subject: {},
) -> None:
    """Move things of one kind along the same step, as `take_step` does with each, under row locks in the order of ids.

    Raises TransitionError, with nothing changed, where the step does not fit one of them any more. `changes` returns
    the values that are written in the same statement as the status.
    """
    if not subjects:
        return
    db.session.flush()
    before = lock_statuses(subjects)
    targets = {one.id: machine.target_of(step, before[one.id]) for one in subjects}
    for one in subjects:
        if one.status is not before[one.id]:
            db.session.refresh(one)
        one.status = targets[one.id]
        for name, value in changes(one).items():
            setattr(one, name, value)
    db.session.flush()
    details = {one.id: {"from": before[one.id].value, "to": targets[one.id].value} for one in subjects}
    record_events(f"{machine.subject}: {step}", subjects, by=by, now=now, details=details)


def lock_statuses(subjects: Sequence[Any]) -> dict[int, Any]:
    """Lock the rows of things of one kind, and return what their statuses are in truth."""
    kind = type(subjects[0])
    rows = db.session.execute(
        select(kind.id, kind.status)
        .where(kind.id.in_([one.id for one in subjects]))
        .order_by(kind.id)
        .with_for_update(of=kind)
    )
    return {row[0]: row[1] for row in rows}


def record_events(
    action: str,
    subjects: Sequence[Subject],
    *,
    by: Actor | None,
    now: datetime,
    details: Mapping[int, Mapping[str, Any]] | None = None,
) -> None:
    """Write one audit event for each of many things, at once; `details` by id hold codes and numbers only."""
    origin = current_origin()
    common: dict[str, Any] = {
        "at": now,
        "actor_id": None if by is None else by.id,
        "action": action,
        "purpose": "",
        "origin": origin.kind,
        "place": origin.place,
        "request_id": origin.request_id,
    }
    whom = for_whom(by)
    rows = [
        common
        | {
            "subject_kind": type(one).__name__,
            "subject_id": one.id,
            "young_person_id": young_person_concerned(one),
            "details": dict((details or {}).get(one.id, {})) | whom,
        }
        for one in subjects
    ]
    if rows:
        db.session.execute(insert(AuditEvent), rows)
