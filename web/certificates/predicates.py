"""Clauses about certificates, for the permission table."""

from __future__ import annotations

from web.accounts.models import User
from web.certificates.models import Certificate


def is_own_certificate(user: User, subject: object) -> bool:
    """The certificate was issued to the user."""
    return isinstance(subject, Certificate) and subject.volunteer.user_id == user.id
