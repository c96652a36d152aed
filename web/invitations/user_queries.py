"""Reads of accounts for administrators.

The accounts of young people are never among them: that somebody is known to the municipality as a young person in
need of a mentor is for their caseworker alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import selectinload

from web.accounts.models import STAFF_ROLES, Role, RoleName, User
from web.core.errors import NotVisibleError
from web.extensions import db
from web.invitations.models import InvitationStatus, StaffInvitation
from web.sessions.models import KnownDevice, StoredSession
from web.youth.models import YoungPerson

MOST_WORDS = 5


def visible_users() -> Select[User]:
    """Return the statement for the accounts that an administrator may see."""
    young_people = select(YoungPerson.user_id).where(YoungPerson.user_id.is_not(None))
    return select(User).where(
        User.id.not_in(young_people), ~User.roles.any(Role.name == RoleName.YOUNG_PERSON)
    )


def users_matching(search: str, *, roles: Sequence[RoleName], is_active: bool | None) -> Select[User]:
    """Return the statement for the accounts with all the words in name or address, and any of the roles, by name."""
    statement = visible_users().options(selectinload(User.roles)).order_by(User.name, User.id)
    for word in search.split()[:MOST_WORDS]:
        statement = statement.where(
            or_(User.name.icontains(word, autoescape=True), User.email.icontains(word, autoescape=True))
        )
    if roles:
        statement = statement.where(User.roles.any(Role.name.in_(roles)))
    if is_active is not None:
        statement = statement.where(User.active.is_(is_active))
    return statement


def visible_user(user_id: int) -> User:
    """Return an account; raise NotVisibleError where there is none that an administrator may see."""
    user = db.session.scalar(visible_users().where(User.id == user_id))
    if user is None:
        raise NotVisibleError
    return user


def user_of_address(email: str) -> User | None:
    """Return whoever has the address, in whatever case it is written."""
    return db.session.scalar(select(User).where(func.lower(User.email) == email.lower()))


def active_administrators() -> Sequence[User]:
    """Return the administrators who can sign in."""
    return active_users_with(RoleName.ADMINISTRATOR)


def active_users_with(role: RoleName) -> Sequence[User]:
    """Return those who have the role and can sign in, by name."""
    statement = select(User).where(User.active, User.roles.any(Role.name == role))
    return db.session.scalars(statement.order_by(User.name, User.id)).all()


def caseload_size(user: User) -> int:
    """Return for how many young people the user is the caseworker."""
    statement = select(func.count()).where(YoungPerson.caseworker_id == user.id)
    return db.session.scalar(statement) or 0


def last_seen_at(user: User) -> datetime | None:
    """Return when the user was here last, as far as sessions and devices still tell."""
    seen = select(func.max(StoredSession.seen_at)).where(StoredSession.user_id == user.id)
    used = select(func.max(KnownDevice.used_at)).where(KnownDevice.user_id == user.id)
    return db.session.scalar(select(func.greatest(seen.scalar_subquery(), used.scalar_subquery())))


def is_staff(user: User) -> bool:
    """Tell whether the user has one of the roles of staff."""
    return user.has_any_role(*STAFF_ROLES)


def invitations_of(user: User) -> Sequence[StaffInvitation]:
    """Return what was sent to the user's address and waits, newest first."""
    statement = select(StaffInvitation).where(
        StaffInvitation.email == user.email.lower(), StaffInvitation.status == InvitationStatus.WAITING
    )
    return db.session.scalars(statement.order_by(StaffInvitation.id.desc())).all()
