"""What waits for vetting staff, and for those who would like to be mentors."""

from __future__ import annotations

from datetime import datetime

from flask import url_for
from flask_babel import gettext
from sqlalchemy import func, select

from web.accounts.models import RoleName, User
from web.core import clock
from web.core.todo import Todo
from web.extensions import db
from web.profiles.models import MentorStatus, VolunteerStatus
from web.profiles.queries import own_volunteer
from web.vetting.queries import checks_of, mentors_for, own_mentor_of

COUNTED_UP_TO = 100
DECIDES = (RoleName.CASEWORKER, RoleName.ADMINISTRATOR)


def waiting_for(user: User, *, now: datetime) -> list[Todo]:
    """Return what waits for the user in this feature."""
    return [*for_staff(user), *for_mentor(user, now=now)]


def for_staff(user: User) -> list[Todo]:
    """Applicants who wait for an answer."""
    if not user.has_any_role(*DECIDES):
        return []
    waiting = mentors_for(user, status=MentorStatus.APPLIED).limit(COUNTED_UP_TO)
    count = db.session.scalar(select(func.count()).select_from(waiting.order_by(None).subquery())) or 0
    if not count:
        return []
    title = gettext("People who would like to be mentors")
    text = gettext("They wait for a talk, for their papers or for your answer.")
    return [Todo(title, text, url_for("vetting.queue"), count=count)]


def for_mentor(user: User, *, now: datetime) -> list[Todo]:
    """The wish to hear about mentoring, or what an applicant still lacks."""
    mentor = own_mentor_of(user)
    if mentor is None:
        volunteer = own_volunteer(user)
        if (
            volunteer is None
            or volunteer.status is VolunteerStatus.SIGNING_UP
            or not volunteer.wishes_to_mentor
        ):
            return []
        title = gettext("Be a mentor")
        text = gettext("You wanted to hear more. Tell us what you would like to help with.")
        return [Todo(title, text, url_for("vetting.apply"))]
    if mentor.status is not MentorStatus.APPLIED:
        return []
    checks = checks_of([mentor], day=clock.local_date(now))[mentor.id]
    text = gettext(
        "%(done)s of %(total)s things are in order. See what happens next.",
        done=sum(check.is_valid for check in checks),
        total=len(checks),
    )
    return [Todo(gettext("On the way to being a mentor"), text, url_for("vetting.own_mentor"))]
