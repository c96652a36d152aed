"""What stands on the start page while somebody stands in, or is stood in for."""

from __future__ import annotations

from datetime import datetime

from flask import url_for
from flask_babel import format_date, gettext
from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload

from web.accounts.models import RoleName, User
from web.core.todo import Todo
from web.deputies.caseloads import in_force_today
from web.deputies.models import Deputy
from web.extensions import db


def waiting_for(user: User, *, now: datetime) -> list[Todo]:
    """Return whom the user stands in for today, and who stands in for the user."""
    if not user.has_any_role(RoleName.CASEWORKER):
        return []
    found = db.session.scalars(
        select(Deputy)
        .where(in_force_today(), or_(Deputy.deputy_id == user.id, Deputy.caseworker_id == user.id))
        .options(joinedload(Deputy.caseworker), joinedload(Deputy.deputy))
        .order_by(Deputy.ends_on, Deputy.id)
    )
    return [todo_of(deputy, user) for deputy in found]


def todo_of(deputy: Deputy, user: User) -> Todo:
    """Say it to the one, or to the other."""
    until = format_date(deputy.ends_on, "long")
    if deputy.deputy_id == user.id:
        return Todo(
            title=gettext("You stand in for %(name)s", name=deputy.caseworker.name),
            text=gettext("Until %(day)s. Their young people stand among yours.", day=until),
            url=url_for("caseload.list_young_people"),
        )
    return Todo(
        title=gettext("%(name)s stands in for you", name=deputy.deputy.name),
        text=gettext("Until %(day)s. Are you back? Then end it here.", day=until),
        url=url_for("deputies.list_deputies"),
    )
