"""What waits for administrators, and for those who have registered an employer, on their start page."""

from __future__ import annotations

from datetime import datetime

from flask import url_for
from flask_babel import gettext, ngettext

from web.accounts.models import RoleName, User
from web.core.todo import Todo
from web.employers.models import EmployerStatus
from web.employers.queries import employers_of, pending_count


def waiting_for(user: User, *, now: datetime) -> list[Todo]:
    """Return the employers that wait for this administrator, and the user's own that still wait."""
    return [*_to_approve(user), *_own_pending(user)]


def _to_approve(user: User) -> list[Todo]:
    waiting = pending_count() if user.has_any_role(RoleName.ADMINISTRATOR) else 0
    if waiting == 0:
        return []
    title = ngettext("One employer waits for approval", "%(num)s employers wait for approval", waiting)
    text = gettext("Look at who they are, and say yes or no.")
    return [Todo(title, text, url_for("employers.list_pending"), count=waiting, is_urgent=True)]


def _own_pending(user: User) -> list[Todo]:
    return [
        Todo(
            gettext("%(name)s is registered", name=employer.name),
            gettext("We look at it within a few days and write to you."),
            url_for("employers.show_employer", employer_id=employer.id),
        )
        for employer in employers_of(user)
        if employer.status is EmployerStatus.PENDING
    ]
