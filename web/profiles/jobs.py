"""What happens to volunteers by itself: breaks end, old drafts are forgotten."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select

from web.core import clock
from web.core.jobs import background, enqueue
from web.extensions import db
from web.profiles.drafts import forget_old_drafts
from web.profiles.models import Volunteer, VolunteerStatus
from web.profiles.services import resume


@background("end breaks", every="10 3 * * *")
def end_breaks(timestamp: int) -> None:
    """Enqueue the return of every volunteer whose break is over."""
    for volunteer_id in volunteers_whose_break_ended(clock.local_date(clock.now())):
        enqueue(end_break, volunteer_id=volunteer_id)


@background("end a break")
def end_break(*, volunteer_id: int) -> None:
    """Bring one volunteer back, unless they came back or prolonged the break meanwhile."""
    now = clock.now()
    volunteer = db.session.get_one(Volunteer, volunteer_id, with_for_update=True)
    is_over = volunteer.paused_until is not None and volunteer.paused_until < clock.local_date(now)
    if volunteer.status is VolunteerStatus.PAUSED and is_over:
        resume(volunteer, by=None, now=now)


@background("forget old drafts", every="20 3 * * *")
def forget_drafts(timestamp: int) -> None:
    """Delete what people typed who never confirmed their address."""
    forget_old_drafts(now=clock.now())


def volunteers_whose_break_ended(today: date) -> list[int]:
    """Return the ids of paused volunteers whose last day of break is past."""
    return list(
        db.session.scalars(
            select(Volunteer.id)
            .where(Volunteer.status == VolunteerStatus.PAUSED, Volunteer.paused_until < today)
            .order_by(Volunteer.id)
        )
    )
