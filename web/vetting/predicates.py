"""Clauses about vetting, for the permission table."""

from __future__ import annotations

from web.accounts.models import RoleName, User
from web.profiles.models import Mentor


def lives_in_own_area(user: User, subject: object) -> bool:
    """The user is the contact of the area in which the mentor or applicant lives, and that is no secret."""
    return (
        isinstance(subject, Mentor)
        and user.has_any_role(RoleName.AREA_CONTACT)
        and not subject.volunteer.is_protected
        and subject.volunteer.area_id in {area.id for area in user.contact_areas}
    )
