"""The hourly count of how many shifts papers would open, by which the queue of volunteers is sorted."""

from __future__ import annotations

from sqlalchemy import delete

from web.core import clock
from web.core.jobs import background
from web.extensions import db
from web.papers.models import PaperWorth
from web.papers.staff_queries import pending_ids
from web.papers.worth import count_worth
from web.profiles.models import Volunteer


@background("count what papers would open", every="42 * * * *", lock="count what papers would open")
def count_worths(*, timestamp: int) -> None:
    """Count anew for everybody who waits, one commit each, and forget the others."""
    now = clock.now()
    pending = pending_ids(now=now)
    db.session.execute(delete(PaperWorth).where(PaperWorth.volunteer_id.not_in(pending)))
    db.session.commit()
    for volunteer_id in db.session.scalars(pending.distinct()).all():
        volunteer = db.session.get(Volunteer, volunteer_id)
        if volunteer is not None:
            count_worth(volunteer, now=now)
            db.session.commit()
