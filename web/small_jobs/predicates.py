"""Clauses about small jobs, for the permission table."""

from __future__ import annotations

from web.accounts.models import User
from web.employers.predicates import is_contact_of_employer
from web.small_jobs.models import SmallJob, SmallJobStatus


def is_contact_of_job(user: User, subject: object) -> bool:
    """The user speaks for the employer of the small job."""
    return isinstance(subject, SmallJob) and is_contact_of_employer(user, subject.employer)


def is_open_job(user: User, subject: object) -> bool:
    """The small job can be found by everybody."""
    return isinstance(subject, SmallJob) and subject.status is SmallJobStatus.PUBLISHED
