"""What waits for volunteers and coordinators: questions to answer, and gaps that are urgent."""

from __future__ import annotations

from datetime import datetime

from flask import url_for
from flask_babel import gettext, ngettext

from web.accounts.models import RoleName, User
from web.calls.gaps import urgent_gaps
from web.calls.links import answer_token
from web.calls.queries import own_open_asks
from web.core.pages import moment
from web.core.todo import Todo
from web.tasks.coordinator_queries import associations_of


def waiting_for(user: User, *, now: datetime) -> list[Todo]:
    """Return the questions that wait for the user, and the urgent gaps of their associations."""
    return [*_questions(user, now=now), *_gaps(user, now=now)]


def _questions(user: User, *, now: datetime) -> list[Todo]:
    if not user.has_any_role(RoleName.VOLUNTEER):
        return []
    return [
        Todo(
            gettext("Can you help with “%(task)s”?", task=ask.shift.task.title),
            gettext("%(when)s. The first yes gets the place.", when=moment(ask.shift.starts_at))
            if ask.shift.starts_at is not None
            else gettext("The first yes gets the place."),
            url_for("calls.answer", token=answer_token(ask)),
            is_urgent=True,
        )
        for ask in own_open_asks(user, now=now)
    ]


def _gaps(user: User, *, now: datetime) -> list[Todo]:
    if not user.has_any_role(RoleName.COORDINATOR):
        return []
    associations = associations_of(user)
    missing = urgent_gaps(associations, now=now)
    if missing == 0:
        return []
    title = ngettext("One shift soon lacks hands", "%(num)s shifts soon lack hands", missing)
    text = gettext("See who fits, and ask them with one tap.")
    url = url_for("calls.list_gaps", association_id=associations[0].id)
    return [Todo(title, text, url, count=missing, is_urgent=True)]
