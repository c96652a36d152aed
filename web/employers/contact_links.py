"""The mailed link by which a colleague becomes one more contact of an employer."""

from __future__ import annotations

from dataclasses import dataclass

from web.accounts.models import User
from web.core.errors import NotVisibleError
from web.core.links import absolute_link
from web.core.tokens import mark_of, read_token, signed_token
from web.employers.models import Employer, EmployerStatus
from web.employers.predicates import is_contact_of_employer
from web.extensions import db

INVITATION = "an employer's new contact"
VALID_DAYS = 14


@dataclass(frozen=True)
class ContactInvitation:
    """Which employer asks, by whom, a mark of the address that was asked, and the round of invitations."""

    employer: Employer
    by: User
    to: str
    round: int

    def is_for(self, user: User) -> bool:
        """Tell whether it was mailed to this account's address."""
        return self.to == mark_of(user.email)


def invitation_link(employer: Employer, *, address: str, by: User) -> str:
    """Return the address of the page with the yes."""
    return absolute_link(
        "employers.show_invitation", token=invitation_token(employer, address=address, by=by)
    )


def invitation_token(employer: Employer, *, address: str, by: User) -> str:
    """Return the signed part of that address."""
    payload = {
        "employer": employer.id,
        "by": by.id,
        "to": mark_of(address),
        "round": employer.invitation_round,
    }
    return signed_token(payload, purpose=INVITATION)


def invitation_of_link(token: str) -> ContactInvitation:
    """Return what a link asks; NotVisibleError once it was refused, or a contact taken away: that one may hold a link too."""
    payload = read_token(token, purpose=INVITATION, max_age_days=VALID_DAYS)
    employer, by = db.session.get(Employer, payload["employer"]), db.session.get(User, payload["by"])
    if (
        employer is None
        or by is None
        or not by.active
        or employer.status is EmployerStatus.REFUSED
        or payload.get("round") != employer.invitation_round
        or not is_contact_of_employer(by, employer)
    ):
        raise NotVisibleError
    return ContactInvitation(employer, by, payload["to"], payload["round"])
