"""Clauses about requests, for the permission table."""

from __future__ import annotations

from web.accounts.models import RoleName, User
from web.deputies.caseloads import caseloads_of
from web.privacy.models import DataRequest


def is_request_to(user: User, subject: object) -> bool:
    """The request goes to the user: to the young person's caseworker, else to the data protection contact."""
    if not isinstance(subject, DataRequest):
        return False
    if subject.young_person is not None:
        return subject.young_person.caseworker_id in caseloads_of(user)
    return user.has_any_role(RoleName.DATA_PROTECTION_CONTACT)
