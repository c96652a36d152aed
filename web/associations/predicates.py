"""Clauses about associations, for the permission table."""

from __future__ import annotations

from web.accounts.models import User
from web.associations.models import Association, AssociationStatus


def is_coordinator_of(user: User, subject: object) -> bool:
    """The user coordinates for the association, or registered it."""
    return isinstance(subject, Association) and user.id in {one.id for one in subject.coordinators}


def is_coordinator_unless_refused(user: User, subject: object) -> bool:
    """The user coordinates for the association, which is approved or waits: whoever waits may prepare."""
    return (
        is_coordinator_of(user, subject)
        and isinstance(subject, Association)
        and subject.status is not AssociationStatus.REFUSED
    )


def is_coordinator_of_approved(user: User, subject: object) -> bool:
    """The user coordinates for the association, and it is approved: what concerns other people waits for that."""
    return (
        is_coordinator_of(user, subject)
        and isinstance(subject, Association)
        and subject.status is AssociationStatus.APPROVED
    )
