"""The young person's personal link to the page of their match, for those without an account."""

from __future__ import annotations

from web.core.errors import NotVisibleError
from web.core.links import absolute_link
from web.core.tokens import read_token, signed_token
from web.extensions import db
from web.matches.models import Match, MatchStatus
from web.youth.personal_links import is_still_theirs, mailed_to

PURPOSE = "young person's match"
VALID_DAYS = 180


def match_token(match: Match) -> str:
    """Return the token of the match's page."""
    return signed_token({"match": match.id, "to": mailed_to(match.young_person)}, purpose=PURPOSE)


def match_link(match: Match) -> str:
    """Return the address of the match's page for its young person."""
    return absolute_link("matches.show_match_by_link", token=match_token(match))


def match_of_link(token: str) -> Match:
    """Return the running match of a personal link; raise NotVisibleError for a link that is old, forged or over."""
    payload = read_token(token, purpose=PURPOSE, max_age_days=VALID_DAYS)
    match = db.session.get(Match, payload["match"])
    if match is None or match.status is not MatchStatus.ACTIVE:
        raise NotVisibleError
    if not is_still_theirs(payload, match.young_person):
        raise NotVisibleError
    return match
