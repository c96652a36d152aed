"""Clauses about associations, for the permission table."""

from __future__ import annotations

from web.accounts.models import User
from web.associations.models import Association


def is_coordinator_of(user: User, subject: object) -> bool:
    """The user coordinates for the association that the subject is, or belongs to."""
    association = subject if isinstance(subject, Association) else getattr(subject, "association", None)
    return association is not None and user.id in {coordinator.id for coordinator in association.coordinators}
