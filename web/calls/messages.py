"""The words of questions and of the thanks that follow, each in its reader's language."""

from __future__ import annotations

from flask_babel import force_locale, gettext

from web.calls.links import answer_link
from web.calls.models import Ask
from web.calls.queries import asks_of
from web.core.links import absolute_link
from web.core.pages import moment
from web.notifications.services import write_notice
from web.tasks.messages import when_words
from web.tasks.models import Shift


def ask(ask: Ask) -> None:
    """Ask the volunteer, with a link that needs no sign-in."""
    shift, task, user = ask.shift, ask.shift.task, ask.volunteer.user
    with force_locale(user.locale):
        body = gettext(
            "%(association)s needs one more for “%(task)s” and thinks of you.\n\n"
            "When: %(when)s\nWhere: %(place)s\n\n%(summary)s\n\n"
            "Can you? Say yes or no here. You need not sign in, and a no needs no reason:\n%(link)s\n\n"
            "We have asked a few others too, and the first yes gets the place. Please answer before %(until)s.\n\n"
            "You decide yourself how often we may ask:\n%(wishes)s",
            association=task.association.name,
            task=task.title,
            when=when_words(shift),
            place=", ".join(part for part in (shift.where, task.area.name) if part),
            summary=task.summary,
            link=answer_link(ask),
            until=moment(ask.expires_at),
            wishes=absolute_link("calls.change_wish"),
        )
        subject = gettext("Can you help with “%(task)s”?", task=task.title)
    write_notice(f"ask {ask.id} asked", to=user, subject=subject, body=body)


def thank_with_all_places_taken(ask: Ask) -> None:
    """Others were faster."""
    task, user = ask.shift.task, ask.volunteer.user
    with force_locale(user.locale):
        body = gettext(
            "“%(task)s”, %(when)s, has all the hands it needs now. You need not do anything.\n\n"
            "Thank you for being somebody one can ask.",
            task=task.title,
            when=when_words(ask.shift),
        )
        subject = gettext("The place has been taken: “%(task)s”", task=task.title)
    write_notice(f"ask {ask.id} filled", to=user, subject=subject, body=body)


def thank_without_need(ask: Ask) -> None:
    """Nobody is needed any more."""
    task, user = ask.shift.task, ask.volunteer.user
    with force_locale(user.locale):
        body = gettext(
            "%(association)s no longer needs anybody for “%(task)s”, %(when)s. You need not answer.\n\n"
            "Thank you for being somebody one can ask.",
            association=task.association.name,
            task=task.title,
            when=when_words(ask.shift),
        )
        subject = gettext("You need not answer: “%(task)s”", task=task.title)
    write_notice(f"ask {ask.id} withdrawn", to=user, subject=subject, body=body)


def tell_coordinators_that_nobody_could(shift: Shift) -> None:
    """All have answered or let the time pass, and a place is still free."""
    task = shift.task
    newest = asks_of(shift)[0]
    for coordinator in task.association.coordinators:
        with force_locale(coordinator.locale):
            write_notice(
                f"asks of shift {shift.id} ended with {newest.id}, user {coordinator.id}",
                to=coordinator,
                subject=gettext("Still a free place: “%(task)s”", task=task.title),
                body=gettext(
                    "None of those you asked about “%(task)s”, %(when)s, can come. Ask the next ones here:\n%(link)s",
                    task=task.title,
                    when=when_words(shift),
                    link=absolute_link("calls.ask", shift_id=shift.id),
                ),
            )
