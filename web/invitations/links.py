"""The link in the mail: signed, for one invitation, and dead once a newer one is sent."""

from __future__ import annotations

from web.core.errors import NotVisibleError
from web.core.links import absolute_link
from web.core.tokens import read_token, signed_token
from web.extensions import db
from web.invitations.models import StaffInvitation

PURPOSE = "staff invitation"
LONGEST_REMEMBERED_DAYS = 365


def invitation_link(invitation: StaffInvitation) -> str:
    """Return the link of the newest sending."""
    token = signed_token({"invitation": invitation.id, "sending": invitation.sending}, purpose=PURPOSE)
    return absolute_link("invitations.answer", token=token)


def invitation_of(token: str) -> tuple[StaffInvitation, bool]:
    """Return the invitation of a link, and whether the link is its newest; NotVisibleError for a forged one.

    An old link is still recognised for a year, so that its page can say what became of the invitation.
    """
    payload = read_token(token, purpose=PURPOSE, max_age_days=LONGEST_REMEMBERED_DAYS)
    invitation = db.session.get(StaffInvitation, payload["invitation"])
    if invitation is None:
        raise NotVisibleError
    return invitation, payload["sending"] == invitation.sending
