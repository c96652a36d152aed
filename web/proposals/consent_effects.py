"""What a withdrawn consent means for proposals and requests: nothing about this person goes on."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Select, select

from web.accounts.models import User
from web.audit.services import take_step
from web.consents.effects import before_withdrawal
from web.consents.models import Consent, ConsentPurpose
from web.core.locks import lock_row
from web.extensions import db
from web.profiles.models import Mentor, Volunteer
from web.proposals.models import LIVE_PROPOSALS, Proposal
from web.proposals.places import lock_mentor
from web.proposals.services import withdraw_proposal
from web.youth.models import MENTOR_REQUEST_STEPS, MentorRequest, MentorRequestStatus

REASON = "consent_withdrawn"


@before_withdrawal
def stop_proposals(consent: Consent, by: User | None, now: datetime) -> None:
    """Withdraw every live proposal of the person, also one that appears meanwhile."""
    found = proposals_concerned(consent)
    if found is None:
        return
    while (proposal := db.session.scalars(found).first()) is not None:
        lock_mentor(proposal.mentor_id)
        lock_row(proposal)
        if proposal.status in LIVE_PROPOSALS:
            withdraw_proposal(proposal, by=by, reason=REASON, now=now)
        db.session.flush()


def proposals_concerned(consent: Consent) -> Select[Proposal] | None:
    """Return the statement for the live proposals that rest on the consent; None where none does."""
    live = select(Proposal).where(Proposal.status.in_(LIVE_PROPOSALS)).order_by(Proposal.id).limit(1)
    if consent.purpose is ConsentPurpose.BEING_MATCHED:
        return live.join(MentorRequest).where(MentorRequest.young_person_id == consent.young_person_id)
    if consent.purpose is ConsentPurpose.BEING_MENTOR:
        return live.join(Mentor).join(Volunteer).where(Volunteer.user_id == consent.user_id)
    return None


@before_withdrawal
def withdraw_open_request(consent: Consent, by: User | None, now: datetime) -> None:
    """Take the young person's open request out of the coming runs."""
    if consent.purpose is not ConsentPurpose.BEING_MATCHED:
        return
    request = db.session.scalar(
        select(MentorRequest).where(
            MentorRequest.young_person_id == consent.young_person_id,
            MentorRequest.status == MentorRequestStatus.OPEN,
        )
    )
    if request is not None:
        take_step(request, MENTOR_REQUEST_STEPS, "withdraw", by=by, now=now, details={"reason": REASON})
