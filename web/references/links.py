"""The referee's personal link: signed, for one reference and one asking, void once it is used or run out."""

from __future__ import annotations

from datetime import datetime

from web.core.errors import NotVisibleError
from web.core.links import absolute_link
from web.core.tokens import read_token, signed_token
from web.extensions import db
from web.references.models import Reference, ReferenceStatus

PURPOSE = "referee's answer"
VALID_DAYS = 21


def reference_link(reference: Reference) -> str:
    """Return the address at which the referee can answer."""
    payload = {"reference": reference.id, "link": reference.link_number}
    return absolute_link("references.answer", token=signed_token(payload, purpose=PURPOSE))


def has_been_answered(token: str) -> bool:
    """Tell whether the link is real and its referee has answered by it; NotVisibleError for one that is forged."""
    payload = read_token(token, purpose=PURPOSE, max_age_days=VALID_DAYS)
    reference = db.session.get(Reference, payload["reference"])
    is_over = (ReferenceStatus.ANSWERED, ReferenceStatus.DECLINED)
    return reference is not None and reference.status in is_over and reference.link_number == payload["link"]


def reference_of_link(token: str, *, now: datetime) -> Reference:
    """Return the reference of a link; NotVisibleError for one that is forged, used, replaced, taken back or too old."""
    payload = read_token(token, purpose=PURPOSE, max_age_days=VALID_DAYS)
    reference = db.session.get(Reference, payload["reference"])
    if (
        reference is None
        or reference.status is not ReferenceStatus.ASKED
        or reference.link_number != payload["link"]
        or reference.expires_at <= now
    ):
        raise NotVisibleError
    return reference
