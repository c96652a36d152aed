"""A coordinator's pages for what shifts ask for: all shifts of a task, or one of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext, lazy_gettext
from werkzeug.wrappers import Response

from web.core import clock
from web.core.access import allowed, requires, signed_in_user
from web.core.errors import NotVisibleError, RuleError
from web.core.forms import finish, sent_before
from web.core.one_step import one_step
from web.core.permissions import Permission
from web.extensions import db
from web.tasks.blueprint import blueprint
from web.tasks.conditions import clearance_names, qualification_names
from web.tasks.coordinator_queries import shift_of, task_of
from web.tasks.demand_form import DemandForm, form_for
from web.tasks.demand_services import ask_as_task, ask_for, own_demand, places_of
from web.tasks.demands import Demand
from web.tasks.models import Shift, Task
from web.vetting.requirements import children_are_below

GROUP_NAMES = {"skills": lazy_gettext("Skills"), "languages": lazy_gettext("Languages")}


@dataclass(frozen=True)
class Way:
    """Where a page was opened from and leads back to: an endpoint, what its address needs, and its name."""

    endpoint: str
    parts: dict[str, Any]
    name: str

    @property
    def url(self) -> str:
        """The address."""
        return url_for(self.endpoint, **self.parts)


@blueprint.route("/opgaver/<int(max=2147483647):task_id>/krav", methods=["GET", "POST"])
@requires(Permission.TASK_POST)
def edit_demand(task_id: int) -> str | Response:
    """What all shifts of the task ask for."""
    task = allowed(task_of(signed_in_user(), task_id))
    return demand_page(task, None, way=Way("tasks.show_signups", {"task_id": task.id}, task.title))


@blueprint.route("/vagter/<int(max=2147483647):shift_id>/krav", methods=["GET", "POST"])
@requires(Permission.TASK_POST)
def edit_shift_demand(shift_id: int) -> str | Response:
    """What this shift asks for; opened from a plan, it leads back there."""
    shift = allowed(shift_of(signed_in_user(), shift_id))
    if shift.starts_at is None:
        raise NotVisibleError
    return demand_page(shift.task, shift, way=way_of(shift))


@blueprint.post("/vagter/<int(max=2147483647):shift_id>/krav/som-opgaven")
@requires(Permission.TASK_POST)
def follow_task(shift_id: int) -> Response:
    """Let the shift ask for what its task asks for again."""
    shift = allowed(shift_of(signed_in_user(), shift_id))
    with one_step(gettext("This shift asks for the same as the others again.")):
        ask_as_task(shift, by=signed_in_user(), now=clock.now())
    return redirect(way_of(shift).url)


def way_of(shift: Shift) -> Way:
    """Return the shift's page in the plan it was opened from, else the task's page."""
    plan_id = request.args.get("plan", type=int)
    if plan_id is None:
        return Way("tasks.show_signups", {"task_id": shift.task_id}, shift.task.title)
    parts = {"plan_id": plan_id, "shift_id": shift.id}
    return Way("staffing.show_shift", parts, gettext("The shift in the plan"))


def demand_page(task: Task, shift: Shift | None, *, way: Way) -> str | Response:
    """Show the form and take it; shared by every page from which one gets here."""
    now = clock.now()
    of_task, own = own_demand(task), own_demand(task, shift)
    places = shift.seats if shift is not None else places_of(task, None, now=now)
    form = form_for(own, places=places, default=of_task)
    if form.validate_on_submit():
        if repeat := sent_before(form):
            return repeat
        try:
            ask_for(task, form.draft(), shift=shift, by=signed_in_user(), now=now)
        except RuleError as error:
            db.session.rollback()
            form.refuse(error)
        else:
            flash(gettext("Saved. It counts from now on, and in the next plan you make."), "success")
            return finish(form, way.endpoint, **way.parts)
    return render_demand(form, task, shift, of_task=of_task, own=own, way=way)


def render_demand(
    form: DemandForm, task: Task, shift: Shift | None, *, of_task: Demand | None, own: Demand | None, way: Way
) -> str:
    """Render the page; for one shift also with what all shifts of the task ask of everybody."""
    shared = of_task if shift is not None else None
    return render_template(
        "tasks/demand.html",
        form=form,
        task=task,
        shift=shift,
        way=way,
        children_are_below=children_are_below(),
        has_own=shift is not None and own is not None,
        shared_skills=qualification_names(shared.required) if shared else "",
        shared_papers=clearance_names(shared.clearances) if shared else "",
        shared_age=shared.oldest_age if shared else None,
        group_names=GROUP_NAMES,
        plan_id=request.args.get("plan", type=int),
    )
