"""Clauses about interviews, for the permission table."""

from __future__ import annotations

from web.accounts.models import User
from web.interviews.models import Interview


def is_invited(user: User, subject: object) -> bool:
    """The interview is with the user, as the applicant."""
    return isinstance(subject, Interview) and subject.mentor.volunteer.user_id == user.id
