"""What a withdrawn consent means for small jobs: nobody new is asked; a job that runs is between the two, and goes on."""

from __future__ import annotations

from datetime import datetime

from web.accounts.models import User
from web.consents.effects import before_withdrawal
from web.consents.models import Consent, ConsentPurpose
from web.core.locks import lock_row
from web.extensions import db
from web.placements.models import LIVE_JOB_PROPOSALS
from web.placements.proposal_services import live_proposals, withdraw_proposal
from web.small_jobs.queries import wishes_of
from web.youth.models import YoungPerson

REASON = "consent_withdrawn"


@before_withdrawal
def stop_looking(consent: Consent, by: User | None, now: datetime) -> None:
    """Withdraw what is proposed, and take the young person out of the coming runs."""
    if consent.purpose is not ConsentPurpose.BEING_MATCHED or consent.young_person_id is None:
        return
    person = db.session.get_one(YoungPerson, consent.young_person_id)
    for proposal in live_proposals(person):
        lock_row(proposal.small_job)
        lock_row(proposal)
        if proposal.status in LIVE_JOB_PROPOSALS:
            withdraw_proposal(proposal, by=by, reason=REASON, now=now)
    wishes = wishes_of(person)
    if wishes is not None:
        wishes.is_looking = False
    db.session.flush()
