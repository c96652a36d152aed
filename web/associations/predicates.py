"""Clauses about associations, for the permission table."""

from __future__ import annotations

from web.accounts.models import User
from web.associations.models import Association


def is_coordinator_of(user: User, subject: object) -> bool:
    """The user coordinates for the association, or registered it."""
    return isinstance(subject, Association) and user.id in {one.id for one in subject.coordinators}
