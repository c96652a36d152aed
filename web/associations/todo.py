"""What waits for administrators, and for those who have registered an association, on their start page."""

from __future__ import annotations

from datetime import datetime

from flask import url_for
from flask_babel import gettext, ngettext
from sqlalchemy import select

from web.accounts.models import RoleName, User
from web.associations.models import Association, AssociationStatus, association_coordinators
from web.associations.queries import pending_count
from web.core.todo import Todo
from web.extensions import db


def waiting_for(user: User, *, now: datetime) -> list[Todo]:
    """Return the associations that wait for this administrator, and the user's own that still wait."""
    return [*_to_approve(user), *_own_pending(user)]


def _to_approve(user: User) -> list[Todo]:
    waiting = pending_count() if user.has_any_role(RoleName.ADMINISTRATOR) else 0
    if waiting == 0:
        return []
    title = ngettext("One association waits for approval", "%(num)s associations wait for approval", waiting)
    text = gettext("Look at who they are, and say yes or no.")
    return [Todo(title, text, url_for("associations.list_pending"), count=waiting, is_urgent=True)]


def _own_pending(user: User) -> list[Todo]:
    statement = (
        select(Association)
        .join(association_coordinators)
        .where(association_coordinators.c.user_id == user.id, Association.status == AssociationStatus.PENDING)
        .order_by(Association.name, Association.id)
    )
    return [
        Todo(
            gettext("%(name)s is registered", name=association.name),
            gettext("We look at it within a few days and write to you."),
            url_for("associations.show_registration", association_id=association.id),
        )
        for association in db.session.scalars(statement)
    ]
