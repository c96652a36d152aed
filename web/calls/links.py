"""The personal link in a question: signed, for one question and the address it was mailed to; opening it changes nothing."""

from __future__ import annotations

import hmac

from web.calls.models import Ask
from web.calls.queries import ask_with
from web.core.errors import NotVisibleError
from web.core.links import absolute_link
from web.core.tokens import mark_of, read_token, signed_token

PURPOSE = "answer to an ask"
VALID_DAYS = 60


def answer_token(ask: Ask) -> str:
    """Return what stands in the address of the answer."""
    return signed_token({"ask": ask.id, "to": mark_of(ask.volunteer.user.email)}, purpose=PURPOSE)


def answer_link(ask: Ask) -> str:
    """Return the address at which the volunteer answers."""
    return absolute_link("calls.answer", token=answer_token(ask))


def ask_of_link(token: str) -> Ask:
    """Return the question of a link; raise NotVisibleError for one that is forged, too old, or no longer theirs."""
    payload = read_token(token, purpose=PURPOSE, max_age_days=VALID_DAYS)
    ask = ask_with(payload["ask"])
    user = ask.volunteer.user
    if not user.active or not hmac.compare_digest(payload["to"], mark_of(user.email)):
        raise NotVisibleError
    return ask
