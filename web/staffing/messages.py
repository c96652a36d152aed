"""The words of notices about plans: one mail a person, whatever changes for them."""

from __future__ import annotations

from datetime import datetime

from flask_babel import force_locale, gettext

from web.core.links import absolute_link
from web.notifications.many import Notice
from web.staffing.changes import Change
from web.staffing.models import Assignment, StaffingPlan
from web.tasks.messages import when_words


def notice_of_changes(plan: StaffingPlan, change: Change, *, now: datetime) -> Notice:
    """Return the mail that says to which shifts somebody comes, and which they no longer have."""
    user = change.volunteer.user
    with force_locale(user.locale):
        title = title_of(plan)
        return Notice(
            f"plan {plan.id} {int(now.timestamp())} {change.volunteer.id}",
            to=user,
            subject=gettext("Your shifts: %(plan)s", plan=title),
            body=body_of(change, title),
        )


def body_of(change: Change, title: str) -> str:
    """Return the mail in the reader's language."""
    parts = [gettext("Thank you for helping. This is new in the plan of %(plan)s.", plan=title)]
    if change.come:
        parts.append(gettext("You have these shifts:") + "\n" + lines_of(change.come))
    if change.leave:
        parts.append(gettext("You no longer have these shifts:") + "\n" + lines_of(change.leave))
    link = absolute_link("tasks.list_own_shifts")
    parts.append(
        gettext("Can't you come after all? Cancel here, and somebody else can have it:\n%(link)s", link=link)
    )
    return "\n\n".join(parts)


def lines_of(assignments: tuple[Assignment, ...]) -> str:
    """Return one line a shift."""
    return "\n".join(f"- {one.shift.task.title}, {when_words(one.shift)}" for one in assignments)


def title_of(plan: StaffingPlan) -> str:
    """Return the event's name, or the association's."""
    return plan.event.title if plan.event is not None else plan.association.name
