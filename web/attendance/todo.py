"""What waits for a coordinator on the start page: shifts that are over and not ticked off."""

from __future__ import annotations

from datetime import datetime

from flask import url_for
from flask_babel import gettext, ngettext

from web.accounts.models import RoleName, User
from web.attendance.queries import shifts_not_ticked
from web.core.todo import Todo


def waiting_for(user: User, *, now: datetime) -> list[Todo]:
    """Return the shifts whose attendance the user should note."""
    if not user.has_any_role(RoleName.COORDINATOR):
        return []
    shifts = shifts_not_ticked(user, now=now)
    if not shifts:
        return []
    title = ngettext("Who came to the shift?", "Who came to the %(num)s shifts?", len(shifts))
    text = gettext("Tick them off, and thank them with one tap.")
    return [Todo(title, text, url_for("attendance.list_shifts"), count=len(shifts))]
