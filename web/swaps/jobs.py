"""Swaps that nobody took end by themselves."""

from __future__ import annotations

from web.core import clock
from web.core.jobs import background
from web.extensions import db
from web.swaps.models import Swap
from web.swaps.queries import overdue_swaps
from web.swaps.services import expire_swap


@background("end swaps", every="*/15 * * * *", lock="end swaps")
def end_swaps(timestamp: int) -> None:
    """End the swaps whose shift has begun or is gone, one commit for each."""
    now = clock.now()
    for swap_id in overdue_swaps(now=now):
        swap = db.session.get(Swap, swap_id)
        if swap is not None:
            expire_swap(swap, now=now)
            db.session.commit()
