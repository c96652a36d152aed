"""Who speaks for an employer: a colleague is asked by mail, and says yes from an account of that address."""

from __future__ import annotations

from datetime import datetime

from flask_babel import gettext

from web.accounts.models import User
from web.audit.services import record_event
from web.core.errors import NotVisibleError, RuleError
from web.core.locks import lock_row
from web.employers import messages
from web.employers.contact_links import ContactInvitation
from web.employers.models import Employer, EmployerStatus
from web.extensions import db

MOST_CONTACTS = 10


def invite_contact(employer: Employer, address: str, *, by: User, now: datetime) -> None:
    """Mail the link to a colleague; nothing tells whether the address has an account here."""
    if employer.status is EmployerStatus.REFUSED:
        raise RuleError(gettext("Your workplace is not approved. The reason is in the mail we sent you."))
    ensure_room(employer)
    messages.invite_contact(employer, address, by=by, now=now)
    record_event("employer: invite contact", employer, by=by, now=now)


def ensure_room(employer: Employer) -> None:
    """Raise RuleError where as many speak for the employer as may."""
    if len(employer.contacts) >= MOST_CONTACTS:
        raise RuleError(
            gettext("%(number)s people speak for you already. Take one away first.", number=MOST_CONTACTS),
            field="email",
        )


def accept_invitation(invitation: ContactInvitation, *, by: User, now: datetime) -> Employer:
    """Become a contact; NotVisibleError for any account but that of the mailed address."""
    employer = invitation.employer
    lock_row(employer, allows_references=True)
    if not invitation.is_for(by) or invitation.round != employer.invitation_round:
        raise NotVisibleError
    if by not in employer.contacts:
        ensure_room(employer)
        employer.contacts.append(by)
        db.session.flush()
        record_event("employer: add contact", employer, by=by, now=now)
        messages.tell_of_new_contact(employer, by, now=now)
    return employer


def remove_contact(employer: Employer, contact: User, *, by: User, now: datetime) -> None:
    """Take somebody's access away, or one's own, and end open invitations; the last one stays until another is named."""
    lock_row(employer, allows_references=True)
    db.session.refresh(employer, ["contacts"])
    if contact not in employer.contacts:
        raise NotVisibleError
    if len(employer.contacts) == 1:
        raise RuleError(gettext("Somebody must speak for the workplace. Name another contact first."))
    employer.contacts.remove(contact)
    employer.invitation_round += 1
    db.session.flush()
    record_event("employer: remove contact", employer, by=by, now=now)
    if contact != by:
        messages.tell_of_removal(employer, contact, now=now)
