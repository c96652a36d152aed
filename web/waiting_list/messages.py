"""The words of notices about waiting lists, each in its reader's language."""

from __future__ import annotations

from datetime import datetime

from flask_babel import force_locale, gettext

from web.core.links import absolute_link
from web.core.pages import moment
from web.notifications.services import write_notice
from web.profiles.sight import seen_by_others
from web.tasks.messages import when_words
from web.tasks.models import Signup


def offer_seat(signup: Signup, *, now: datetime) -> None:
    """A place is free, and is kept for them until they answer."""
    task, user = signup.shift.task, signup.volunteer.user
    if signup.answer_by is None:
        raise ValueError(f"sign-up {signup.id} has no offer")
    with force_locale(user.locale):
        body = gettext(
            "A place has become free at “%(task)s”, %(when)s, and it is kept for you until %(until)s.\n\n"
            "Do you still want it? Say yes or no here. A no needs no reason:\n%(link)s\n\n"
            "If you don't answer, the place goes to the next one on the list.",
            task=task.title,
            when=when_words(signup.shift),
            until=moment(signup.answer_by),
            link=absolute_link("tasks.list_own_shifts"),
        )
        subject = gettext("A place is kept for you: “%(task)s”", task=task.title)
    write_notice(occasion("offered", signup, now), to=user, subject=subject, body=body)


def tell_of_free_place(signup: Signup, *, now: datetime) -> None:
    """A place is free so shortly before that the first one takes it."""
    task, user = signup.shift.task, signup.volunteer.user
    with force_locale(user.locale):
        body = gettext(
            "A place has become free at “%(task)s”, %(when)s. It is soon, so the first one to sign up has it:\n%(link)s",
            task=task.title,
            when=when_words(signup.shift),
            link=absolute_link("tasks.show_sign_up", shift_id=signup.shift_id),
        )
        subject = gettext("A place is free now: “%(task)s”", task=task.title)
    write_notice(occasion("place free", signup, now), to=user, subject=subject, body=body)


def tell_of_lapse(signup: Signup, *, now: datetime) -> None:
    """They did not answer, and the place goes to somebody else."""
    task, user = signup.shift.task, signup.volunteer.user
    with force_locale(user.locale):
        body = gettext(
            "We did not hear from you in time, so the place at “%(task)s”, %(when)s, goes to somebody else.\n\n"
            "You are welcome to sign up or join the waiting list again:\n%(link)s",
            task=task.title,
            when=when_words(signup.shift),
            link=absolute_link("tasks.show_sign_up", shift_id=signup.shift_id),
        )
        subject = gettext("The place goes to somebody else: “%(task)s”", task=task.title)
    write_notice(occasion("lapsed", signup, now), to=user, subject=subject, body=body)


def tell_coordinators_of_waiting(signup: Signup, *, now: datetime) -> None:
    """Somebody more would like to help; only where the coordinator answers each, since the list looks after itself."""
    task = signup.shift.task
    if task.confirms_at_once:
        return
    for coordinator in task.association.coordinators:
        with force_locale(coordinator.locale):
            write_notice(
                f"{occasion('waits', signup, now)}, user {coordinator.id}",
                to=coordinator,
                subject=gettext("Somebody is on the waiting list: “%(task)s”", task=task.title),
                body=gettext(
                    "%(name)s would like a place at “%(task)s”, %(when)s, if one becomes free. The place is then offered by"
                    " itself. You can add a place, or say no, thank you, here:\n%(link)s",
                    name=seen_by_others(signup.volunteer).name,
                    task=task.title,
                    when=when_words(signup.shift),
                    link=absolute_link("tasks.show_signups", task_id=task.id),
                ),
            )


def occasion(what: str, signup: Signup, now: datetime) -> str:
    """Name what a notice is about, so that it is written once."""
    return f"sign-up {signup.id} {what} {now.isoformat()}"
