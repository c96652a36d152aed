"""Reads of references: the applicant's own without the answers, and those that are due for something."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import and_, func, or_, select

from web.accounts.models import User
from web.core.errors import NotVisibleError
from web.core.retention import KEPT_FOR, Retention
from web.extensions import db
from web.profiles.models import Mentor, MentorStatus, Volunteer
from web.references.models import Reference, ReferenceStatus
from web.references.services import REMINDED_AFTER
from web.vetting.models import Outcome, ScreeningDecision

LEFT_OVER_KEPT_FOR = timedelta(days=30)
LARGEST_ID = 2**31 - 1


def references_of(mentor: Mentor) -> Sequence[Reference]:
    """Return everybody the applicant has named, the newest last; those taken off are left out."""
    return db.session.scalars(
        select(Reference)
        .where(Reference.mentor_id == mentor.id, Reference.status != ReferenceStatus.WITHDRAWN)
        .order_by(Reference.id)
    ).all()


def own_reference(user: User, reference_id: int) -> Reference:
    """Return a reference that the user named; NotVisibleError for all others."""
    found = db.session.scalar(
        select(Reference)
        .join(Reference.mentor)
        .join(Mentor.volunteer)
        .where(Reference.id == min(reference_id, LARGEST_ID), Volunteer.user_id == user.id)
    )
    if found is None:
        raise NotVisibleError
    return found


def to_remind(*, now: datetime) -> Sequence[int]:
    """Return the ids of those asked a week ago who have neither answered nor been reminded."""
    return db.session.scalars(
        select(Reference.id)
        .where(
            Reference.status == ReferenceStatus.ASKED,
            Reference.reminded_at.is_(None),
            Reference.asked_at <= now - REMINDED_AFTER,
            Reference.expires_at > now,
        )
        .order_by(Reference.id)
    ).all()


def to_expire(*, now: datetime) -> Sequence[int]:
    """Return the ids of those whose link has run out."""
    return db.session.scalars(
        select(Reference.id)
        .where(Reference.status == ReferenceStatus.ASKED, Reference.expires_at <= now)
        .order_by(Reference.id)
    ).all()


def to_delete(*, now: datetime) -> Sequence[int]:
    """Return the ids of what is no longer needed: old after the decision, or never answered and left over."""
    decided_before = now - KEPT_FOR[Retention.REFERENCE].length
    newest = (
        select(func.max(ScreeningDecision.decided_at))
        .where(
            ScreeningDecision.mentor_id == Reference.mentor_id,
            ScreeningDecision.outcome.in_((Outcome.APPROVED, Outcome.REFUSED)),
        )
        .scalar_subquery()
    )
    return db.session.scalars(
        select(Reference.id)
        .join(Reference.mentor)
        .where(
            or_(
                and_(Mentor.status != MentorStatus.APPLIED, newest <= decided_before),
                and_(
                    Reference.status.not_in((ReferenceStatus.ASKED, ReferenceStatus.ANSWERED)),
                    Reference.expires_at <= now - LEFT_OVER_KEPT_FOR,
                ),
            )
        )
        .order_by(Reference.id)
    ).all()
