"""Staff roles: which go together, and the one place that gives and takes them."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from flask_babel import gettext
from sqlalchemy import select

from web.accounts.models import STAFF_ROLES, Role, RoleName, User
from web.audit.services import Actor, record_event
from web.core.errors import RuleError
from web.core.locks import lock_row
from web.extensions import db

WATCHER = RoleName.DATA_PROTECTION_CONTACT


def staff_roles_of(user: User) -> frozenset[RoleName]:
    """Return the staff roles that the user has."""
    return frozenset(name for name in STAFF_ROLES if user.has_any_role(name))


def go_together(roles: Collection[RoleName]) -> bool:
    """Tell whether one person may have these staff roles: whoever watches is none of those who are watched."""
    return WATCHER not in roles or len(roles) == 1


def write_staff_roles(
    user: User,
    roles: Collection[RoleName],
    *,
    by: Actor | None,
    now: datetime,
    details: dict[str, Any] | None = None,
) -> None:
    """Let the user have just these staff roles, and keep every other role; record which they were and are.

    Areas that were looked after go with the role of the area contact.
    """
    lock_row(user)
    db.session.refresh(user, ["roles", "contact_areas"])
    before = staff_roles_of(user)
    wanted = list(db.session.scalars(select(Role).where(Role.name.in_(roles))))
    user.roles = [role for role in user.roles if role.name not in STAFF_ROLES] + wanted
    if RoleName.AREA_CONTACT not in roles:
        user.contact_areas = []
    change = {"from": sorted(before), "to": sorted(roles)}
    record_event("change staff roles", user, by=by, now=now, details=change | (details or {}))
    db.session.flush()


def refuse_last_administrator(user: User) -> None:
    """Raise RuleError where nobody would be left to administer; others who take one away at the same time wait here."""
    role = db.session.scalars(select(Role).where(Role.name == RoleName.ADMINISTRATOR)).one()
    lock_row(role, allows_references=True)
    others = select(User.id).where(User.active, User.id != user.id, User.roles.any(Role.id == role.id))
    if user.has_any_role(RoleName.ADMINISTRATOR) and db.session.scalar(others.limit(1)) is None:
        raise RuleError(gettext("This is the last administrator. Invite another one first."))
