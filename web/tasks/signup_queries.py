"""Reads of sign-ups: a volunteer's own, and for coordinators those of their association's tasks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import joinedload

from web.accounts.models import User
from web.associations.models import association_coordinators
from web.core.errors import NotVisibleError
from web.extensions import db
from web.profiles.models import Volunteer
from web.tasks.models import Shift, Signup, SignupStatus, Task

LIVE = (SignupStatus.REQUESTED, SignupStatus.CONFIRMED, SignupStatus.WAITING, SignupStatus.OFFERED)
MOST_SHOWN = 100


def own_coming_signups(viewer: User, *, now: datetime) -> Sequence[Signup]:
    """Return the viewer's own live sign-ups for shifts that are not over, soonest first."""
    statement = _own(viewer).where(
        Signup.status.in_(LIVE),
        Shift.called_off_at.is_(None),
        or_(Shift.ends_at.is_(None), Shift.ends_at > now),
    )
    return db.session.scalars(statement.order_by(Shift.starts_at.asc().nulls_last(), Signup.id)).all()


def own_earlier_signups(viewer: User, *, now: datetime) -> Sequence[Signup]:
    """Return the shifts the viewer has taken before, latest first."""
    statement = _own(viewer).where(Signup.status == SignupStatus.CONFIRMED, Shift.ends_at <= now)
    return db.session.scalars(statement.order_by(Shift.starts_at.desc(), Signup.id)).all()


def places_in_line(signups: Sequence[Signup]) -> dict[int, int]:
    """Return for each of the sign-ups that wait which number it is in its shift's line, by id."""
    shift_ids = [signup.shift_id for signup in signups if signup.status is SignupStatus.WAITING]
    if not shift_ids:
        return {}
    number = func.row_number().over(partition_by=Signup.shift_id, order_by=(Signup.waiting_since, Signup.id))
    statement = select(Signup.id, number.label("place")).where(
        Signup.shift_id.in_(shift_ids), Signup.status == SignupStatus.WAITING
    )
    line: dict[int, int] = {row.id: row.place for row in db.session.execute(statement)}
    return {signup.id: line[signup.id] for signup in signups if signup.id in line}


def own_signup(viewer: User, signup_id: int) -> Signup:
    """Return the viewer's own sign-up; raise NotVisibleError for anybody else's."""
    signup = db.session.scalar(
        select(Signup).join(Signup.volunteer).where(Signup.id == signup_id, Volunteer.user_id == viewer.id)
    )
    if signup is None:
        raise NotVisibleError
    return signup


def signup_to_answer(viewer: User, signup_id: int) -> Signup:
    """Return a sign-up for a task of the viewer's association; raise NotVisibleError for any other."""
    signup = db.session.scalar(
        select(Signup)
        .join(Signup.shift)
        .join(Shift.task)
        .join(association_coordinators, association_coordinators.c.association_id == Task.association_id)
        .where(Signup.id == signup_id, association_coordinators.c.user_id == viewer.id)
    )
    if signup is None:
        raise NotVisibleError
    return signup


def _own(viewer: User) -> Select[Signup]:
    return (
        select(Signup)
        .join(Signup.volunteer)
        .join(Signup.shift)
        .where(Volunteer.user_id == viewer.id)
        .options(
            joinedload(Signup.shift).joinedload(Shift.task).joinedload(Task.association),
            joinedload(Signup.shift).joinedload(Shift.task).joinedload(Task.area),
        )
        .limit(MOST_SHOWN)
    )
