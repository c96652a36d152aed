"""What waits on the start page because of personal data: requests to answer."""

from __future__ import annotations

from datetime import datetime

from flask import url_for
from flask_babel import gettext, ngettext
from sqlalchemy import func, select

from web.accounts.models import RoleName, User
from web.core.clock import local_date
from web.core.todo import Todo
from web.extensions import db
from web.privacy.models import DataRequest, RequestStatus
from web.privacy.requests import requests_for


def waiting_for(user: User, *, now: datetime) -> list[Todo]:
    """Return the requests that the user has to answer; urgent in the last week before the time is over."""
    if not user.has_any_role(RoleName.CASEWORKER, RoleName.DATA_PROTECTION_CONTACT):
        return []
    waiting = requests_for(user).where(DataRequest.status == RequestStatus.OPEN).order_by(None)
    ids = waiting.with_only_columns(DataRequest.id, DataRequest.due_on).subquery()
    number, first = db.session.execute(select(func.count(), func.min(ids.c.due_on)).select_from(ids)).one()
    if not number:
        return []
    return [
        Todo(
            title=gettext("Requests about personal data"),
            text=ngettext("One waits for your answer.", "%(num)s wait for your answer.", number),
            url=url_for("privacy.list_requests"),
            count=number,
            is_urgent=(first - local_date(now)).days < 7,
        )
    ]
