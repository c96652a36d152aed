"""Confirmed micro-tasks count among a volunteer's hours."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import datetime

from sqlalchemy import select, true

from web.associations.models import Association
from web.attendance.hours import Spell, adds_hours
from web.extensions import db
from web.micro_tasks.models import MicroReport, ReportStatus
from web.tasks.models import Shift, Signup, Task


@adds_hours
def confirmed_reports(volunteer_ids: Collection[int], since: datetime | None) -> Iterator[Spell]:
    """Yield the micro-tasks of these volunteers that their associations have confirmed."""
    statement = (
        select(
            Signup.volunteer_id, MicroReport.reported_at, MicroReport.minutes, Task.title, Association.name
        )
        .join(Signup, Signup.id == MicroReport.signup_id)
        .join(Signup.shift)
        .join(Shift.task)
        .join(Task.association)
        .where(
            Signup.volunteer_id.in_(volunteer_ids),
            MicroReport.status == ReportStatus.CONFIRMED,
            true() if since is None else MicroReport.reported_at >= since,
        )
    )
    for row in db.session.execute(statement):
        yield Spell(*row)
