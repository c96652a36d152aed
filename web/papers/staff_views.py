"""The pages of those who vet: volunteers who wait for a paper, one of them, and the result of one paper."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import render_template
from werkzeug.wrappers import Response

from web.core import clock
from web.core.access import allowed, may, requires, signed_in_user
from web.core.errors import NotVisibleError
from web.core.paging import paged
from web.core.permissions import Permission
from web.papers.blueprint import blueprint
from web.papers.queries import checks_for_shifts, tasks_by_id
from web.papers.staff_queries import checks_for_staff, pending_for, volunteer_for, worths_of
from web.profiles.models import Volunteer
from web.tasks.models import Task
from web.vetting.asking import needs_of
from web.vetting.clearance_views import Back, clearance_page, ways_for
from web.vetting.labels import CLEARANCE_KINDS, CLEARANCE_STATUSES, STATUS_TONES
from web.vetting.queries import Check
from web.vetting.steps import NextStep, staff_step_of


@blueprint.get("/godkendelser/frivillige")
@requires(Permission.VETTING_VIEW)
def queue() -> str:
    """Volunteers whose shifts ask for something that is not in order, those who could take most shifts first."""
    now = clock.now()
    found = paged(pending_for(signed_in_user(), now=now))
    return render_template(
        "papers/queue.html",
        volunteers=found,
        checks=checks_for_shifts(found.items, now=now),
        worths=worths_of(found.items),
        kinds=CLEARANCE_KINDS,
    )


@dataclass(frozen=True)
class StaffPaper:
    """A paper as those who vet see it: which tasks ask, what is known of it, and whether this reader records it."""

    check: Check
    tasks: Sequence[Task]
    step: NextStep | None
    may_record: bool


@blueprint.get("/godkendelser/frivillige/<int(max=2147483647):volunteer_id>")
@requires(Permission.VETTING_VIEW)
def show_volunteer(volunteer_id: int) -> str:
    """What the shifts of one volunteer ask for, and how far each paper is."""
    now = clock.now()
    volunteer = allowed(volunteer_for(signed_in_user(), volunteer_id, now=now))
    return render_template(
        "papers/volunteer.html",
        volunteer=volunteer,
        papers=staff_papers(volunteer, now=now),
        worth=worths_of([volunteer]).get(volunteer.id),
        kinds=CLEARANCE_KINDS,
        statuses=CLEARANCE_STATUSES,
        tones=STATUS_TONES,
    )


def staff_papers(volunteer: Volunteer, *, now: datetime) -> list[StaffPaper]:
    """Return what shifts ask of the volunteer or asked, with what this reader can do about it."""
    needs = needs_of([volunteer.id], now=now)
    tasks, user = tasks_by_id(needs), signed_in_user()
    is_mine = may(Permission.VETTING_RECORD, volunteer)
    return [
        StaffPaper(
            check,
            [tasks[need.task_id] for need in needs if need.kind is check.kind],
            staff_step_of(volunteer, check.kind, now=now),
            is_mine and ways_for(user, volunteer, check, now=now).is_any,
        )
        for check in checks_for_staff(volunteer, now=now)
    ]


@blueprint.route(
    "/godkendelser/frivillige/<int(max=2147483647):volunteer_id>/<kind>", methods=["GET", "POST"]
)
@requires(Permission.VETTING_RECORD)
def record(volunteer_id: int, kind: str) -> str | Response:
    """Record the result of one paper."""
    now = clock.now()
    volunteer = allowed(volunteer_for(signed_in_user(), volunteer_id, now=now))
    for check in checks_for_staff(volunteer, now=now):
        if check.kind.value == kind:
            back = Back("papers.show_volunteer", {"volunteer_id": volunteer_id})
            return clearance_page(volunteer, check, back=back)
    raise NotVisibleError
