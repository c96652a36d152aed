"""Clauses about records opened outside one's own work, for the permission table."""

from __future__ import annotations

from sqlalchemy import select

from web.accounts.models import User
from web.core import clock
from web.disclosure.models import Disclosure
from web.extensions import db
from web.profiles.models import Mentor, Volunteer
from web.youth.models import YoungPerson


def has_broken_the_glass(user: User, subject: object) -> bool:
    """The user has opened just this record with a reason, and the time is not over."""
    if isinstance(subject, Disclosure):
        return subject.reader_id == user.id and subject.is_open(now=clock.now())
    if isinstance(subject, Mentor):
        return has_broken_the_glass(user, subject.volunteer)
    if not isinstance(subject, YoungPerson | Volunteer):
        return False
    now = clock.now()
    record = Disclosure.young_person_id if isinstance(subject, YoungPerson) else Disclosure.volunteer_id
    statement = select(Disclosure.id).where(
        Disclosure.reader_id == user.id,
        record == subject.id,
        Disclosure.closed_at.is_(None),
        Disclosure.opened_at <= now,
        Disclosure.ends_at > now,
    )
    return db.session.scalar(statement.limit(1)) is not None


def is_own_disclosure(user: User, subject: object) -> bool:
    """The user is the one who opened the record."""
    return isinstance(subject, Disclosure) and subject.reader_id == user.id


def is_somebody_elses_disclosure(user: User, subject: object) -> bool:
    """Somebody else opened the record: nobody reviews what they did themselves."""
    return isinstance(subject, Disclosure) and subject.reader_id != user.id
