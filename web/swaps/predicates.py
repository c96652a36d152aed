"""Clauses about swaps, for the permission table."""

from __future__ import annotations

from sqlalchemy import select

from web.accounts.models import User
from web.associations.predicates import is_coordinator_of_approved
from web.extensions import db
from web.profiles.models import Volunteer
from web.swaps.models import Swap
from web.swaps.queries import associations_helped


def is_giver(user: User, subject: object) -> bool:
    """The user wants to hand the shift on."""
    return isinstance(subject, Swap) and subject.signup.volunteer.user_id == user.id


def is_fellow_volunteer(user: User, subject: object) -> bool:
    """The user has had a place at the same association."""
    if not isinstance(subject, Swap):
        return False
    volunteer_id = db.session.scalar(select(Volunteer.id).where(Volunteer.user_id == user.id))
    helped = db.session.scalars(associations_helped(volunteer_id or 0)).all()
    return subject.signup.shift.task.association_id in helped


def is_coordinator_of_swap(user: User, subject: object) -> bool:
    """The user coordinates for the approved association whose shifts are swapped."""
    return isinstance(subject, Swap) and is_coordinator_of_approved(
        user, subject.signup.shift.task.association
    )
