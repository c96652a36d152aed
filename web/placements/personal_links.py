"""Signed links: the young person's to answer a proposal, and the workplace's to note a week's hours."""

from __future__ import annotations

from web.accounts.models import User
from web.core.errors import NotVisibleError
from web.core.links import absolute_link
from web.core.tokens import mark_of, read_token, signed_token
from web.employers.models import Employer, EmployerStatus
from web.employers.predicates import is_contact_of_employer
from web.extensions import db
from web.placements.models import JobProposal
from web.placements.predicates import SHOWN_TO_YOUNG_PERSON
from web.youth.personal_links import is_still_theirs, mailed_to

ANSWER = "young person's answer about a small job"
HOURS = "a workplace's hours"
VALID_DAYS = 14


def answer_link(proposal: JobProposal) -> str:
    """Return the address at which the young person of the proposal can answer."""
    return absolute_link("placements.answer_by_link", token=answer_token(proposal))


def answer_token(proposal: JobProposal) -> str:
    """Return the signed part of that address."""
    to = mailed_to(proposal.young_person)
    return signed_token({"proposal": proposal.id, "to": to}, purpose=ANSWER)


def proposal_of_link(token: str) -> JobProposal:
    """Return the proposal of a personal link; raise NotVisibleError where it may not be seen (any more)."""
    payload = read_token(token, purpose=ANSWER, max_age_days=VALID_DAYS)
    found = db.session.get(JobProposal, payload["proposal"])
    if found is None or found.status not in SHOWN_TO_YOUNG_PERSON:
        raise NotVisibleError
    if not is_still_theirs(payload, found.young_person):
        raise NotVisibleError
    return found


def hours_link(employer: Employer, contact: User) -> str:
    """Return the address at which a contact can note the hours of the week without signing in."""
    return absolute_link("placements.note_hours_by_link", token=hours_token(employer, contact))


def hours_token(employer: Employer, contact: User) -> str:
    """Return the signed part of that address."""
    to = mark_of(contact.email)
    return signed_token({"employer": employer.id, "contact": contact.id, "to": to}, purpose=HOURS)


def workplace_of_link(token: str) -> tuple[Employer, User]:
    """Return the workplace and contact of a link; NotVisibleError where they no longer belong together."""
    payload = read_token(token, purpose=HOURS, max_age_days=VALID_DAYS)
    employer = db.session.get(Employer, payload["employer"])
    contact = db.session.get(User, payload["contact"])
    if (
        employer is None
        or contact is None
        or employer.status is not EmployerStatus.APPROVED
        or not contact.active
        or payload.get("to") != mark_of(contact.email)
        or not is_contact_of_employer(contact, employer)
    ):
        raise NotVisibleError
    return employer, contact
