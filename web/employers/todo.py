"""What waits for administrators, and for those who have registered an employer, on their start page."""

from __future__ import annotations

from datetime import datetime

from flask import url_for
from flask_babel import gettext, ngettext

from web.accounts.models import RoleName, User
from web.core.todo import Todo
from web.employers.models import Employer
from web.employers.queries import employers_of
from web.employers.register import EMPLOYERS
from web.organisations.queries import pending_count
from web.organisations.todo import own_waiting


def waiting_for(user: User, *, now: datetime) -> list[Todo]:
    """Return the employers that wait for this administrator, and the user's own that still wait."""
    return [*_to_approve(user), *own_waiting(EMPLOYERS, employers_of(user))]


def _to_approve(user: User) -> list[Todo]:
    waiting = pending_count(Employer) if user.has_any_role(RoleName.ADMINISTRATOR) else 0
    if waiting == 0:
        return []
    title = ngettext("One employer waits for approval", "%(num)s employers wait for approval", waiting)
    text = gettext("Look at who they are, and say yes or no.")
    return [Todo(title, text, url_for("employers.list_pending"), count=waiting, is_urgent=True)]
