"""Asking referees, and taking their answers: each link is good once and for three weeks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from flask_babel import gettext
from sqlalchemy import delete, func, select
from sqlalchemy.exc import IntegrityError

from web.accounts.models import User
from web.audit.services import record_event, take_step
from web.core.errors import RuleError
from web.core.locks import lock_row
from web.extensions import db
from web.notifications.models import DevelopmentMail, OutboxMessage
from web.profiles.models import Mentor
from web.references import messages
from web.references.models import (
    COUNTING,
    REFERENCE_STEPS,
    KnownFor,
    Recommendation,
    Reference,
    ReferenceStatus,
    Relation,
)

NEEDED = 2
MOST_NAMED = 6
MOST_LINKS = 3
REMINDED_AFTER = timedelta(days=7)
VALID_FOR = timedelta(days=21)
SAME_ADDRESS = "uq_mentor_references_mentor_id_email"


@dataclass(frozen=True)
class Referee:
    """Somebody who knows the applicant."""

    name: str
    email: str
    relation: Relation


@dataclass(frozen=True)
class Answer:
    """What a referee tells."""

    known_for: KnownFor
    recommends: Recommendation
    words: str
    phone: str


def ask_referee(mentor: Mentor, referee: Referee, *, by: User, now: datetime) -> Reference:
    """Keep whom the applicant names, and mail them their link.

    Raises RuleError for oneself, the same address twice, a third referee, and too many names in all.
    """
    lock_row(mentor)
    ensure_may_name(mentor, referee, by=by)
    reference = Reference(
        mentor_id=mentor.id,
        name=referee.name,
        email=referee.email,
        relation=referee.relation,
        status=ReferenceStatus.ASKED,
        asked_at=now,
        expires_at=now + VALID_FOR,
    )
    try:
        with db.session.begin_nested():
            db.session.add(reference)
            db.session.flush()
    except IntegrityError as error:
        if SAME_ADDRESS not in str(error):
            raise
        raise RuleError(gettext("You have named this person already."), field="email") from error
    record_event("ask referee", reference, by=by, now=now)
    messages.ask(reference)
    return reference


def ensure_may_name(mentor: Mentor, referee: Referee, *, by: User) -> None:
    """Raise RuleError where this applicant may not name this referee; their row is locked."""
    if mentor.volunteer.user_id != by.id:
        raise RuleError(gettext("Only the person themselves can name somebody."))
    if referee.email.lower() == by.email.lower():
        raise RuleError(gettext("It must be somebody else than yourself."), field="email")
    if count(mentor, *COUNTING) >= NEEDED:
        raise RuleError(gettext("You have named two people already. Take one of them off first."))
    if count(mentor, *ReferenceStatus) >= MOST_NAMED:
        raise RuleError(gettext("You have named many people by now. Please call us, and we find a way."))


def count(mentor: Mentor, *statuses: ReferenceStatus) -> int:
    """Return how many references of these statuses the applicant has."""
    statement = select(func.count(Reference.id)).where(
        Reference.mentor_id == mentor.id, Reference.status.in_(statuses)
    )
    return db.session.scalar(statement) or 0


def ask_again(reference: Reference, *, by: User, now: datetime) -> None:
    """Mail a new link; the earlier one is void from now on. Raises RuleError after the third."""
    lock_row(reference)
    if reference.link_number >= MOST_LINKS:
        raise RuleError(gettext("We have written to this person several times. Please name somebody else."))
    if reference.status is ReferenceStatus.EXPIRED and count(reference.mentor, *COUNTING) >= NEEDED:
        raise RuleError(gettext("You have named two people already. Take one of them off first."))
    take_step(
        reference,
        REFERENCE_STEPS,
        "ask again",
        by=by,
        now=now,
        changes={
            "link_number": reference.link_number + 1,
            "asked_at": now,
            "expires_at": now + VALID_FOR,
            "reminded_at": None,
        },
    )
    messages.ask(reference)


def withdraw_reference(reference: Reference, *, by: User, now: datetime) -> None:
    """Take somebody off who has not answered; their link is void."""
    take_step(reference, REFERENCE_STEPS, "withdraw", by=by, now=now)


def answer_reference(reference: Reference, answer: Answer, *, now: datetime) -> None:
    """Take a referee's answer, once; raises RuleError after the time is over, TransitionError for a second one."""
    lock_row(reference)
    ensure_in_time(reference, now=now)
    take_step(
        reference,
        REFERENCE_STEPS,
        "answer",
        by=None,
        now=now,
        changes={
            "answered_at": now,
            "known_for": answer.known_for,
            "recommends": answer.recommends,
            "words": answer.words or None,
            "phone": answer.phone,
        },
    )
    messages.tell_applicant_of_answer(reference)


def decline_reference(reference: Reference, *, now: datetime) -> None:
    """The referee would rather not; the applicant is asked for somebody else."""
    lock_row(reference)
    ensure_in_time(reference, now=now)
    take_step(reference, REFERENCE_STEPS, "decline", by=None, now=now)
    messages.ask_for_another(reference)


def ensure_in_time(reference: Reference, *, now: datetime) -> None:
    """Raise RuleError for an answer that comes after the link has run out."""
    if reference.status is ReferenceStatus.ASKED and reference.expires_at <= now:
        raise RuleError(gettext("The link has run out. Ask for a new one if you would still like to answer."))


def remind_referee(reference: Reference, *, now: datetime) -> None:
    """Remind a referee once who has not answered."""
    lock_row(reference)
    if reference.status is not ReferenceStatus.ASKED or reference.reminded_at is not None:
        return
    reference.reminded_at = now
    record_event("remind referee", reference, by=None, now=now)
    messages.remind(reference)
    db.session.flush()


def expire_reference(reference: Reference, *, now: datetime) -> None:
    """Let a link run out, and ask the applicant for somebody else."""
    take_step(reference, REFERENCE_STEPS, "expire", by=None, now=now)
    messages.ask_for_another(reference)


def delete_reference(reference: Reference, *, now: datetime) -> None:
    """Delete a reference whole: the referee's name and address, every word of the answer, and the mails about it."""
    record_event("delete reference", reference, by=None, now=now)
    mails = select(OutboxMessage.id).where(OutboxMessage.occasion.startswith(f"reference {reference.id} "))
    db.session.execute(delete(DevelopmentMail).where(DevelopmentMail.outbox_message_id.in_(mails)))
    db.session.execute(delete(OutboxMessage).where(OutboxMessage.id.in_(mails)))
    db.session.delete(reference)
    db.session.flush()
