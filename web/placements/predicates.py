"""Clauses about job proposals and placements, for the permission table."""

from __future__ import annotations

from web.accounts.models import User
from web.employers.models import Employer, EmployerStatus
from web.employers.predicates import is_contact_of_employer
from web.placements.models import JobProposal, JobProposalStatus, Placement, PlacementStatus, TrialDay

SHOWN_TO_EMPLOYER = frozenset({JobProposalStatus.YOUNG_PERSON_ACCEPTED, JobProposalStatus.ACCEPTED})
SHOWN_TO_YOUNG_PERSON = frozenset(
    {JobProposalStatus.APPROVED, JobProposalStatus.YOUNG_PERSON_ACCEPTED, JobProposalStatus.ACCEPTED}
)


def is_contact_of_workplace(user: User, subject: object) -> bool:
    """The user speaks for the approved employer, and it has been asked; what has ended is the employer's no more."""
    employer = employer_concerned(subject)
    return (
        employer is not None
        and employer.status is EmployerStatus.APPROVED
        and is_contact_of_employer(user, employer)
    )


def employer_concerned(subject: object) -> Employer | None:
    """Return the employer that may see a record now."""
    if isinstance(subject, Employer):
        return subject
    if isinstance(subject, JobProposal):
        return subject.small_job.employer if subject.status in SHOWN_TO_EMPLOYER else None
    placement = subject.placement if isinstance(subject, TrialDay) else subject
    if isinstance(placement, Placement) and placement.status is not PlacementStatus.ENDED:
        return placement.small_job.employer
    return None


def is_own_job_proposal(user: User, subject: object) -> bool:
    """The young person has been asked."""
    return (
        isinstance(subject, JobProposal)
        and subject.status in SHOWN_TO_YOUNG_PERSON
        and subject.young_person.user_id == user.id
    )


def is_young_person_placed(user: User, subject: object) -> bool:
    """The user is the young person of the placement."""
    placement = subject.placement if isinstance(subject, TrialDay) else subject
    return isinstance(placement, Placement) and placement.young_person.user_id == user.id
