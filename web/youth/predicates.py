"""Clauses about young people, for the permission table."""

from __future__ import annotations

from web.accounts.models import User
from web.youth.models import MentorRequest, YoungPerson


def is_in_own_caseload(user: User, subject: object) -> bool:
    """The user is the caseworker of the young person that the subject is, or concerns."""
    young_person = young_person_of(subject)
    return young_person is not None and young_person.caseworker_id == user.id


def young_person_of(subject: object) -> YoungPerson | None:
    """Return the young person that a record is about; None for a record about nobody young."""
    if isinstance(subject, YoungPerson):
        return subject
    if isinstance(subject, MentorRequest):
        return subject.young_person
    request = getattr(subject, "request", None)
    return request.young_person if isinstance(request, MentorRequest) else None
