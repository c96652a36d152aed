"""Clauses about proposals, for the permission table."""

from __future__ import annotations

from web.accounts.models import User
from web.proposals.models import Proposal, ProposalStatus

# Once both have said yes the page of the match takes over, which closes when the match ends.
SEEN_BY_MENTOR = frozenset({ProposalStatus.APPROVED, ProposalStatus.MENTOR_ACCEPTED})
SEEN_BY_YOUNG_PERSON = frozenset({ProposalStatus.MENTOR_ACCEPTED, ProposalStatus.ACCEPTED})


def is_addressed_mentor(user: User, subject: object) -> bool:
    """The user is the mentor of a proposal that a caseworker has approved, until the young person has answered."""
    return (
        isinstance(subject, Proposal)
        and subject.status in SEEN_BY_MENTOR
        and subject.mentor.volunteer.user_id == user.id
    )


def is_addressed_young_person(user: User, subject: object) -> bool:
    """The user is the young person of a proposal that the mentor has said yes to."""
    return (
        isinstance(subject, Proposal)
        and subject.status in SEEN_BY_YOUNG_PERSON
        and subject.request.young_person.user_id == user.id
    )
