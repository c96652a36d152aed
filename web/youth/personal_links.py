"""The young person's personal link to the page where they choose what a mentor sees, for those without an account."""

from __future__ import annotations

from flask import url_for

from web.core.errors import NotVisibleError
from web.core.tokens import read_token, signed_token
from web.extensions import db
from web.youth.models import YoungPerson

PURPOSE = "young person's choices"
VALID_DAYS = 14


def choices_path(young_person: YoungPerson) -> str:
    """Return the path of the page; only pages that the young person's own personal link opened may show it."""
    token = signed_token({"young_person": young_person.id}, purpose=PURPOSE)
    return url_for("youth.choose_by_link", token=token)


def young_person_of_link(token: str) -> YoungPerson:
    """Return the young person of a personal link; raise NotVisibleError for a link that is old or forged."""
    payload = read_token(token, purpose=PURPOSE, max_age_days=VALID_DAYS)
    young_person = db.session.get(YoungPerson, payload["young_person"])
    if young_person is None:
        raise NotVisibleError
    return young_person
