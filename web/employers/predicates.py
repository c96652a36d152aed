"""Clauses about employers, for the permission table."""

from __future__ import annotations

from web.accounts.models import User
from web.employers.models import Employer


def is_contact_of_employer(user: User, subject: object) -> bool:
    """The user speaks for the employer."""
    return isinstance(subject, Employer) and user.id in {one.id for one in subject.contacts}
