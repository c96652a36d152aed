"""The queue of those who wait to be vetted: first those who would give most young people a mentor."""

from __future__ import annotations

from flask import render_template, request

from web.core import clock
from web.core.access import may, requires, signed_in_user
from web.core.paging import paged
from web.core.permissions import Permission
from web.profiles.labels import MENTOR_KINDS, MENTOR_STATUSES
from web.profiles.models import MentorStatus
from web.vetting.blueprint import blueprint
from web.vetting.forms import FilterForm
from web.vetting.queries import checks_of, mentors_for, open_questions, worths_of


@blueprint.get("/godkendelser")
@requires(Permission.VETTING_VIEW)
def queue() -> str:
    """Applicants and mentors, those who would give most young people a mentor first."""
    form = FilterForm(request.args)
    known = form.validate()
    status = form.status.data if known and form.status.data else MentorStatus.APPLIED.value
    found = paged(
        mentors_for(
            signed_in_user(),
            status=None if status == "all" else MentorStatus(status),
            area_id=int(form.area.data) if known and form.area.data else None,
        )
    )
    return render_template(
        "vetting/queue.html",
        form=form,
        mentors=found,
        checks=checks_of(found.items, day=clock.local_date(clock.now())),
        worths=worths_of(found.items),
        questions=open_questions(found.items),
        may_manage_courses=may(Permission.COURSE_MANAGE),
        may_change_requirements=may(Permission.REQUIREMENTS_CHANGE),
        mentor_kinds=MENTOR_KINDS,
        mentor_statuses=MENTOR_STATUSES,
    )
