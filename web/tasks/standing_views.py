"""A coordinator's pages for weekly tasks: changing them from one occasion on, and the association's closed days."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from web.core import clock
from web.core.access import allowed, requires, signed_in_user
from web.core.errors import NotVisibleError, RuleError
from web.core.forms import finish, sent_before
from web.core.one_step import one_step
from web.core.permissions import Permission
from web.extensions import db
from web.tasks.blueprint import blueprint
from web.tasks.closed_days import (
    close_association,
    closed_days_of,
    open_association_again,
    shifts_in_the_way,
)
from web.tasks.coordinator_queries import association_of, shift_of
from web.tasks.from_now_on import change_from_now_on, planned_changes
from web.tasks.models import ClosedDays, TaskKind
from web.tasks.shift_views import told_words
from web.tasks.standing_form import ASK, ClosedDaysForm, TermsForm


@blueprint.route("/vagter/<int(max=2147483647):shift_id>/fra-nu-af", methods=["GET", "POST"])
@requires(Permission.TASK_POST)
def change_from_here(shift_id: int) -> str | Response:
    """Change a weekly task from one occasion on; what will change is shown before it happens."""
    user, now = signed_in_user(), clock.now()
    shift = allowed(shift_of(user, shift_id))
    if shift.task.kind is not TaskKind.WEEKLY:
        raise NotVisibleError
    form, changes = TermsForm.of(shift), None
    if form.validate_on_submit():
        if request.form.get("action") != "confirm":
            changes = planned_changes(shift, form.terms(), now=now)
        elif repeat := sent_before(form):
            return repeat
        else:
            try:
                told = change_from_now_on(
                    shift, form.terms(), asks_again=form.signed_up.data == ASK, by=user, now=now
                )
            except RuleError as error:
                db.session.rollback()
                form.refuse(error)
            else:
                flash(told_words(told), "success")
                return finish(form, "tasks.show_signups", task_id=shift.task_id)
    return render_template("tasks/from_here.html", form=form, shift=shift, task=shift.task, changes=changes)


@blueprint.route("/foreninger/<int(max=2147483647):association_id>/lukkedage", methods=["GET", "POST"])
@requires(Permission.TASK_POST)
def closed_days(association_id: int) -> str | Response:
    """When the association is closed; the shifts in the way are shown before they are called off."""
    user, now = signed_in_user(), clock.now()
    association, form = allowed(association_of(user, association_id)), ClosedDaysForm(now=now)
    shifts = None
    if form.validate_on_submit():
        span = {"first_on": form.first_on.data, "last_on": form.last_on.data}
        if request.form.get("action") != "confirm":
            shifts = shifts_in_the_way(association, **span, now=now)
        elif repeat := sent_before(form):
            return repeat
        else:
            try:
                told = close_association(association, **span, reason=form.reason.data or "", by=user, now=now)
            except RuleError as error:
                db.session.rollback()
                form.refuse(error)
            else:
                flash(told_words(told), "success")
                return finish(form, "tasks.closed_days", association_id=association.id)
    return render_template(
        "tasks/closed_days.html",
        association=association,
        form=form,
        shifts=shifts,
        spans=closed_days_of(association.id, since=clock.local_date(now)),
    )


@blueprint.post(
    "/foreninger/<int(max=2147483647):association_id>/lukkedage/<int(max=2147483647):number>/slet"
)
@requires(Permission.TASK_POST)
def open_again(association_id: int, number: int) -> Response:
    """Forget closed days; the weekly shifts of that time are laid anew."""
    user, now = signed_in_user(), clock.now()
    association = allowed(association_of(user, association_id))
    span = db.session.get(ClosedDays, number)
    if span is None or span.association_id != association.id:
        raise NotVisibleError
    with one_step(gettext("You are open on those days again.")):
        open_association_again(span, by=user, now=now)
    return redirect(url_for("tasks.closed_days", association_id=association.id))
