"""What waits: micro-tasks to report, and reports to thank for."""

from __future__ import annotations

from datetime import datetime

from flask import url_for
from flask_babel import gettext, ngettext

from web.accounts.models import RoleName, User
from web.core.todo import Todo
from web.micro_tasks.queries import to_report, waiting_reports


def waiting_for(user: User, *, now: datetime) -> list[Todo]:
    """Return what the user can do now about micro-tasks."""
    found = []
    if user.has_any_role(RoleName.COORDINATOR) and (reports := waiting_reports(user)):
        title = ngettext("One micro-task is done", "%(num)s micro-tasks are done", len(reports))
        url = url_for("micro_tasks.list_reports")
        found.append(Todo(title, gettext("Say thank you for it."), url, count=len(reports), is_urgent=True))
    if user.has_any_role(RoleName.VOLUNTEER) and (signups := to_report(user)):
        title = ngettext("You have one micro-task to do", "You have %(num)s micro-tasks to do", len(signups))
        text = gettext("Do it when it suits you, and tell us when it is done.")
        found.append(Todo(title, text, url_for("micro_tasks.list_own"), count=len(signups)))
    return found
