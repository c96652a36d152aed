"""Registering an organisation, changing what it says about itself, and the administrator's answers."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable
from dataclasses import fields
from datetime import datetime
from typing import Any

from flask_babel import gettext
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from web.accounts.models import Role, RoleName, User
from web.audit.services import record_event, take_step
from web.core.errors import RuleError
from web.core.locks import lock_row
from web.core.tokens import mark_of
from web.extensions import db
from web.organisations import messages
from web.organisations.models import Organisation, OrganisationStatus
from web.organisations.register import O, Register


def register(of: Register[O], organisation: O, facts: Any, *, by: User, now: datetime) -> O:
    """Store a new organisation that waits for approval; tell administrators. Raises RuleError at the field."""
    organisation.code = f"{of.word}-{uuid.uuid4()}"
    write(of, facts, to=organisation)
    record_event(f"{of.word}: register", organisation, by=by, now=now)
    messages.tell_administrators_of_registration(of, organisation, administrators())
    return organisation


def change(
    of: Register[O], organisation: O, facts: Any, *, seen: str | None = None, by: User, now: datetime
) -> None:
    """Write what was changed; another name, kind or number of an approved one waits for an administrator's look.

    `seen` marks the name, kind and number that stood in the form. Where they have changed since, whoever left them alone
    leaves them as they are now. Raises RuleError for whoever did not, at the field that makes no sense, or is somebody else's.
    """
    lock_row(organisation, allows_references=True)
    asked = tuple(getattr(facts, name) for name in organisation.identity)
    is_stale = seen is not None and seen != mark(organisation)
    if is_stale:
        ensure_left_alone(asked, str(seen))
    needs_a_look = (
        not is_stale and organisation.status is OrganisationStatus.APPROVED and asked != organisation.facts
    )
    if needs_a_look:
        ensure_not_taken(of, organisation, facts)
    write(of, facts, to=organisation, but=organisation.identity if is_stale or needs_a_look else ())
    record_event(f"{of.word}: change", organisation, by=by, now=now)
    if needs_a_look:
        ask_for_change(of, organisation, asked, by=by, now=now)
    elif not is_stale:
        forget_change(organisation)


def ask_for_change(
    of: Register[O], organisation: O, asked: tuple[object, ...], *, by: User, now: datetime
) -> None:
    """Let another name, kind and number wait for an administrator's look, and tell them; what waits already waits on."""
    if asked == organisation.asked_facts:
        return
    for name, value in zip(organisation.identity, asked, strict=True):
        setattr(organisation, f"asked_{name}", value)
    organisation.asked_at = now
    db.session.flush()
    record_event(f"{of.word}: ask for change", organisation, by=by, now=now)
    messages.tell_administrators_of_change(of, organisation, administrators())


def approve(of: Register[O], organisation: O, *, seen: str | None = None, by: User, now: datetime) -> None:
    """Let the organisation in, and tell its people; RuleError where it is no longer what was `seen`."""
    lock_row(organisation, allows_references=True)
    ensure_seen(organisation, seen)
    take_step(organisation, of.steps, "approve", by=by, now=now)
    of.when_approved(organisation, by, now)
    messages.tell_people_of_approval(of, organisation, at=now)


def refuse(of: Register[O], organisation: O, *, reason: str, by: User, now: datetime) -> None:
    """Say no, with a reason that its people are told; what it has published leaves the public pages."""
    take_step(organisation, of.steps, "refuse", by=by, now=now)
    forget_change(organisation)
    of.when_refused(organisation, by, now)
    messages.tell_people_of_refusal(organisation, reason=reason, at=now)


def approve_change(of: Register[O], organisation: O, *, seen: str | None, by: User, now: datetime) -> None:
    """Let the new name, kind and number count from now on, and tell its people."""
    lock_row(organisation, allows_references=True)
    ensure_asked(organisation)
    ensure_seen(organisation, seen)
    try:
        with db.session.begin_nested():
            for name in organisation.identity:
                setattr(organisation, name, getattr(organisation, f"asked_{name}"))
            forget_change(organisation)
    except IntegrityError as error:
        raise refusal(of, error) from error
    record_event(f"{of.word}: approve change", organisation, by=by, now=now)
    messages.tell_people_of_change(of, organisation, at=now)


def refuse_change(of: Register[O], organisation: O, *, reason: str, by: User, now: datetime) -> None:
    """Leave everything as it was approved, and tell its people why."""
    lock_row(organisation, allows_references=True)
    ensure_asked(organisation)
    forget_change(organisation)
    record_event(f"{of.word}: refuse change", organisation, by=by, now=now)
    messages.tell_people_of_refused_change(of, organisation, reason=reason, at=now)


def mark(organisation: Organisation) -> str:
    """Return the mark of what somebody looks at: an administrator's yes is a yes to that, and a form is about that."""
    return mark_of_facts(organisation.asked_facts or organisation.facts)


def mark_of_facts(facts: Iterable[object]) -> str:
    """Return the mark of a name, kind and number."""
    return mark_of(repr([str(value) for value in facts]))


def ensure_left_alone(asked: Iterable[object], seen: str) -> None:
    """Raise RuleError where somebody wrote another name, kind or number over what has changed meanwhile."""
    if mark_of_facts(asked) != seen:
        text = gettext(
            "It has been changed since you opened the page. Open it again, and look before you save."
        )
        raise RuleError(text, field="name")


def ensure_seen(organisation: Organisation, seen: str | None) -> None:
    """Raise RuleError for an answer to something that has been changed since it was looked at."""
    if seen is not None and seen != mark(organisation):
        raise RuleError(gettext("It has been changed since you looked. Read it again before you answer."))


def ensure_asked(organisation: Organisation) -> None:
    """Raise RuleError where there is no change to answer."""
    if organisation.asked_at is None:
        raise RuleError(gettext("Somebody has already answered this, so nothing was changed."))


def forget_change(organisation: Organisation) -> None:
    """Ask for no change any more."""
    for name in organisation.identity:
        setattr(organisation, f"asked_{name}", None)
    organisation.asked_at = None
    db.session.flush()


def ensure_not_taken(of: Register[O], organisation: O, facts: Any) -> None:
    """Raise RuleError where the new name or number is somebody else's; the database says so once more in the end."""
    for taken in of.taken.values():
        value = getattr(facts, taken.field)
        others = select(of.model.id).where(
            getattr(of.model, taken.field) == value, of.model.id != organisation.id, *taken.among
        )
        if not taken.is_shared_by(facts) and db.session.scalar(others.limit(1)) is not None:
            raise RuleError(str(taken.words), field=taken.field)


def write(of: Register[O], facts: Any, *, to: O, but: Collection[str] = ()) -> None:
    """Write what was told; raise RuleError at the field that makes no sense, or is somebody else's."""
    of.ensure(facts)
    try:
        with db.session.begin_nested():
            for field in fields(facts):
                if field.name not in but:
                    setattr(to, field.name, getattr(facts, field.name))
            db.session.add(to)
    except IntegrityError as error:
        raise refusal(of, error) from error


def refusal(of: Register[O], error: IntegrityError) -> Exception:
    """Return what is said to a name or number that is somebody else's already; any other error as it is."""
    taken = of.taken.get(str(getattr(getattr(error.orig, "diag", None), "constraint_name", None)))
    return error if taken is None else RuleError(str(taken.words), field=taken.field)


def administrators() -> list[User]:
    """Return the active administrators."""
    statement = select(User).where(User.roles.any(Role.name == RoleName.ADMINISTRATOR), User.active)
    return list(db.session.scalars(statement.order_by(User.id)))
