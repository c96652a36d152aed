"""The words of notices about tasks, shifts and sign-ups, each in its reader's language."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import lru_cache

from flask_babel import force_locale, format_date, get_locale, gettext

from web.accounts.models import User
from web.core.clock import local_date
from web.core.links import absolute_link
from web.core.pages import clock_time, moment
from web.notifications.services import write_notice
from web.profiles.sight import seen_by_others
from web.tasks.drafts import ShiftTimes
from web.tasks.models import Shift, Signup

URGENT_WITHIN = timedelta(days=3)


def tell_coordinators_of_request(signup: Signup, *, now: datetime) -> None:
    """Somebody wants to help."""
    task = signup.shift.task
    for coordinator in task.association.coordinators:
        with force_locale(coordinator.locale):
            write_notice(
                _occasion("requested", signup, coordinator, now),
                to=coordinator,
                subject=gettext("Somebody wants to help with “%(task)s”", task=task.title),
                body=gettext(
                    "%(name)s has signed up for “%(task)s”, %(when)s.\n\nSay yes or no here:\n%(link)s",
                    name=seen_by_others(signup.volunteer).name,
                    task=task.title,
                    when=when_words(signup.shift),
                    link=absolute_link("tasks.show_signups", task_id=task.id),
                ),
            )


def tell_coordinators_of_taken_place(signup: Signup, *, now: datetime) -> None:
    """Somebody has taken a free place, and nobody needs to answer."""
    task = signup.shift.task
    for coordinator in task.association.coordinators:
        with force_locale(coordinator.locale):
            write_notice(
                _occasion("taken", signup, coordinator, now),
                to=coordinator,
                subject=gettext("A place is taken: “%(task)s”", task=task.title),
                body=gettext(
                    "%(name)s comes to “%(task)s”, %(when)s. You need not answer.\n\n%(link)s",
                    name=seen_by_others(signup.volunteer).name,
                    task=task.title,
                    when=when_words(signup.shift),
                    link=absolute_link("tasks.show_signups", task_id=task.id),
                ),
            )


def tell_coordinators_of_cancellation(
    signup: Signup, *, was_confirmed: bool, words: str, now: datetime
) -> None:
    """Somebody can't come after all; the seat is free again. A late cancellation says so in the subject."""
    task = signup.shift.task
    is_late = was_confirmed and starts_soon(signup.shift, now=now)
    for coordinator in task.association.coordinators:
        with force_locale(coordinator.locale):
            subject = (
                gettext("Urgent, somebody has cancelled: “%(task)s”", task=task.title)
                if is_late
                else gettext("Somebody has cancelled: “%(task)s”", task=task.title)
            )
            text = (
                gettext("The place is free again.")
                if was_confirmed
                else gettext("The sign-up was still waiting for your answer.")
            )
            write_notice(
                _occasion("cancelled", signup, coordinator, now),
                to=coordinator,
                subject=subject,
                body=gettext(
                    "%(name)s can't come to “%(task)s”, %(when)s. %(text)s\n\n%(link)s",
                    name=seen_by_others(signup.volunteer).name,
                    task=task.title,
                    when=when_words(signup.shift),
                    text=f"{text}\n\n{words}" if words else text,
                    link=absolute_link("tasks.show_signups", task_id=task.id),
                ),
            )


def tell_volunteer_of_confirmation(signup: Signup, *, now: datetime) -> None:
    """The association looks forward to them."""
    task = signup.shift.task
    association = task.association
    with force_locale(signup.volunteer.user.locale):
        place = place_words(signup.shift)
        write_notice(
            _occasion("confirmed", signup, signup.volunteer.user, now),
            to=signup.volunteer.user,
            subject=gettext("You are in: “%(task)s”", task=task.title),
            body=gettext(
                "%(association)s says yes, and looks forward to seeing you.\n\n"
                "What: %(task)s\nWhen: %(when)s\nWhere: %(place)s\n\n"
                "Questions? Write to %(email)s. If you can't come, cancel here so that somebody else can:\n%(link)s",
                association=association.name,
                task=task.title,
                when=when_words(signup.shift),
                place=place,
                email=association.email,
                link=absolute_link("tasks.list_own_shifts"),
            ),
        )


def tell_volunteer_of_decline(signup: Signup, *, now: datetime) -> None:
    """It did not work out this time."""
    task = signup.shift.task
    with force_locale(signup.volunteer.user.locale):
        write_notice(
            _occasion("declined", signup, signup.volunteer.user, now),
            to=signup.volunteer.user,
            subject=gettext("Not this time: “%(task)s”", task=task.title),
            body=gettext(
                "Thank you for offering your help with “%(task)s”, %(when)s. %(association)s can't use it this time.\n\n"
                "There are other tasks that need you:\n%(link)s",
                association=task.association.name,
                task=task.title,
                when=when_words(signup.shift),
                link=absolute_link("tasks.list_tasks"),
            ),
        )


def tell_volunteers_of_new_time(shift: Shift, signups: Iterable[Signup], *, now: datetime) -> None:
    """The shift they signed up for has moved."""
    for signup in signups:
        user = signup.volunteer.user
        with force_locale(user.locale):
            write_notice(
                _occasion("moved", signup, user, now),
                to=user,
                subject=gettext("New time: “%(task)s”", task=shift.task.title),
                body=gettext(
                    "“%(task)s” has been moved.\n\nWhen: %(when)s\nWhere: %(place)s\n\n"
                    "You are still signed up. If it no longer suits you, cancel here:\n%(link)s",
                    task=shift.task.title,
                    when=when_words(shift),
                    place=place_words(shift),
                    link=absolute_link("tasks.list_own_shifts"),
                ),
            )


def ask_about_new_time(signup: Signup, times: ShiftTimes, *, now: datetime) -> None:
    """The shift on which they have a place gets a new time: does it suit them?"""
    user, task = signup.volunteer.user, signup.shift.task
    if signup.answer_by is None:
        raise ValueError(f"sign-up {signup.id} is not asked")
    with force_locale(user.locale):
        write_notice(
            _occasion("asked again", signup, user, now),
            to=user,
            subject=gettext("Does the new time suit you? “%(task)s”", task=task.title),
            body=gettext(
                "“%(task)s” was %(before)s. It is now %(after)s.\n\n"
                "Your place is kept for you until %(until)s. Say yes or no here:\n%(link)s",
                task=task.title,
                before=when_words(signup.shift),
                after=time_words(times.starts_at, times.ends_at),
                until=moment(signup.answer_by),
                link=absolute_link("tasks.list_own_shifts"),
            ),
        )


def place_words(shift: Shift) -> str:
    """Say where a shift is: its place and the area."""
    return ", ".join(part for part in (shift.where, shift.task.area.name) if part)


def tell_volunteers_of_calling_off(
    shift: Shift, signups: Iterable[Signup], *, reason: str, now: datetime
) -> None:
    """The shift they signed up for will not take place."""
    for signup in signups:
        user = signup.volunteer.user
        with force_locale(user.locale):
            body = gettext(
                "%(association)s has had to call off “%(task)s”, %(when)s. You need not do anything.",
                association=shift.task.association.name,
                task=shift.task.title,
                when=when_words(shift),
            )
            write_notice(
                _occasion("called off", signup, user, now),
                to=user,
                subject=gettext("Called off: “%(task)s”", task=shift.task.title),
                body=f"{body}\n\n{reason}" if reason else body,
            )


def starts_soon(shift: Shift, *, now: datetime) -> bool:
    """Tell whether a shift is so near that a free place on it is urgent."""
    return shift.starts_at is not None and now < shift.starts_at <= now + URGENT_WITHIN


def when_words(shift: Shift) -> str:
    """Say when a shift is, in words that fit inside a sentence."""
    if shift.starts_at is None or shift.ends_at is None:
        return gettext("when it suits you both")
    return time_words(shift.starts_at, shift.ends_at)


def time_words(starts_at: datetime, ends_at: datetime) -> str:
    """Write a day with from and to."""
    return _time_words(starts_at, ends_at, str(get_locale()))


@lru_cache(maxsize=4_096)
def _time_words(starts_at: datetime, ends_at: datetime, _locale: str) -> str:
    # A plan's mails say the same times to thousands of people.
    return gettext(
        "%(day)s, %(start)s–%(end)s",
        day=format_date(local_date(starts_at), gettext("EEEE, d MMMM yyyy")),
        start=clock_time(starts_at),
        end=clock_time(ends_at),
    )


def _occasion(what: str, signup: Signup, reader: User, now: datetime) -> str:
    return f"sign-up {signup.id} {what} {now.isoformat()}, user {reader.id}"
