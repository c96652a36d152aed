"""Clauses about references, for the permission table."""

from __future__ import annotations

from web.accounts.models import User
from web.references.models import Reference


def is_own_reference(user: User, subject: object) -> bool:
    """The user named this referee."""
    return isinstance(subject, Reference) and subject.mentor.volunteer.user_id == user.id
