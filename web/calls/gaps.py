"""The free places of an association's coming shifts, for its coordinators."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import joinedload

from web.associations.models import Association
from web.calls.models import Ask, AskStatus
from web.core.paging import PAGE_SIZE, Page, page_number
from web.extensions import db
from web.tasks.messages import URGENT_WITHIN
from web.tasks.models import Shift, Signup, SignupStatus, Task, TaskStatus
from web.tasks.offers import taken_seats


@dataclass(frozen=True)
class Gap:
    """A shift with free places: how many wait for an answer, how many were asked, and how many of those can't."""

    shift: Shift
    free_seats: int
    requested: int
    asked: int
    declined: int
    is_urgent: bool


def gaps_of(association: Association, *, now: datetime) -> Page[Gap]:
    """Return one page of the association's coming shifts with free places, the nearest first."""
    number = page_number()
    statement = (
        select(Shift, Shift.seats - taken_seats(), _requested(), *_asked())
        .join(Shift.task)
        .where(
            Task.association_id == association.id,
            Task.status == TaskStatus.PUBLISHED,
            Shift.called_off_at.is_(None),
            Shift.starts_at > now,
            Shift.seats > taken_seats(),
        )
        .options(joinedload(Shift.task).joinedload(Task.area))
        .order_by(Shift.starts_at, Shift.id)
        .limit(PAGE_SIZE + 1)
        .offset((number - 1) * PAGE_SIZE)
    )
    rows: Sequence[Any] = db.session.execute(statement).all()
    gaps = [
        Gap(shift, free, requested, asked, declined, is_urgent(shift, now=now))
        for shift, free, requested, asked, declined in rows[:PAGE_SIZE]
    ]
    return Page(items=gaps, number=number, has_next=len(rows) > PAGE_SIZE)


def gaps_ahead(association: Association, *, now: datetime) -> Sequence[Shift]:
    """Return the nearest shifts of the association with a free place."""
    return db.session.scalars(
        select(Shift)
        .join(Shift.task)
        .where(
            Task.association_id == association.id,
            Task.status == TaskStatus.PUBLISHED,
            Shift.called_off_at.is_(None),
            Shift.starts_at > now,
            Shift.seats > taken_seats(),
        )
        .order_by(Shift.starts_at, Shift.id)
        .limit(PAGE_SIZE)
    ).all()


def free_seats(shift: Shift) -> int:
    """Return how many places of a shift nobody holds."""
    taken = select(func.count()).where(Signup.shift_id == shift.id, Signup.seat.is_not(None))
    return shift.seats - (db.session.scalar(taken) or 0)


def is_urgent(shift: Shift, *, now: datetime) -> bool:
    """Tell whether a free place on the shift must be filled soon."""
    return shift.starts_at is not None and shift.starts_at <= now + URGENT_WITHIN


def urgent_gaps(viewer_associations: Sequence[Association], *, now: datetime) -> int:
    """Return how many shifts of the associations have a free place and begin soon."""
    statement = (
        select(func.count(Shift.id))
        .join(Shift.task)
        .where(
            Task.association_id.in_([association.id for association in viewer_associations]),
            Task.status == TaskStatus.PUBLISHED,
            Shift.called_off_at.is_(None),
            Shift.starts_at > now,
            Shift.starts_at <= now + URGENT_WITHIN,
            Shift.seats > taken_seats(),
        )
    )
    return db.session.scalar(statement) or 0


def _requested() -> ColumnElement[int]:
    return (
        select(func.count())
        .where(Signup.shift_id == Shift.id, Signup.status == SignupStatus.REQUESTED)
        .correlate(Shift)
        .scalar_subquery()
    )


def _asked() -> tuple[ColumnElement[int], ColumnElement[int]]:
    def count(status: AskStatus) -> ColumnElement[int]:
        return (
            select(func.count())
            .where(Ask.shift_id == Shift.id, Ask.status == status)
            .correlate(Shift)
            .scalar_subquery()
        )

    return count(AskStatus.ASKED), count(AskStatus.DECLINED)
