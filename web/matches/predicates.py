"""Clauses about matches, for the permission table."""

from __future__ import annotations

from web.accounts.models import User
from web.matches.models import Match


def is_party_to_match(user: User, subject: object) -> bool:
    """The user is the mentor or the young person of the match."""
    return isinstance(subject, Match) and user.id in {
        subject.mentor.volunteer.user_id,
        subject.young_person.user_id,
    }
