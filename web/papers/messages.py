"""The words of the mails about volunteers' papers, each in its reader's language."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from flask_babel import force_locale, gettext

from web.associations.models import Association
from web.core.links import absolute_link
from web.notifications.services import write_notice
from web.profiles.models import Volunteer
from web.profiles.sight import seen_by_others
from web.tasks.conditions import clearance_names
from web.tasks.messages import when_words
from web.tasks.models import Shift, Task
from web.vetting.labels import CLEARANCE_KINDS
from web.vetting.models import Clearance, ClearanceKind


def ask_for_papers(volunteer: Volunteer, task: Task, *, at: datetime) -> None:
    """Ask a volunteer whom the association knows; they decide."""
    user = volunteer.user
    with force_locale(user.locale):
        write_notice(
            f"papers of volunteer {volunteer.id} for task {task.id} asked {at.isoformat()}",
            to=user,
            subject=gettext("Would you get a paper for “%(task)s”?", task=task.title),
            body=gettext(
                "Hello %(name)s\n\n%(association)s would like to have you along on “%(task)s”. The task asks for a paper"
                " that you do not have yet. It costs nothing, and you decide yourself.\n\nHere you see what it is, how you"
                " get it, and how you say no, thank you:\n\n%(link)s",
                name=user.name,
                association=task.association.name,
                task=task.title,
                link=absolute_link("papers.show_own"),
            ),
        )


def tell_in_order(
    clearance: Clearance, ready: Sequence[Task], missing: Sequence[ClearanceKind], *, at: datetime
) -> None:
    """Tell a volunteer that a paper is in order, and what they can sign up for now, or what is still missing."""
    user = clearance.volunteer.user
    with force_locale(user.locale):
        body = gettext(
            "Hello %(name)s\n\nThis is in order now: %(kind)s.\n\n",
            name=user.name,
            kind=str(CLEARANCE_KINDS[clearance.kind]).lower(),
        )
        for task in ready:
            body += gettext(
                "You can sign up for “%(task)s”:\n%(link)s\n\n",
                task=task.title,
                link=absolute_link("tasks.show_task", task_id=task.id),
            )
        if missing:
            body += gettext("This is still missing: %(names)s.\n\n", names=clearance_names(missing))
        body += gettext("All your papers stand here:\n%(link)s", link=absolute_link("papers.show_own"))
        write_notice(
            f"clearance {clearance.id} in order {at.isoformat()}",
            to=user,
            subject=gettext("Your paper is in order"),
            body=body,
        )


def flag_to_coordinators(
    clearance: Clearance, association: Association, shifts: Sequence[Shift], *, occasion: str
) -> None:
    """Tell the coordinators that somebody on their shifts will lack a paper there, without a word about why."""
    for coordinator in association.coordinators:
        with force_locale(coordinator.locale):
            write_notice(
                f"{occasion}, {coordinator.id}",
                to=coordinator,
                subject=gettext("A paper is missing on a shift"),
                body=gettext(
                    "Hello %(name)s\n\n%(volunteer)s has a place on shifts that ask for this, but does not have it in order"
                    " on the day: %(kind)s.\n\n%(shifts)s\n\nNobody has been taken off. Talk with %(volunteer)s, and see"
                    " here how far it is:\n\n%(link)s",
                    name=coordinator.name,
                    volunteer=seen_by_others(clearance.volunteer).name,
                    kind=str(CLEARANCE_KINDS[clearance.kind]).lower(),
                    shifts="\n".join(f"– {shift.task.title}, {when_words(shift)}" for shift in shifts),
                    link=absolute_link("papers.list_people", association_id=association.id),
                ),
            )
