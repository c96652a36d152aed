"""Reads for ticking off: a shift's people with what was recorded, and the shifts that wait for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload

from web.accounts.models import User
from web.associations.models import association_coordinators
from web.attendance.models import Attendance, Thanks
from web.core.errors import NotVisibleError
from web.extensions import db
from web.profiles.models import Volunteer
from web.tasks.coordinator_queries import task_of
from web.tasks.models import Shift, Signup, SignupStatus, Task

LONGEST_AGO = timedelta(days=60)
MOST_SHOWN = 60


@dataclass(frozen=True)
class Line:
    """One person of a shift: whether and how long they came, where that is known, and whether they were thanked."""

    signup: Signup
    attendance: Attendance | None
    is_thanked: bool


@dataclass(frozen=True)
class ShiftToTick:
    """A shift that has begun: how many were to come, how many of them are ticked off, and how many wait for thanks."""

    shift: Shift
    expected: int
    ticked: int
    unthanked: int


def lines_of(shift: Shift) -> list[Line]:
    """Return everybody who was to come to a shift, by seat."""
    rows = db.session.execute(
        select(Signup, Attendance, Thanks.signup_id.is_not(None))
        .outerjoin(Attendance, Attendance.signup_id == Signup.id)
        .outerjoin(Thanks, Thanks.signup_id == Signup.id)
        .where(Signup.shift_id == shift.id, Signup.status == SignupStatus.CONFIRMED)
        .options(joinedload(Signup.volunteer).joinedload(Volunteer.user))
        .order_by(Signup.seat)
    )
    return [Line(*row) for row in rows]


def shift_to_tick(viewer: User, shift_id: int) -> Shift:
    """Return a shift of the viewer's associations; raise NotVisibleError for any other."""
    shift = db.session.get(Shift, shift_id)
    if shift is None or shift.starts_at is None:
        raise NotVisibleError
    task_of(viewer, shift.task_id)
    return shift


def signup_to_tick(viewer: User, signup_id: int) -> Signup:
    """Return a confirmed sign-up for a shift of the viewer's associations; raise NotVisibleError for any other."""
    signup = db.session.get(Signup, signup_id)
    if signup is None:
        raise NotVisibleError
    shift_to_tick(viewer, signup.shift_id)
    return signup


def shifts_to_tick(viewer: User, *, now: datetime) -> list[ShiftToTick]:
    """Return the shifts of the last two months with people on them, the latest first."""
    statement = (
        _begun(viewer, now=now)
        .add_columns(*_counts())
        .group_by(Shift.id)
        .options(joinedload(Shift.task))
        .order_by(Shift.starts_at.desc(), Shift.id)
        .limit(MOST_SHOWN)
    )
    return [ShiftToTick(*row) for row in db.session.execute(statement)]


def shifts_not_ticked(viewer: User, *, now: datetime) -> Sequence[Shift]:
    """Return the shifts that are over and where somebody is not ticked off yet, the latest first."""
    statement = (
        _begun(viewer, now=now)
        .where(Attendance.signup_id.is_(None), Shift.ends_at <= now)
        .distinct()
        .order_by(Shift.starts_at.desc(), Shift.id)
    )
    return db.session.scalars(statement).all()


def _begun(viewer: User, *, now: datetime) -> Select[Any]:
    return (
        select(Shift)
        .join(Shift.task)
        .join(association_coordinators, association_coordinators.c.association_id == Task.association_id)
        .join(Signup, Signup.shift_id == Shift.id)
        .outerjoin(Attendance, Attendance.signup_id == Signup.id)
        .outerjoin(Thanks, Thanks.signup_id == Signup.id)
        .where(
            association_coordinators.c.user_id == viewer.id,
            Signup.status == SignupStatus.CONFIRMED,
            Shift.called_off_at.is_(None),
            Shift.starts_at <= now,
            Shift.starts_at >= now - LONGEST_AGO,
        )
    )


def _counts() -> tuple[Any, Any, Any]:
    return (
        func.count(Signup.id),
        func.count(Attendance.signup_id),
        func.count().filter(Attendance.has_come, Thanks.signup_id.is_(None)),
    )
