"""Reads of deputies; each takes the viewer."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import Select, and_, or_, select
from sqlalchemy.orm import joinedload

from web.accounts.models import Role, RoleName, User
from web.core.errors import NotVisibleError
from web.deputies.models import Deputy
from web.extensions import db

EARLIER_SHOWN = 10


def deputies_for(viewer: User) -> Select[Deputy]:
    """Select what the viewer may see: as administrator all, else those who stand in for them or for whom they do."""
    found = select(Deputy).options(joinedload(Deputy.caseworker), joinedload(Deputy.deputy))
    if viewer.has_any_role(RoleName.ADMINISTRATOR):
        return found
    return found.where(or_(Deputy.caseworker_id == viewer.id, Deputy.deputy_id == viewer.id))


def current_deputies(viewer: User, *, day: date) -> Sequence[Deputy]:
    """Return those who stand in on that day or later, soonest first."""
    coming = and_(Deputy.ended_at.is_(None), Deputy.ends_on >= day)
    return db.session.scalars(deputies_for(viewer).where(coming).order_by(Deputy.starts_on, Deputy.id)).all()


def earlier_deputies(viewer: User, *, day: date) -> Sequence[Deputy]:
    """Return those whose days are over, the latest first."""
    over = or_(Deputy.ended_at.is_not(None), Deputy.ends_on < day)
    statement = deputies_for(viewer).where(over).order_by(Deputy.ends_on.desc(), Deputy.id.desc())
    return db.session.scalars(statement.limit(EARLIER_SHOWN)).all()


def deputy_for(viewer: User, deputy_id: int) -> Deputy:
    """Return one of them; raise NotVisibleError for any other."""
    found = db.session.scalar(deputies_for(viewer).where(Deputy.id == deputy_id))
    if found is None:
        raise NotVisibleError
    return found


def active_caseworkers() -> Sequence[User]:
    """Return the caseworkers who can sign in, by name."""
    is_caseworker = User.roles.any(Role.name == RoleName.CASEWORKER)
    return db.session.scalars(
        select(User).where(is_caseworker, User.active).order_by(User.name, User.id)
    ).all()
