"""The young person's personal links, for those without an account: each works for the address that they have now.

Should a link have gone to a mistyped address, it is worth nothing once the caseworker has written the right one.
"""

from __future__ import annotations

from typing import Any

from flask import url_for

from web.core.errors import NotVisibleError
from web.core.tokens import mark_of, read_token, signed_token
from web.extensions import db
from web.youth.models import YoungPerson

PURPOSE = "young person's choices"
VALID_DAYS = 14


def mailed_to(young_person: YoungPerson) -> str:
    """Return what a personal link keeps of the address that it is for."""
    return mark_of(young_person.email)


def is_still_theirs(payload: dict[str, Any], young_person: YoungPerson) -> bool:
    """Tell whether a personal link was made for the address that the young person has now."""
    return bool(payload.get("to") == mailed_to(young_person))


def choices_token(young_person: YoungPerson) -> str:
    """Return the token of the page on which a young person chooses what a mentor sees."""
    return signed_token({"young_person": young_person.id, "to": mailed_to(young_person)}, purpose=PURPOSE)


def choices_path(young_person: YoungPerson) -> str:
    """Return the path of the page; only pages that the young person's own personal link opened may show it."""
    return url_for("youth.choose_by_link", token=choices_token(young_person))


def young_person_of_link(token: str) -> YoungPerson:
    """Return the young person of a personal link; raise NotVisibleError for one that is old, forged or another's."""
    payload = read_token(token, purpose=PURPOSE, max_age_days=VALID_DAYS)
    young_person = db.session.get(YoungPerson, payload["young_person"])
    if young_person is None or not is_still_theirs(payload, young_person):
        raise NotVisibleError
    return young_person
