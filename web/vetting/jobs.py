"""The hourly round over clearances that run out."""

from __future__ import annotations

from web.core import clock
from web.core.jobs import background
from web.extensions import db
from web.vetting.models import Clearance
from web.vetting.reminders import due_clearances, is_daytime, remind


@background("remind of clearances", every="12 * * * *", lock="remind of clearances")
def remind_of_clearances(*, timestamp: int) -> None:
    """Send what is due, one commit each; at night it waits for the morning."""
    now = clock.now()
    if not is_daytime(now):
        return
    for clearance_id in due_clearances(now=now):
        clearance = db.session.get(Clearance, clearance_id)
        if clearance is not None:
            remind(clearance, now=now)
            db.session.commit()
