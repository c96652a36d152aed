"""What waits for a volunteer on the start page: a place that is kept for them."""

from __future__ import annotations

from datetime import datetime

from flask import url_for
from flask_babel import gettext

from web.accounts.models import RoleName, User
from web.core.pages import moment
from web.core.todo import Todo
from web.waiting_list.queries import own_offers


def waiting_for(user: User, *, now: datetime) -> list[Todo]:
    """Return the places that are kept for the user until they answer."""
    if not user.has_any_role(RoleName.VOLUNTEER):
        return []
    return [
        Todo(
            gettext("A place is kept for you: “%(task)s”", task=signup.shift.task.title),
            gettext("Say yes or no before %(until)s.", until=moment(signup.answer_by)),
            url_for("tasks.list_own_shifts"),
            is_urgent=True,
        )
        for signup in own_offers(user.id, now=now)
        if signup.answer_by is not None
    ]
