"""The coordinator's decisions: yes, no, taking off, keeping; and publishing after the list of changes."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext, ngettext
from werkzeug.wrappers import Response

from web.core import clock
from web.core.access import allowed, requires, signed_in_user
from web.core.errors import RuleError
from web.core.forms import finish, sent_before
from web.core.one_step import one_step
from web.core.permissions import Permission
from web.extensions import db
from web.profiles.sight import seen_by_others
from web.staffing import decisions, queries
from web.staffing.blueprint import blueprint
from web.staffing.changes import changes_of
from web.staffing.forms import PublishForm, RefuseForm
from web.staffing.messages import title_of
from web.staffing.models import Assignment, StaffingPlan
from web.staffing.publishing import publish_plan

PEOPLE_SHOWN = 200


def back_to(plan: StaffingPlan, assignment: Assignment) -> Response:
    """Return to the shift that was decided about."""
    if request.args.get("fra") == "vagt":
        url = url_for("staffing.show_shift", plan_id=plan.id, shift_id=assignment.shift_id)
        return redirect(url)
    page = request.args.get("page", 1, type=int)
    return redirect(
        url_for("staffing.show_plan", plan_id=plan.id, page=page) + f"#vagt-{assignment.shift_id}"
    )


@blueprint.post("/planer/<int:plan_id>/ja-til-alt")
@requires(Permission.SHIFT_PLAN)
def accept_all(plan_id: int) -> Response:
    """Say yes to every proposal."""
    plan = allowed(queries.plan_of(signed_in_user(), plan_id))
    with one_step(gettext("All proposals are accepted. Nobody is told before you publish.")):
        decisions.accept_all(plan, by=signed_in_user(), now=clock.now())
    return redirect(url_for("staffing.show_plan", plan_id=plan_id))


@blueprint.post("/planer/<int:plan_id>/forslag/<int:assignment_id>/ja")
@requires(Permission.SHIFT_PLAN)
def accept(plan_id: int, assignment_id: int) -> Response:
    """Say yes to one proposal."""
    plan = allowed(queries.plan_of(signed_in_user(), plan_id))
    assignment = queries.assignment_in(plan, assignment_id)
    name = seen_by_others(assignment.volunteer).name
    with one_step(gettext("Accepted: %(name)s", name=name)):
        decisions.accept(assignment, by=signed_in_user(), now=clock.now())
    return back_to(plan, assignment)


@blueprint.route("/planer/<int:plan_id>/forslag/<int:assignment_id>/nej", methods=["GET", "POST"])
@requires(Permission.SHIFT_PLAN)
def refuse(plan_id: int, assignment_id: int) -> str | Response:
    """Say no to one proposal, with the reason."""
    plan = allowed(queries.plan_of(signed_in_user(), plan_id))
    assignment = queries.assignment_in(plan, assignment_id)
    form = RefuseForm()
    if form.validate_on_submit():
        if repeat := sent_before(form):
            return repeat
        try:
            decisions.refuse(assignment, reason=form.reason.data, by=signed_in_user(), now=clock.now())
        except RuleError as error:
            db.session.rollback()
            form.refuse(error)
        else:
            flash(gettext("The proposal is refused, and will not come again."), "success")
            return finish(form, "staffing.show_shift", plan_id=plan.id, shift_id=assignment.shift_id)
    return render_template(
        "staffing/refuse.html",
        form=form,
        plan=plan,
        shift=assignment.shift,
        name=seen_by_others(assignment.volunteer).name,
    )


@blueprint.post("/planer/<int:plan_id>/forslag/<int:assignment_id>/<any(tag_af, behold):what>")
@requires(Permission.SHIFT_PLAN)
def move(plan_id: int, assignment_id: int, what: str) -> Response:
    """Decide that somebody published leaves, or stays after all."""
    plan = allowed(queries.plan_of(signed_in_user(), plan_id))
    assignment = queries.assignment_in(plan, assignment_id)
    name = seen_by_others(assignment.volunteer).name
    if what == "behold":
        with one_step(gettext("%(name)s stays.", name=name)):
            decisions.keep(assignment, by=signed_in_user(), now=clock.now())
    else:
        with one_step(gettext("%(name)s leaves the shift once you publish.", name=name)):
            decisions.take_off(assignment, by=signed_in_user(), now=clock.now())
    return back_to(plan, assignment)


@blueprint.route("/planer/<int:plan_id>/aendringer", methods=["GET", "POST"])
@requires(Permission.SHIFT_PLAN)
def show_changes(plan_id: int) -> str | Response:
    """What publishing changes for whom, before it happens; and publishing."""
    plan = allowed(queries.plan_of(signed_in_user(), plan_id))
    form = PublishForm()
    if form.validate_on_submit():
        if repeat := sent_before(form):
            return repeat
        try:
            told = publish_plan(plan, seen=form.seen.data or "", by=signed_in_user(), now=clock.now())
        except RuleError as error:
            db.session.rollback()
            plan = allowed(queries.plan_of(signed_in_user(), plan_id))
            form.refuse(error)
        else:
            number = len(told.people)
            flash(
                ngettext(
                    "Published. One volunteer has a mail.",
                    "Published. %(num)s volunteers have a mail.",
                    number,
                ),
                "success",
            )
            return finish(form, "staffing.show_plan", plan_id=plan.id)
    changes = changes_of(plan, now=clock.now())
    form.seen.data = changes.fingerprint
    return render_template(
        "staffing/changes.html",
        form=form,
        plan=plan,
        title=title_of(plan),
        changes=changes,
        people=changes.people[:PEOPLE_SHOWN],
        more=max(0, len(changes.people) - PEOPLE_SHOWN),
        seen=seen_by_others,
    )
