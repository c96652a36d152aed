"""The coordinator's decisions: yes, no, taking off, keeping; and publishing after the list of changes."""

from __future__ import annotations

from collections.abc import Sequence

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext, ngettext
from werkzeug.wrappers import Response

from web.core import clock
from web.core.access import allowed, requires, signed_in_user
from web.core.errors import RuleError
from web.core.forms import finish, sent_before
from web.core.jobs import enqueue
from web.core.one_step import one_step
from web.core.paging import Page, page_number
from web.core.permissions import Permission
from web.extensions import db
from web.profiles.sight import seen_by_others
from web.staffing import decisions, orders, queries
from web.staffing.blueprint import blueprint
from web.staffing.changes import Change, changes_of
from web.staffing.forms import PublishForm, RefuseForm
from web.staffing.lacking import lacking_in
from web.staffing.messages import title_of
from web.staffing.models import Assignment, OrderKind, StaffingPlan
from web.staffing.order_jobs import run_order
from web.staffing.publishing import ensure_may_publish, publish_at_once

PEOPLE_SHOWN = 100
LACKING_SHOWN = 30


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
    number = decisions.proposals_in(plan)
    if number > orders.AT_ONCE:
        with one_step(gettext("All proposals are being accepted. You can follow it here.")):
            order(plan, OrderKind.ACCEPT, total=number)
    else:
        with one_step(gettext("All proposals are accepted. Nobody is told before you publish.")):
            decisions.accept_all(plan, by=signed_in_user(), now=clock.now())
    return redirect(url_for("staffing.show_plan", plan_id=plan_id))


def order(plan: StaffingPlan, kind: OrderKind, *, total: int, seen: str = "") -> None:
    """Queue a large step and its job in one transaction."""
    asked = orders.queue_order(plan, kind, seen=seen, total=total, by=signed_in_user(), now=clock.now())
    enqueue(run_order, order_id=asked.id)


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
            publish(plan, seen=form.seen.data or "")
        except RuleError as error:
            db.session.rollback()
            plan = allowed(queries.plan_of(signed_in_user(), plan_id))
            form.refuse(error)
        else:
            return finish(form, "staffing.show_plan", plan_id=plan_id)
    changes = changes_of(plan, now=clock.now())
    form.seen.data = changes.fingerprint
    page = page_of(changes.people)
    return render_template(
        "staffing/changes.html",
        form=form,
        plan=plan,
        title=title_of(plan),
        changes=changes,
        lacking=lacking_in(plan, changes, now=clock.now()),
        most_lacking=LACKING_SHOWN,
        page=page,
        numbers={"people": len(changes.people), "come": len(changes.come), "leave": len(changes.leave)},
        seen=seen_by_others,
    )


def publish(plan: StaffingPlan, *, seen: str) -> None:
    """Publish while the page waits, or ask for it where there is too much to wait for; say which."""
    changes = changes_of(plan, now=clock.now())
    total = len(changes.come) + len(changes.leave) + len(changes.people)
    if total > orders.AT_ONCE and changes.fingerprint == seen:
        ensure_may_publish(changes, now=clock.now())
        order(plan, OrderKind.PUBLISH, seen=seen, total=total)
        flash(gettext("The plan is being published. You can follow it here."), "success")
        return
    told = publish_at_once(plan, seen=seen, by=signed_in_user(), now=clock.now())
    words = ngettext(
        "Published. One volunteer has a mail.",
        "Published. %(num)s volunteers have a mail.",
        len(told.people),
    )
    flash(words, "success")


def page_of(people: Sequence[Change]) -> Page[Change]:
    """Return the page asked for of everybody for whom something changes."""
    number = page_number()
    start = (number - 1) * PEOPLE_SHOWN
    return Page(
        items=people[start : start + PEOPLE_SHOWN],
        number=number,
        has_next=len(people) > start + PEOPLE_SHOWN,
    )
