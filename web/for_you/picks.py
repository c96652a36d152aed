"""What fits a volunteer best now: coming shifts in the order of the engine's fit, and small things for any time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import and_, exists, or_, select
from sqlalchemy.orm import aliased, contains_eager, joinedload, selectinload

from web.associations.models import Association, AssociationStatus
from web.calls.reasons import could_be_free, facts_of, said_to_volunteer
from web.extensions import db
from web.for_you.models import SetAside
from web.profiles.models import Volunteer, VolunteerStatus, volunteer_skills
from web.staffing.engine.fit import Fit, fits_for
from web.tasks.conditions import lacks_of
from web.tasks.models import Shift, Signup, SignupStatus, Task, TaskKind, TaskStatus, task_skills
from web.tasks.offers import taken_seats

AHEAD = timedelta(weeks=5)
MOST_CONSIDERED = 300
MOST_ANY_TIME = 4


@dataclass(frozen=True)
class Pick:
    """One occasion that fits, its free places, and why in one sentence."""

    shift: Shift
    free_seats: int
    why: str
    points: int


@dataclass(frozen=True)
class Picks:
    """Shifts with a time, the best first, and micro-tasks."""

    shifts: Sequence[Pick]
    any_time: Sequence[Pick]


def picks_for(volunteer: Volunteer, *, most: int, now: datetime) -> Picks:
    """Return what fits the volunteer, each task once; nothing for somebody who is not active."""
    if volunteer.status is not VolunteerStatus.ACTIVE:
        return Picks((), ())
    rows = _open_rows(volunteer, now=now)
    lacks = lacks_of([(shift, volunteer) for shift, _ in rows], now=now)
    found = [row for row in rows if not lacks[row[0].id, volunteer.id]]
    timed = [
        (shift, free)
        for shift, free in found
        if shift.starts_at is not None and could_be_free(volunteer, shift)
    ]
    fits = fits_for(volunteer, [shift for shift, _ in timed], signups=_confirmed(volunteer, now=now), now=now)
    possible = (
        [(shift, free, fits[shift.id]) for shift, free in timed if fits[shift.id].is_possible] if fits else []
    )
    possible.sort(key=lambda row: (-row[2].total, row[0].starts_at, row[0].id))
    shifts = [pick_of(volunteer, shift, free, fit) for shift, free, fit in once_per_task(possible)]
    any_time = [pick_of(volunteer, shift, free, None) for shift, free in found if shift.starts_at is None]
    return Picks(shifts[:most], any_time[:MOST_ANY_TIME])


def pick_of(volunteer: Volunteer, shift: Shift, free_seats: int, fit: Fit | None) -> Pick:
    """Return the pick with its reason."""
    why = said_to_volunteer(facts_of(volunteer, shift, fit))
    return Pick(shift, free_seats, why, 0 if fit is None else fit.total)


def once_per_task(rows: Iterable[tuple[Shift, int, Fit]]) -> list[tuple[Shift, int, Fit]]:
    """Keep the first row of each task."""
    first: dict[int, tuple[Shift, int, Fit]] = {}
    for row in rows:
        first.setdefault(row[0].task_id, row)
    return list(first.values())


def set_aside_shifts(volunteer: Volunteer, *, now: datetime) -> Sequence[Shift]:
    """Return, for each open task the volunteer has put aside, its next shift."""
    coming = (
        select(Shift.id)
        .where(
            Shift.task_id == Task.id,
            Shift.called_off_at.is_(None),
            or_(Shift.starts_at.is_(None), Shift.starts_at > now),
        )
        .order_by(Shift.starts_at, Shift.id)
        .limit(1)
        .correlate(Task)
        .scalar_subquery()
    )
    statement = (
        select(Shift)
        .join(Shift.task)
        .join(SetAside, and_(SetAside.task_id == Task.id, SetAside.volunteer_id == volunteer.id))
        .where(Task.status == TaskStatus.PUBLISHED, Shift.id == coming)
        .order_by(SetAside.set_aside_at.desc(), Task.id)
        .options(contains_eager(Shift.task))
    )
    return db.session.scalars(statement).all()


def _open_rows(volunteer: Volunteer, *, now: datetime) -> list[tuple[Shift, int]]:
    """Return (shift, free places) of everything still open to the volunteer; what shares a skill first, then the soonest."""
    own = aliased(Signup)
    shared = exists().where(
        task_skills.c.task_id == Task.id,
        task_skills.c.skill_id == volunteer_skills.c.skill_id,
        volunteer_skills.c.volunteer_id == volunteer.id,
    )
    is_micro = and_(Shift.starts_at.is_(None), Task.kind == TaskKind.MICRO)
    statement = (
        select(Shift, Shift.seats - taken_seats())
        .join(Shift.task)
        .join(Task.association)
        .outerjoin(own, and_(own.shift_id == Shift.id, own.volunteer_id == volunteer.id))
        .where(
            Task.status == TaskStatus.PUBLISHED,
            Association.status == AssociationStatus.APPROVED,
            Shift.called_off_at.is_(None),
            or_(is_micro, and_(Shift.starts_at > now, Shift.starts_at <= now + AHEAD)),
            Shift.seats > taken_seats(),
            or_(own.id.is_(None), own.status == SignupStatus.CANCELLED),
            Task.id.not_in(select(SetAside.task_id).where(SetAside.volunteer_id == volunteer.id)),
        )
        .options(
            contains_eager(Shift.task).joinedload(Task.area),
            contains_eager(Shift.task).contains_eager(Task.association),
            contains_eager(Shift.task).selectinload(Task.skills),
        )
        .order_by(shared.desc(), Shift.starts_at, Shift.id)
        .limit(MOST_CONSIDERED)
    )
    return [(shift, free) for shift, free in db.session.execute(statement).unique()]


def _confirmed(volunteer: Volunteer, *, now: datetime) -> Sequence[Signup]:
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


def reader_with_all(user_id: int) -> Volunteer | None:
    """Return the user's volunteer profile with what the engine reads of it."""
    return db.session.scalar(
        select(Volunteer)
        .where(Volunteer.user_id == user_id)
        .options(
            joinedload(Volunteer.area), selectinload(Volunteer.skills), selectinload(Volunteer.languages)
        )
    )
