"""What waits for volunteers: a sign-up to finish, a break to end."""

from __future__ import annotations

from datetime import datetime

from flask import url_for
from flask_babel import gettext

from web.accounts.models import User
from web.core.todo import Todo
from web.profiles.models import VolunteerStatus
from web.profiles.queries import own_volunteer


def waiting_for(user: User, *, now: datetime) -> list[Todo]:
    """Return what waits for the user in this feature."""
    volunteer = own_volunteer(user)
    if volunteer is None or volunteer.status is VolunteerStatus.ACTIVE:
        return []
    if volunteer.status is VolunteerStatus.PAUSED:
        title = gettext("You are taking a break")
        return [Todo(title, gettext("Say so when you are back."), url_for("profiles.own_profile"))]
    title = gettext("Finish your sign-up")
    text = gettext("There are a few questions left. What you have told us is saved.")
    return [Todo(title, text, url_for("profiles.sign_up"), is_urgent=True)]
