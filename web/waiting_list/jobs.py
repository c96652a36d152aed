"""Offers that nobody answers run out by themselves."""

from __future__ import annotations

from web.core import clock
from web.core.jobs import background
from web.extensions import db
from web.tasks.models import Shift
from web.waiting_list.queries import shifts_with_lapsed_offers
from web.waiting_list.services import lapse_offers


@background("pass places on", every="*/5 * * * *", lock="pass places on")
def pass_places_on(timestamp: int) -> None:
    """Offer the places that were not answered for to the next on the list, one commit per shift."""
    now = clock.now()
    for shift_id in shifts_with_lapsed_offers(now=now):
        shift = db.session.get(Shift, shift_id)
        if shift is not None:
            lapse_offers(shift, now=now)
            db.session.commit()
