"""Reads of swaps: one's own, those one could take, and those a coordinator decides."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select
from sqlalchemy.orm import aliased

from web.accounts.models import User
from web.associations.models import association_coordinators
from web.core.errors import NotVisibleError
from web.extensions import db
from web.profiles.models import Volunteer
from web.swaps.models import LIVE_SWAPS, Swap, SwapStatus
from web.tasks.models import Shift, Signup, SignupStatus, Task


def own_swaps(viewer: User, *, now: datetime) -> Sequence[Swap]:
    """Return the viewer's live swaps, given or wanted, soonest first."""
    statement = _live(now).where(or_(Volunteer.user_id == viewer.id, Swap.taker.has(user_id=viewer.id)))
    return db.session.scalars(statement.order_by(Shift.starts_at, Swap.id)).all()


def swaps_to_take(volunteer: Volunteer, *, now: datetime) -> Sequence[Swap]:
    """Return the open swaps of others at the associations where the volunteer has taken shifts, soonest first."""
    statement = _live(now).where(
        Swap.status == SwapStatus.OPEN,
        Signup.volunteer_id != volunteer.id,
        Task.association_id.in_(associations_helped(volunteer.id)),
    )
    return db.session.scalars(statement.order_by(Shift.starts_at, Swap.id)).all()


def swaps_to_decide(viewer: User, *, now: datetime) -> Sequence[Swap]:
    """Return the agreed swaps that wait for a coordinator's say, soonest first."""
    statement = (
        _live(now)
        .join(association_coordinators, association_coordinators.c.association_id == Task.association_id)
        .where(association_coordinators.c.user_id == viewer.id, Swap.status == SwapStatus.AGREED)
    )
    return db.session.scalars(statement.order_by(Shift.starts_at, Swap.id)).all()


def swap_of(swap_id: int) -> Swap:
    """Return a swap; raise NotVisibleError where there is none. The caller asks `allowed` about it."""
    swap = db.session.get(Swap, swap_id)
    if swap is None:
        raise NotVisibleError
    return swap


def live_swap_of(signup: Signup) -> Swap | None:
    """Return the live swap in which somebody gives this sign-up away, or gives it in return."""
    return db.session.scalar(
        select(Swap).where(
            or_(Swap.signup_id == signup.id, Swap.return_signup_id == signup.id), Swap.status.in_(LIVE_SWAPS)
        )
    )


def shifts_to_give_in_return(taker: Volunteer, swap: Swap, *, now: datetime) -> Sequence[Signup]:
    """Return the taker's coming shifts at the same association that are not part of another swap, soonest first."""
    other = aliased(Swap)
    is_busy = exists().where(
        or_(other.signup_id == Signup.id, other.return_signup_id == Signup.id), other.status.in_(LIVE_SWAPS)
    )
    return db.session.scalars(
        select(Signup)
        .join(Signup.shift)
        .join(Shift.task)
        .where(
            Signup.volunteer_id == taker.id,
            Signup.status == SignupStatus.CONFIRMED,
            Signup.shift_id != swap.signup.shift_id,
            Task.association_id == swap.signup.shift.task.association_id,
            Shift.called_off_at.is_(None),
            Shift.starts_at > now,
            ~is_busy,
        )
        .order_by(Shift.starts_at, Signup.id)
    ).all()


def broken_swaps(shift: Shift) -> Sequence[Swap]:
    """Return the live swaps about a shift one of whose ends is no longer there."""
    given, returned = aliased(Signup), aliased(Signup)
    return db.session.scalars(
        select(Swap)
        .join(given, given.id == Swap.signup_id)
        .outerjoin(returned, returned.id == Swap.return_signup_id)
        .where(
            Swap.status.in_(LIVE_SWAPS),
            or_(given.shift_id == shift.id, returned.shift_id == shift.id),
            or_(given.status != SignupStatus.CONFIRMED, returned.status != SignupStatus.CONFIRMED),
        )
        .order_by(Swap.id)
    ).all()


def overdue_swaps(*, now: datetime) -> Sequence[int]:
    """Return the ids of the live swaps about a shift that has begun, was called off or is no longer theirs."""
    given, returned = aliased(Signup), aliased(Signup)
    statement = (
        select(Swap.id)
        .join(given, given.id == Swap.signup_id)
        .outerjoin(returned, returned.id == Swap.return_signup_id)
        .join(Shift, or_(Shift.id == given.shift_id, Shift.id == returned.shift_id))
        .where(
            Swap.status.in_(LIVE_SWAPS),
            or_(
                given.status != SignupStatus.CONFIRMED,
                returned.status != SignupStatus.CONFIRMED,
                Shift.called_off_at.is_not(None),
                Shift.starts_at <= now,
            ),
        )
    )
    return db.session.scalars(statement.distinct().order_by(Swap.id)).all()


def associations_helped(volunteer_id: int) -> Any:
    """Return the select of the associations at which a volunteer has had a place."""
    own_shift, own_task = aliased(Shift), aliased(Task)
    own = aliased(Signup)
    return (
        select(own_task.association_id)
        .join(own_shift, own_shift.task_id == own_task.id)
        .join(own, own.shift_id == own_shift.id)
        .where(own.volunteer_id == volunteer_id, own.status == SignupStatus.CONFIRMED)
    )


def number_waiting(shift: Shift) -> int:
    """Return how many people are on the waiting list of a shift."""
    statement = select(func.count()).where(Signup.shift_id == shift.id, Signup.status == SignupStatus.WAITING)
    return db.session.scalar(statement) or 0


def _live(now: datetime) -> Select[Swap]:
    return (
        select(Swap)
        .join(Swap.signup)
        .join(Signup.volunteer)
        .join(Signup.shift)
        .join(Shift.task)
        .where(Swap.status.in_(LIVE_SWAPS), _still_on(now))
    )


def _still_on(now: datetime) -> ColumnElement[bool]:
    return and_(Signup.status == SignupStatus.CONFIRMED, Shift.called_off_at.is_(None), Shift.starts_at > now)
