"""Clauses about matches, for the permission table."""

from __future__ import annotations

from web.accounts.models import User
from web.matches.models import Match, MatchStatus


def is_party_to_running_match(user: User, subject: object) -> bool:
    """The user is the mentor or the young person of the match, and it still runs."""
    return (
        isinstance(subject, Match)
        and subject.status is MatchStatus.ACTIVE
        and user.id in {subject.mentor.volunteer.user_id, subject.young_person.user_id}
    )
