"""What happens to proposals when somebody is a mentor no longer: those under way are withdrawn at once."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from web.accounts.models import User
from web.extensions import db
from web.profiles.models import Mentor
from web.proposals.models import LIVE_PROPOSALS, Proposal
from web.proposals.services import withdraw_proposal
from web.vetting.decisions import when_approval_is_taken_back


@when_approval_is_taken_back
def withdraw_proposals_of(mentor: Mentor, by: User, now: datetime) -> None:
    """Take every proposal of the mentor out of play; the mentor's row is locked."""
    live = db.session.scalars(
        select(Proposal)
        .where(Proposal.mentor_id == mentor.id, Proposal.status.in_(LIVE_PROPOSALS))
        .order_by(Proposal.id)
    ).all()
    for proposal in live:
        withdraw_proposal(proposal, by=by, reason="mentor_not_approved", now=now)
