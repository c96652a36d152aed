"""Reads of questions: who must be left out, who was asked when, and how a shift's questions stand."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, or_, select
from sqlalchemy.orm import joinedload

from web.accounts.models import User
from web.calls.models import Ask, AskStatus
from web.calls.wishes import wants_quiet
from web.core.errors import NotVisibleError
from web.extensions import db
from web.profiles.models import Volunteer, VolunteerStatus
from web.tasks.models import Shift, Signup, Task, TaskStatus

MOST_SHOWN = 100


def not_to_be_asked(shift: Shift, *, now: datetime) -> frozenset[int]:
    """Return the ids of volunteers who are on a break, want quiet, were asked already, or have signed up once."""
    asked = select(Ask.volunteer_id).where(Ask.shift_id == shift.id)
    known = select(Signup.volunteer_id).where(Signup.shift_id == shift.id)
    found = select(Volunteer.id).where(
        or_(
            Volunteer.status != VolunteerStatus.ACTIVE,
            Volunteer.id.in_(asked),
            Volunteer.id.in_(known),
            wants_quiet(now),
        )
    )
    return frozenset(db.session.scalars(found))


def last_asked() -> dict[int, datetime]:
    """Return when each volunteer was last asked about anything, by volunteer id."""
    statement = select(Ask.volunteer_id, func.max(Ask.asked_at)).group_by(Ask.volunteer_id)
    return {row[0]: row[1] for row in db.session.execute(statement)}


def asks_of(shift: Shift) -> Sequence[Ask]:
    """Return the questions about a shift, the newest first, with their volunteers."""
    return db.session.scalars(
        select(Ask)
        .where(Ask.shift_id == shift.id)
        .options(joinedload(Ask.volunteer).joinedload(Volunteer.user))
        .order_by(Ask.id.desc())
        .limit(MOST_SHOWN)
    ).all()


def open_asks_of(shift: Shift) -> Sequence[Ask]:
    """Return the questions about a shift that wait for an answer, in the order of their ids."""
    return db.session.scalars(
        select(Ask).where(Ask.shift_id == shift.id, Ask.status == AskStatus.ASKED).order_by(Ask.id)
    ).all()


def own_open_asks(user: User, *, now: datetime) -> Sequence[Ask]:
    """Return the questions that wait for the user's own answer, the nearest shift first."""
    return db.session.scalars(
        select(Ask)
        .join(Ask.volunteer)
        .join(Ask.shift)
        .join(Shift.task)
        .where(
            Volunteer.user_id == user.id,
            Ask.status == AskStatus.ASKED,
            Ask.expires_at > now,
            Shift.called_off_at.is_(None),
            Task.status == TaskStatus.PUBLISHED,
        )
        .options(joinedload(Ask.shift).joinedload(Shift.task).joinedload(Task.association))
        .order_by(Shift.starts_at, Ask.id)
        .limit(MOST_SHOWN)
    ).all()


def ask_with(ask_id: int) -> Ask:
    """Return one question; raise NotVisibleError where there is none."""
    ask = db.session.get(Ask, ask_id)
    if ask is None:
        raise NotVisibleError
    return ask


def to_close(*, now: datetime) -> Sequence[int]:
    """Return the ids of shifts with open questions that have run out, or that nobody needs to answer any more."""
    held = (
        select(func.count())
        .where(Signup.shift_id == Shift.id, Signup.seat.is_not(None))
        .correlate(Shift)
        .scalar_subquery()
    )
    return db.session.scalars(
        select(Shift.id)
        .join(Shift.task)
        .where(
            Shift.id.in_(select(Ask.shift_id).where(Ask.status == AskStatus.ASKED)),
            or_(
                Shift.id.in_(
                    select(Ask.shift_id).where(Ask.status == AskStatus.ASKED, Ask.expires_at <= now)
                ),
                Shift.called_off_at.is_not(None),
                Shift.starts_at <= now,
                Task.status != TaskStatus.PUBLISHED,
                held >= Shift.seats,
            ),
        )
        .order_by(Shift.id)
    ).all()
