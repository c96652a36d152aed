"""The young person's personal link: it opens one proposal, needs no account, and runs out."""

from __future__ import annotations

from web.core.errors import NotVisibleError
from web.core.links import absolute_link
from web.core.tokens import read_token, signed_token
from web.extensions import db
from web.proposals.models import Proposal
from web.proposals.predicates import SEEN_BY_YOUNG_PERSON

PURPOSE = "young person's answer"
VALID_DAYS = 14


def answer_link(proposal: Proposal) -> str:
    """Return the address at which the young person of the proposal can answer."""
    token = signed_token({"proposal": proposal.id}, purpose=PURPOSE)
    return absolute_link("matches.answer_by_link", token=token)


def proposal_of_link(token: str) -> Proposal:
    """Return the proposal of a personal link; raise NotVisibleError where it may not be seen (any more)."""
    proposal = db.session.get(
        Proposal, read_token(token, purpose=PURPOSE, max_age_days=VALID_DAYS)["proposal"]
    )
    if proposal is None or proposal.status not in SEEN_BY_YOUNG_PERSON:
        raise NotVisibleError
    return proposal
