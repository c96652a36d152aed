"""How many shifts papers would open to a volunteer: the engine's fit, asked as though everything were in order."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import delete, func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import contains_eager, joinedload

from web.associations.models import Association, AssociationStatus
from web.extensions import db
from web.papers.models import PaperWorth
from web.profiles.models import Volunteer
from web.staffing.engine.fit import fits_for
from web.tasks.conditions import Condition, lacks_of
from web.tasks.demands import Demand
from web.tasks.models import Shift, Signup, SignupStatus, Task, TaskStatus
from web.tasks.offers import taken_seats
from web.vetting.asking import needs_of

AHEAD = timedelta(weeks=8)
MOST_CONSIDERED = 300


def count_worth(volunteer: Volunteer, *, now: datetime) -> None:
    """Count anew how many shifts the volunteer could take; who waits for nothing is not counted."""
    waits = any(not need.is_only_asked for need in needs_of([volunteer.id], now=now))
    if not waits:
        db.session.execute(delete(PaperWorth).where(PaperWorth.volunteer_id == volunteer.id))
        return
    could = len(shifts_behind_papers(volunteer, now=now))
    db.session.execute(
        insert(PaperWorth)
        .values(volunteer_id=volunteer.id, could_serve=could, counted_at=now)
        .on_conflict_do_update(
            index_elements=["volunteer_id"], set_={"could_serve": could, "counted_at": now}
        )
    )


def shifts_behind_papers(volunteer: Volunteer, *, now: datetime) -> list[Shift]:
    """Return the coming shifts with a free place that only papers keep from the volunteer, what fits best first."""
    shifts = open_shifts_with_papers(now=now)
    lacks = lacks_of([(shift, volunteer) for shift in shifts], now=now)
    closed = [
        shift
        for shift in shifts
        if {lack.condition for lack in lacks[shift.id, volunteer.id]} == {Condition.CLEARANCES}
    ]
    fits = fits_for(
        volunteer, closed, signups=confirmed_of(volunteer, now=now), are_papers_assumed=True, now=now
    )
    possible = [shift for shift in closed if shift.id in fits and fits[shift.id].is_possible]
    return sorted(possible, key=lambda shift: (-fits[shift.id].total, shift.starts_at, shift.id))


def open_shifts_with_papers(*, now: datetime) -> Sequence[Shift]:
    """Return the coming shifts with a free place whose task asks for some paper, the soonest first."""
    asking = select(Demand.task_id).where(func.cardinality(Demand.clearances) > 0)
    return (
        db.session.scalars(
            select(Shift)
            .join(Shift.task)
            .join(Task.association)
            .where(
                Task.status == TaskStatus.PUBLISHED,
                Association.status == AssociationStatus.APPROVED,
                Task.id.in_(asking),
                Shift.called_off_at.is_(None),
                Shift.starts_at > now,
                Shift.starts_at <= now + AHEAD,
                Shift.seats > taken_seats(),
            )
            .options(
                contains_eager(Shift.task).joinedload(Task.area),
                contains_eager(Shift.task).contains_eager(Task.association),
                contains_eager(Shift.task).selectinload(Task.skills),
            )
            .order_by(Shift.starts_at, Shift.id)
            .limit(MOST_CONSIDERED)
        )
        .unique()
        .all()
    )


def confirmed_of(volunteer: Volunteer, *, now: datetime) -> Sequence[Signup]:
    """Return the volunteer's confirmed shifts, with which others may clash."""
    return db.session.scalars(
        select(Signup)
        .join(Signup.shift)
        .where(
            Signup.volunteer_id == volunteer.id,
            Signup.status == SignupStatus.CONFIRMED,
            Shift.ends_at > now,
            Shift.starts_at <= now + AHEAD,
        )
        .options(joinedload(Signup.shift).joinedload(Shift.task).joinedload(Task.area))
    ).all()
