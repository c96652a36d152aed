"""Reads for coordinators: their associations, tasks and shifts, and nobody else's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import joinedload, selectinload

from web.accounts.models import User
from web.associations.models import Association, association_coordinators
from web.core.errors import NotVisibleError
from web.core.paging import PAGE_SIZE, Page, page_number
from web.extensions import db
from web.profiles.models import Volunteer
from web.tasks.models import Shift, Signup, SignupStatus, Task, TaskStatus

MOST_SHIFTS = 60


@dataclass(frozen=True)
class TaskLine:
    """One task in its coordinator's list: its next shift, and how many sign-ups wait and are confirmed from now on."""

    task: Task
    next_at: datetime | None
    waiting: int
    confirmed: int


def associations_of(viewer: User) -> Sequence[Association]:
    """Return the associations that the viewer coordinates for."""
    return db.session.scalars(
        select(Association)
        .join(association_coordinators)
        .where(association_coordinators.c.user_id == viewer.id)
        .order_by(Association.name, Association.id)
    ).all()


def association_of(viewer: User, association_id: int) -> Association:
    """Return one of the viewer's associations; raise NotVisibleError for any other."""
    found = [one for one in associations_of(viewer) if one.id == association_id]
    if not found:
        raise NotVisibleError
    return found[0]


def task_of(viewer: User, task_id: int) -> Task:
    """Return a task of the viewer's associations; raise NotVisibleError for any other."""
    task = db.session.scalar(
        select(Task)
        .join(association_coordinators, association_coordinators.c.association_id == Task.association_id)
        .where(Task.id == task_id, association_coordinators.c.user_id == viewer.id)
        .options(joinedload(Task.association), joinedload(Task.area), selectinload(Task.skills))
    )
    if task is None:
        raise NotVisibleError
    return task


def shift_of(viewer: User, shift_id: int) -> Shift:
    """Return a shift of the viewer's associations; raise NotVisibleError for any other."""
    shift = db.session.get(Shift, shift_id)
    if shift is None:
        raise NotVisibleError
    task_of(viewer, shift.task_id)
    return shift


def tasks_of(association: Association, *, now: datetime) -> Page[TaskLine]:
    """Return one page of an association's tasks: where somebody waits first, closed ones last, else newest first."""
    number = page_number()
    coming = and_(Shift.called_off_at.is_(None), or_(Shift.starts_at.is_(None), Shift.starts_at > now))
    numbers = (
        select(
            Shift.task_id,
            func.min(Shift.starts_at).label("next_at"),
            func.count().filter(Signup.status == SignupStatus.REQUESTED).label("waiting"),
            func.count().filter(Signup.status == SignupStatus.CONFIRMED).label("confirmed"),
        )
        .outerjoin(Signup, Signup.shift_id == Shift.id)
        .where(coming, Shift.task_id.in_(select(Task.id).where(Task.association_id == association.id)))
        .group_by(Shift.task_id)
        .subquery()
    )
    waiting = func.coalesce(numbers.c.waiting, 0)
    statement = (
        select(Task, numbers.c.next_at, waiting, func.coalesce(numbers.c.confirmed, 0))
        .outerjoin(numbers, numbers.c.task_id == Task.id)
        .where(Task.association_id == association.id)
        .order_by(waiting == 0, Task.status == TaskStatus.CLOSED, Task.created_at.desc(), Task.id.desc())
        .limit(PAGE_SIZE + 1)
        .offset((number - 1) * PAGE_SIZE)
    )
    rows = db.session.execute(statement).all()
    lines = [TaskLine(*row) for row in rows[:PAGE_SIZE]]
    return Page(items=lines, number=number, has_next=len(rows) > PAGE_SIZE)


def coming_shifts_with_signups(task: Task, *, now: datetime) -> Sequence[Shift]:
    """Return the shifts of a task that are not over, soonest first, each with its sign-ups and their volunteers."""
    return db.session.scalars(
        select(Shift)
        .where(Shift.task_id == task.id, or_(Shift.ends_at.is_(None), Shift.ends_at > now))
        .options(selectinload(Shift.signups).joinedload(Signup.volunteer).joinedload(Volunteer.user))
        .order_by(Shift.starts_at, Shift.id)
        .limit(MOST_SHIFTS)
    ).all()


def waiting_signups(viewer: User, *, now: datetime) -> int:
    """Return how many sign-ups for coming shifts wait for the viewer's answer."""
    return (
        db.session.scalar(
            select(func.count(Signup.id))
            .join(Signup.shift)
            .join(Shift.task)
            .join(association_coordinators, association_coordinators.c.association_id == Task.association_id)
            .where(
                association_coordinators.c.user_id == viewer.id,
                Signup.status == SignupStatus.REQUESTED,
                or_(Shift.starts_at.is_(None), Shift.starts_at > now),
            )
        )
        or 0
    )
