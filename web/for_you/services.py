"""Putting a task aside, and taking it back."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.dialects.postgresql import insert

from web.accounts.models import User
from web.audit.services import record_event
from web.extensions import db
from web.for_you.models import SetAside
from web.profiles.models import Volunteer
from web.tasks.models import Task


def set_aside(task: Task, volunteer: Volunteer, *, by: User, now: datetime) -> None:
    """Remember that the task is not for this volunteer; doing it twice changes nothing."""
    written = db.session.execute(
        insert(SetAside)
        .values(volunteer_id=volunteer.id, task_id=task.id, set_aside_at=now)
        .on_conflict_do_nothing()
        .returning(SetAside.task_id)
    )
    if written.first() is not None:
        record_event("set task aside", task, by=by, now=now)


def look_again(task: Task, volunteer: Volunteer, *, by: User, now: datetime) -> None:
    """Show the task again."""
    gone = db.session.execute(
        delete(SetAside)
        .where(SetAside.volunteer_id == volunteer.id, SetAside.task_id == task.id)
        .returning(SetAside.task_id)
    )
    if gone.first() is not None:
        record_event("look at task again", task, by=by, now=now)
