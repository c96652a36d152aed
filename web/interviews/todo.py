"""What waits for interviewers: their interviews of the next days, and those whose outcome is not recorded."""

from __future__ import annotations

from datetime import datetime, timedelta

from flask import url_for
from flask_babel import gettext
from sqlalchemy import select

from web.accounts.models import User
from web.core.pages import moment
from web.core.todo import Todo
from web.extensions import db
from web.interviews.models import Interview, InterviewStatus

AHEAD = timedelta(days=2)
SHOWN = 10


def waiting_for(user: User, *, now: datetime) -> list[Todo]:
    """Return the user's interviews up to the day after tomorrow, and the past ones without an outcome first."""
    found = db.session.scalars(
        select(Interview)
        .where(
            Interview.interviewer_id == user.id,
            Interview.status == InterviewStatus.PLANNED,
            Interview.starts_at <= now + AHEAD,
        )
        .order_by(Interview.starts_at)
        .limit(SHOWN)
    )
    return [todo_of(interview, now=now) for interview in found]


def todo_of(interview: Interview, *, now: datetime) -> Todo:
    """Return what one interview asks of its interviewer."""
    has_been = interview.ends_at <= now
    when = moment(interview.starts_at)
    name = interview.mentor.volunteer.user.name
    return Todo(
        title=gettext("Record how the interview went") if has_been else gettext("An interview"),
        text=gettext("%(name)s, %(when)s", name=name, when=when),
        url=url_for("interviews.plan", mentor_id=interview.mentor_id),
        is_urgent=has_been,
    )
