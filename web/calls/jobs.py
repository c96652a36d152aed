"""What happens to questions by itself: they run out, and nobody is left waiting for nothing."""

from __future__ import annotations

from web.calls.queries import to_close
from web.calls.services import look_after
from web.core import clock
from web.core.jobs import background
from web.extensions import db
from web.tasks.models import Shift


@background("look after asks", every="*/5 * * * *", lock="look after asks")
def look_after_asks(timestamp: int) -> None:
    """Close what has run out or is no longer needed, one commit per shift."""
    now = clock.now()
    for shift_id in to_close(now=now):
        shift = db.session.get(Shift, shift_id)
        if shift is not None:
            look_after(shift, now=now)
            db.session.commit()
