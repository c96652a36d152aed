"""Clauses about young people, for the permission table."""

from __future__ import annotations

from web.accounts.models import RoleName, User
from web.deputies.caseloads import absent_caseworkers_of
from web.youth.models import MentorRequest, YoungPerson


def is_in_own_caseload(user: User, subject: object) -> bool:
    """The user is the caseworker of the young person that the subject is, or concerns."""
    young_person = young_person_of(subject)
    return (
        young_person is not None
        and user.has_any_role(RoleName.CASEWORKER)
        and young_person.caseworker_id == user.id
    )


def is_deputy_while_caseworker_is_away(user: User, subject: object) -> bool:
    """The user stands in today for the caseworker of the young person."""
    young_person = young_person_of(subject)
    return young_person is not None and young_person.caseworker_id in absent_caseworkers_of(user)


def young_person_of(subject: object) -> YoungPerson | None:
    """Return the young person that a record is about; None for a record about nobody young."""
    if isinstance(subject, YoungPerson):
        return subject
    if isinstance(subject, MentorRequest):
        return subject.young_person
    request = getattr(subject, "request", None)
    if isinstance(request, MentorRequest):
        return request.young_person
    concerned = getattr(subject, "young_person", None)
    return concerned if isinstance(concerned, YoungPerson) else None
