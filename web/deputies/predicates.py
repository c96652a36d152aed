"""Clauses about deputies, for the permission table."""

from __future__ import annotations

from web.accounts.models import User
from web.deputies.models import Deputy


def is_the_absent_caseworker(user: User, subject: object) -> bool:
    """It is the user who is away and is stood in for."""
    return isinstance(subject, Deputy) and subject.caseworker_id == user.id
