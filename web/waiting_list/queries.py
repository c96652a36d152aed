"""Reads of the waiting list of a shift."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select

from web.extensions import db
from web.profiles.models import Volunteer
from web.tasks.models import Shift, ShiftSeat, Signup, SignupStatus


def waiting_for_place(shift: Shift) -> Sequence[Signup]:
    """Return who is on the waiting list, whoever has waited longest first."""
    return db.session.scalars(
        select(Signup)
        .where(Signup.shift_id == shift.id, Signup.status == SignupStatus.WAITING)
        .order_by(Signup.waiting_since, Signup.id)
    ).all()


def places_to_offer(shift: Shift) -> int:
    """Return how many free seats are left once those have theirs who asked before and wait for the coordinator."""
    seats = select(func.count()).where(ShiftSeat.shift_id == shift.id).scalar_subquery()
    statuses = select(
        seats
        - func.count().filter(Signup.seat.is_not(None))
        - func.count().filter(Signup.status == SignupStatus.REQUESTED)
    ).where(Signup.shift_id == shift.id)
    return db.session.scalar(statuses) or 0


def shifts_with_lapsed_offers(*, now: datetime) -> Sequence[int]:
    """Return the shifts on which somebody has not answered in time."""
    statement = select(Signup.shift_id).where(Signup.status == SignupStatus.OFFERED, Signup.answer_by <= now)
    return db.session.scalars(statement.distinct().order_by(Signup.shift_id)).all()


def lapsed_offers(shift: Shift, *, now: datetime) -> Sequence[Signup]:
    """Return the offers of a shift that were not answered in time."""
    return db.session.scalars(
        select(Signup)
        .where(Signup.shift_id == shift.id, Signup.status == SignupStatus.OFFERED, Signup.answer_by <= now)
        .order_by(Signup.id)
    ).all()


def own_offers(user_id: int, *, now: datetime) -> Sequence[Signup]:
    """Return the places that are kept for a user until they answer, the most urgent first."""
    return db.session.scalars(
        select(Signup)
        .join(Signup.volunteer)
        .where(
            Signup.status == SignupStatus.OFFERED,
            Signup.answer_by > now,
            Volunteer.user_id == user_id,
        )
        .order_by(Signup.answer_by, Signup.id)
    ).all()
