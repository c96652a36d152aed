"""The young person's personal link: it opens one proposal, needs no account, and runs out."""

from __future__ import annotations

from web.core.errors import NotVisibleError
from web.core.links import absolute_link
from web.core.tokens import read_token, signed_token
from web.extensions import db
from web.proposals.models import Proposal
from web.proposals.predicates import SEEN_BY_YOUNG_PERSON
from web.youth.personal_links import is_still_theirs, mailed_to

PURPOSE = "young person's answer"
VALID_DAYS = 14


def answer_token(proposal: Proposal) -> str:
    """Return the token of the page on which the young person of the proposal can answer."""
    to = mailed_to(proposal.request.young_person)
    return signed_token({"proposal": proposal.id, "to": to}, purpose=PURPOSE)


def answer_link(proposal: Proposal) -> str:
    """Return the address at which the young person of the proposal can answer."""
    return absolute_link("matches.answer_by_link", token=answer_token(proposal))


def proposal_of_link(token: str) -> Proposal:
    """Return the proposal of a personal link; raise NotVisibleError where it may not be seen (any more)."""
    payload = read_token(token, purpose=PURPOSE, max_age_days=VALID_DAYS)
    proposal = db.session.get(Proposal, payload["proposal"])
    if proposal is None or proposal.status not in SEEN_BY_YOUNG_PERSON:
        raise NotVisibleError
    if not is_still_theirs(payload, proposal.request.young_person):
        raise NotVisibleError
    return proposal
