"""The words of notices about reports, each in its reader's language."""

from __future__ import annotations

from datetime import datetime

from flask_babel import force_locale, gettext

from web.core.links import absolute_link
from web.micro_tasks.labels import duration
from web.micro_tasks.models import MicroReport
from web.notifications.services import write_notice
from web.profiles.sight import seen_by_others


def tell_coordinators_of_report(report: MicroReport, *, now: datetime) -> None:
    """Something has been done."""
    task = report.signup.shift.task
    for coordinator in task.association.coordinators:
        with force_locale(coordinator.locale):
            body = gettext(
                "%(name)s has done “%(task)s” and spent %(time)s on it.\n\n%(note)s\n\nSay thank you here:\n%(link)s",
                name=seen_by_others(report.signup.volunteer).name,
                task=task.title,
                time=duration(report.minutes),
                note=report.note,
                link=absolute_link("micro_tasks.list_reports"),
            )
            subject = gettext("Done: “%(task)s”", task=task.title)
        occasion = f"micro report {report.id} reported {now.isoformat()}, user {coordinator.id}"
        write_notice(occasion, to=coordinator, subject=subject, body=body)


def thank_volunteer(report: MicroReport) -> None:
    """The association has seen it, and says thank you."""
    task, user = report.signup.shift.task, report.signup.volunteer.user
    with force_locale(user.locale):
        body = gettext(
            "%(association)s says thank you for “%(task)s”. %(time)s count among your hours.\n\n%(words)s",
            association=task.association.name,
            task=task.title,
            time=duration(report.minutes),
            words=report.answer,
        )
        subject = gettext("Thank you for “%(task)s”", task=task.title)
    write_notice(f"micro report {report.id} confirmed", to=user, subject=subject, body=body)


def ask_volunteer_to_look_again(report: MicroReport, *, now: datetime) -> None:
    """The association has a question about the report."""
    task, user = report.signup.shift.task, report.signup.volunteer.user
    with force_locale(user.locale):
        body = gettext(
            "%(association)s has a question about what you reported of “%(task)s”:\n\n%(words)s\n\n"
            "Look at it again here:\n%(link)s",
            association=task.association.name,
            task=task.title,
            words=report.answer,
            link=absolute_link("micro_tasks.report", signup_id=report.signup_id),
        )
        subject = gettext("A question about “%(task)s”", task=task.title)
    write_notice(f"micro report {report.id} back {now.isoformat()}", to=user, subject=subject, body=body)
