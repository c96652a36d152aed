"""Volunteers who have not signed in for long: warned twice by mail, then erased; signing in ends it."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Select, delete, exists, func, or_, select

from web.accounts.models import Role, RoleName, User
from web.associations.models import association_coordinators
from web.audit.services import record_event
from web.core.clock import local_date
from web.core.locks import lock_row
from web.core.retention import KEPT_FOR, WARNED_BEFORE, Retention
from web.extensions import db
from web.matches.models import Match, MatchStatus
from web.privacy.endings import STAFF
from web.privacy.erasure import erase_user
from web.privacy.messages import warn_of_erasure
from web.privacy.models import RetentionWarning
from web.profiles.models import Mentor, Volunteer
from web.tasks.models import Shift, Signup
from web.tasks.signup_queries import LIVE

INACTIVE = Retention.INACTIVE_VOLUNTEER
AT_LEAST_BETWEEN = timedelta(days=10)


def last_active() -> ColumnElement[datetime]:
    """Return the expression for when an account was last used."""
    return func.coalesce(User.current_login_at, User.confirmed_at, User.create_datetime)


def volunteers_to_look_at(now: datetime) -> Select[int]:
    """Return the accounts that are due a warning or their end: of volunteers with nothing under way."""
    first_warning = now - KEPT_FOR[INACTIVE].length + WARNED_BEFORE[0]
    return select(User.id).where(
        last_active() < first_warning,
        User.active,
        User.confirmed_at.is_not(None),
        exists().where(Volunteer.user_id == User.id),
        ~User.roles.any(Role.name.in_((*STAFF, RoleName.YOUNG_PERSON))),
        ~exists().where(association_coordinators.c.user_id == User.id),
        ~has_something_under_way(now),
        or_(wants_next_warning(now), may_end(now)),
    )


def has_something_under_way(now: datetime) -> ColumnElement[bool]:
    """Return the clause that a user has a running match or a coming shift."""
    match = (
        select(Match.id)
        .join(Mentor, Mentor.id == Match.mentor_id)
        .join(Volunteer, Volunteer.id == Mentor.volunteer_id)
        .where(Volunteer.user_id == User.id, Match.status == MatchStatus.ACTIVE)
    )
    shift = (
        select(Signup.id)
        .join(Shift, Shift.id == Signup.shift_id)
        .join(Volunteer, Volunteer.id == Signup.volunteer_id)
        .where(
            Volunteer.user_id == User.id,
            Signup.status.in_(LIVE),
            Shift.starts_at > now,
        )
    )
    return or_(match.correlate(User).exists(), shift.correlate(User).exists())


def warnings_sent() -> ColumnElement[int]:
    """Return the expression for how many warnings the user has had."""
    return select(func.count()).where(RetentionWarning.user_id == User.id).correlate(User).scalar_subquery()


def last_warning() -> ColumnElement[datetime]:
    """Return the expression for when the user was last warned."""
    return (
        select(func.max(RetentionWarning.sent_at))
        .where(RetentionWarning.user_id == User.id)
        .correlate(User)
        .scalar_subquery()
    )


def wants_next_warning(now: datetime) -> ColumnElement[bool]:
    """Return the clause that the first or the second warning is due; they never come close upon each other."""
    second = now - KEPT_FOR[INACTIVE].length + WARNED_BEFORE[1]
    return or_(
        warnings_sent() == 0,
        (warnings_sent() == 1) & (last_active() < second) & (last_warning() < now - AT_LEAST_BETWEEN),
    )


def may_end(now: datetime) -> ColumnElement[bool]:
    """Return the clause that the time is over, and that both warnings came in good time."""
    return (
        (warnings_sent() == len(WARNED_BEFORE))
        & (last_active() < now - KEPT_FOR[INACTIVE].length)
        & (last_warning() < now - AT_LEAST_BETWEEN)
    )


def warn_or_erase(user_id: int, *, now: datetime) -> tuple[int, int]:
    """Send the next warning, or erase the account; return how many were (warned, ended)."""
    user = db.session.get_one(User, user_id)
    lock_row(user)
    sent = db.session.scalar(
        select(func.count()).select_from(RetentionWarning).where(RetentionWarning.user_id == user.id)
    )
    if sent == len(WARNED_BEFORE):
        erase_user(user, by=None, now=now)
        return 0, 1
    number = (sent or 0) + 1
    db.session.add(RetentionWarning(user_id=user.id, number=number, sent_at=now))
    record_event("warn of erasure", user, by=None, now=now, details={"number": number})
    warn_of_erasure(user, number=number, on=local_date(end_at(user, number=number, now=now)))
    return 1, 0


def end_at(user: User, *, number: int, now: datetime) -> datetime:
    """Return the earliest night on which the account can end."""
    used = user.current_login_at or user.confirmed_at or user.create_datetime
    return max(used + KEPT_FOR[INACTIVE].length, now + WARNED_BEFORE[number - 1])


def note_sign_in(user: User, *, now: datetime) -> None:
    """Remember when the account was last used; signing in cancels every warning."""
    user.last_login_at = user.current_login_at
    user.current_login_at = now
    db.session.execute(delete(RetentionWarning).where(RetentionWarning.user_id == user.id))
