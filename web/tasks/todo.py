"""What waits for volunteers and coordinators on their start page."""

from __future__ import annotations

from datetime import datetime, timedelta

from flask import has_request_context, url_for
from flask_babel import gettext, ngettext

from web.accounts.models import RoleName, User
from web.core.pages import moment
from web.core.todo import Todo
from web.core.way_back import way_back
from web.profiles.models import VolunteerStatus
from web.tasks.coordinator_queries import associations_of, waiting_signups
from web.tasks.models import SignupStatus
from web.tasks.readers import volunteer_of
from web.tasks.signup_queries import own_coming_signups

SOON = timedelta(days=2)
ANSWERED_BY_OTHERS = (SignupStatus.REQUESTED, SignupStatus.CONFIRMED)


def waiting_for(user: User, *, now: datetime) -> list[Todo]:
    """Return what the user can do now about tasks and sign-ups."""
    return [*_for_coordinator(user, now=now), *_for_volunteer(user, now=now)]


def _for_coordinator(user: User, *, now: datetime) -> list[Todo]:
    if not user.has_any_role(RoleName.COORDINATOR) or not associations_of(user):
        return []
    waiting = waiting_signups(user, now=now)
    if waiting == 0:
        text = gettext("Post a task, or see who comes to those you have.")
        title = gettext("Your association's tasks")
        return [Todo(title, text, url_for("tasks.list_own_tasks"), is_news=True)]
    title = ngettext("One person wants to help you", "%(num)s people want to help you", waiting)
    text = gettext("Say yes or no, so that they know where they stand.")
    return [Todo(title, text, url_for("tasks.list_own_tasks"), count=waiting, is_urgent=True)]


def _for_volunteer(user: User, *, now: datetime) -> list[Todo]:
    volunteer = volunteer_of(user)
    if volunteer is None or volunteer.status is VolunteerStatus.SIGNING_UP:
        return []
    return [*_unfinished(), *_shifts(user, now=now)]


def _unfinished() -> list[Todo]:
    path = way_back() if has_request_context() else None
    if path is None:
        return []
    title = gettext("Go on with the task you had found")
    return [Todo(title, gettext("You were about to sign up. One tap is left."), path, is_urgent=True)]


def _shifts(user: User, *, now: datetime) -> list[Todo]:
    coming = [s for s in own_coming_signups(user, now=now) if s.status in ANSWERED_BY_OTHERS]
    if not coming:
        text = gettext("For an hour, for an evening or every week: something needs you.")
        return [Todo(gettext("Find a task"), text, url_for("tasks.list_tasks"), is_news=True)]
    confirmed = [s for s in coming if s.status is SignupStatus.CONFIRMED and s.shift.starts_at is not None]
    if not confirmed or confirmed[0].shift.starts_at is None:
        title = gettext("You have signed up, and the association answers soon")
        url = url_for("tasks.list_own_shifts")
        return [Todo(title, gettext("See your shifts."), url, count=len(coming), is_news=True)]
    first = confirmed[0].shift
    starts_at = confirmed[0].shift.starts_at
    title = gettext("Your next shift: %(task)s", task=first.task.title)
    return [
        Todo(
            title,
            moment(starts_at),
            url_for("tasks.list_own_shifts"),
            count=len(coming),
            is_urgent=starts_at - now < SOON,
            is_news=True,
        )
    ]
