"""Clauses about vetting, for the permission table."""

from __future__ import annotations

from web.accounts.models import RoleName, User
from web.profiles.models import Mentor, Volunteer


def lives_in_own_area(user: User, subject: object) -> bool:
    """The user is the contact of the area in which the mentor, applicant or volunteer lives, and that is no secret."""
    volunteer = subject.volunteer if isinstance(subject, Mentor) else subject
    return (
        isinstance(volunteer, Volunteer)
        and user.has_any_role(RoleName.AREA_CONTACT)
        and not volunteer.is_protected
        and volunteer.area_id in {area.id for area in user.contact_areas}
    )
