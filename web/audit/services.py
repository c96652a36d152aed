"""The doors to the log: recording an event (or many of one import), a look, and a step of a state machine (recorded too)."""

from __future__ import annotations

import enum
import re
from collections.abc import Sequence
from datetime import datetime
from typing import Any, Protocol, TypeVar

from flask import g, has_request_context
from sqlalchemy import insert

from web.audit.impersonal import ensure_impersonal
from web.audit.models import AuditEvent
from web.core.locks import lock_row
from web.core.origin import current_origin
from web.core.state_machines import StateMachine
from web.extensions import db

Status = TypeVar("Status", bound=enum.StrEnum)
YOUNG_PERSON = "YoungPerson"


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

    `action` is a short verb phrase ("approve proposal"); `purpose` and `details` hold ids, codes and numbers in lower
    case, never personal data or a person's own words: anything else raises PersonalDataError. What a deputy does
    carries the id of the caseworker for whom they do it.
    """
    ensure_impersonal(details or {}, purpose=purpose)
    origin = current_origin()
    event = AuditEvent(
        at=now,
        actor_id=None if by is None else by.id,
        action=action,
        subject_kind=type(subject).__name__,
        subject_id=subject.id,
        young_person_id=young_person_concerned(subject),
        purpose=purpose,
        origin=origin.kind,
        place=origin.place,
        request_id=origin.request_id,
        details=(details or {}) | for_whom(by),
    )
    db.session.add(event)


def for_whom(by: Actor | None) -> dict[str, int]:
    """Return for whom the actor acts in this request, where they do so as a deputy."""
    if by is None or not has_request_context() or "acts_for" not in g:
        return {}
    return {"for": g.acts_for}


def record_view(subject: Subject, *, by: Actor | None, now: datetime, purpose: str = "") -> None:
    """Write down that somebody looked at a record: "look at young person", "look at proposal" and so on.

    `purpose` says in a few fixed words in lower case what for ("casework", "as mentor"). The caller commits.
    """
    record_event(f"look at {kind_in_words(subject)}", subject, by=by, now=now, purpose=purpose)


def record_refusal(
    kind: type[Any],
    subject_id: int,
    *,
    by: Actor,
    now: datetime,
    young_person_id: int | None,
    is_change: bool,
) -> None:
    """Write down that somebody asked for a record, by its id, that is not theirs to see, or that does not exist."""
    origin = current_origin()
    attempt = "change of" if is_change else "look at"
    event = AuditEvent(
        at=now,
        actor_id=by.id,
        action=f"refused {attempt} {words_of(kind)}",
        subject_kind=kind.__name__,
        subject_id=subject_id,
        young_person_id=young_person_id,
        origin=origin.kind,
        place=origin.place,
        request_id=origin.request_id,
    )
    db.session.add(event)


def record_failed_sign_in(user_id: int, *, step: str, now: datetime) -> None:
    """Write down a password or code that did not let in; 0 stands for an account that does not exist."""
    origin = current_origin()
    event = AuditEvent(
        at=now,
        action="refused sign-in",
        subject_kind="User",
        subject_id=user_id,
        origin=origin.kind,
        place=origin.place,
        request_id=origin.request_id,
        details={"step": step},
    )
    db.session.add(event)


def record_refused_request(reason: str, *, user_id: int | None, times: int, now: datetime) -> None:
    """Write down that a request was refused at the door, for the `times`th time within a minute; `reason` is a code."""
    origin = current_origin()
    event = AuditEvent(
        at=now,
        actor_id=user_id,
        action=f"refused: {reason}",
        subject_kind="User",
        subject_id=user_id or 0,
        origin=origin.kind,
        place=origin.place,
        request_id=origin.request_id,
        details={"times": times},
    )
    db.session.add(event)


def kind_in_words(subject: Subject) -> str:
    """Return the kind of a stored thing in words: that of a `MentorRequest` is "mentor request"."""
    return words_of(type(subject))


def words_of(kind: type[Any]) -> str:
    """Return the name of a class in words."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", kind.__name__).lower()


def young_person_concerned(subject: Subject) -> int | None:
    """Return the id of the young person whom a record is about: itself, its own, or its request's."""
    if type(subject).__name__ == YOUNG_PERSON:
        return int(subject.id)
    holder = subject if hasattr(subject, "young_person_id") else getattr(subject, "request", None)
    return getattr(holder, "young_person_id", None)


def record_imports(
    kind: type[Subject], ids: Sequence[int], *, by: Actor | None, now: datetime, purpose: str = ""
) -> None:
    """Write one audit event for each of many records that came with one file, at once."""
    origin = current_origin()
    common: dict[str, Any] = {
        "at": now,
        "actor_id": None if by is None else by.id,
        "action": "import",
        "subject_kind": kind.__name__,
        "purpose": purpose,
        "origin": origin.kind,
        "place": origin.place,
        "request_id": origin.request_id,
        "details": {},
    }
    is_young_person = kind.__name__ == YOUNG_PERSON
    rows = [common | {"subject_id": one, "young_person_id": one if is_young_person else None} for one in ids]
    if rows:
        db.session.execute(insert(AuditEvent), rows)


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
