"""Names of roles and of the states of an invitation."""

from __future__ import annotations

import enum

from flask_babel import lazy_gettext

from web.accounts.models import RoleName

ROLES = {
    RoleName.CASEWORKER: lazy_gettext("Caseworker"),
    RoleName.AREA_CONTACT: lazy_gettext("Area contact"),
    RoleName.ADMINISTRATOR: lazy_gettext("Administrator"),
    RoleName.DATA_PROTECTION_CONTACT: lazy_gettext("Data protection contact"),
    RoleName.COORDINATOR: lazy_gettext("Coordinator of an association"),
    RoleName.MENTOR: lazy_gettext("Mentor"),
    RoleName.VOLUNTEER: lazy_gettext("Volunteer"),
    RoleName.YOUNG_PERSON: lazy_gettext("Young person"),
}
ROLE_EXPLANATIONS = {
    RoleName.CASEWORKER: lazy_gettext("registers young people and decides who is matched with whom"),
    RoleName.AREA_CONTACT: lazy_gettext("follows the volunteers of some districts and villages"),
    RoleName.ADMINISTRATOR: lazy_gettext("approves associations, imports files and looks after the accounts"),
    RoleName.DATA_PROTECTION_CONTACT: lazy_gettext("reads the audit log, and has no other task here"),
}


class InvitationState(enum.StrEnum):
    """How an invitation stands, as people see it."""

    WAITING = "waiting"
    EXPIRED = "expired"
    ACCEPTED = "accepted"
    REVOKED = "revoked"


INVITATION_STATES = {
    InvitationState.WAITING: lazy_gettext("Waiting"),
    InvitationState.EXPIRED: lazy_gettext("Expired"),
    InvitationState.ACCEPTED: lazy_gettext("Accepted"),
    InvitationState.REVOKED: lazy_gettext("Withdrawn"),
}
STATE_TONES = {
    InvitationState.WAITING: "waiting",
    InvitationState.EXPIRED: "bad",
    InvitationState.ACCEPTED: "good",
    InvitationState.REVOKED: "plain",
}


def names_of(roles: list[RoleName] | frozenset[RoleName]) -> str:
    """Return the names of roles in a fixed order, with commas between."""
    return ", ".join(str(name) for role, name in ROLES.items() if role in roles)
