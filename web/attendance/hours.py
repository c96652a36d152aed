"""Hours of volunteers: what was recorded, and for shifts that nobody has ticked off yet the time that was planned."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, case, cast, func, select
from sqlalchemy.types import Integer

from web.associations.models import Association
from web.attendance.models import Attendance
from web.extensions import db
from web.tasks.models import Shift, Signup, SignupStatus, Task


@dataclass(frozen=True)
class Spell:
    """Something a volunteer did, and for how long."""

    volunteer_id: int
    at: datetime
    minutes: int
    task_title: str
    association_name: str


HoursSource = Callable[[Collection[int], datetime | None], Iterable[Spell]]
_sources: list[HoursSource] = []


def adds_hours(source: HoursSource) -> HoursSource:
    """Register where more hours come from, such as micro-tasks: of these volunteers, since then (or ever)."""
    _sources.append(source)
    return source


def minutes_lately(volunteer_ids: Collection[int], since: datetime, *, now: datetime) -> dict[int, int]:
    """Return for every one of the volunteers how many minutes they have given since then.

    A shift that is over and not ticked off counts as long as it was planned, so that nobody is asked again too soon.
    """
    minutes = dict.fromkeys(volunteer_ids, 0)
    given = (
        select(Signup.volunteer_id, func.sum(func.coalesce(Attendance.minutes, planned_minutes())))
        .join(Signup.shift)
        .outerjoin(Attendance, Attendance.signup_id == Signup.id)
        .where(
            Signup.volunteer_id.in_(minutes),
            Signup.status == SignupStatus.CONFIRMED,
            Shift.called_off_at.is_(None),
            Shift.starts_at >= since,
            Shift.ends_at <= now,
        )
        .group_by(Signup.volunteer_id)
    )
    for volunteer_id, sum_of_minutes in db.session.execute(given):
        minutes[volunteer_id] = int(sum_of_minutes)
    for source in _sources:
        for spell in source(minutes, since):
            minutes[spell.volunteer_id] += spell.minutes
    return minutes


def spells_of(volunteer_id: int) -> list[Spell]:
    """Return all that was recorded of a volunteer's work, the latest first."""
    recorded = (
        select(Signup.volunteer_id, Shift.starts_at, Attendance.minutes, Task.title, Association.name)
        .join(Attendance, Attendance.signup_id == Signup.id)
        .join(Signup.shift)
        .join(Shift.task)
        .join(Task.association)
        .where(Signup.volunteer_id == volunteer_id, Attendance.has_come)
    )
    spells = [
        Spell(owner_id, at, minutes, title, association)
        for owner_id, at, minutes, title, association in db.session.execute(recorded)
        if at is not None
    ]
    for source in _sources:
        spells += source((volunteer_id,), None)
    return sorted(spells, key=lambda spell: spell.at, reverse=True)


def planned_minutes() -> ColumnElement[int]:
    """Return how long the outer statement's shift was planned to be, in minutes."""
    seconds = func.extract("epoch", Shift.ends_at - Shift.starts_at)
    return case((Shift.starts_at.is_(None), 0), else_=cast(seconds / 60, Integer))
