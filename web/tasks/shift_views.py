"""A coordinator's page for one task: who signed up, yes or no, and its single shifts."""

from __future__ import annotations

from collections.abc import Callable

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext, ngettext
from werkzeug.wrappers import Response

from web.core import clock
from web.core.access import allowed, requires, signed_in_user
from web.core.errors import RuleError
from web.core.forms import finish, sent_before
from web.core.one_step import one_step
from web.core.permissions import Permission
from web.extensions import db
from web.tasks.blueprint import blueprint
from web.tasks.coordinator_queries import coming_shifts_with_signups, shift_of, task_of
from web.tasks.shift_form import CallOffForm, ShiftForm, form_for
from web.tasks.shift_services import add_shift, call_off_shift, change_shift, live_signups
from web.tasks.signup_queries import signup_to_answer
from web.tasks.signup_services import confirm_signup, decline_signup


@blueprint.get("/opgaver/<int(max=2147483647):task_id>/tilmeldinger")
@requires(Permission.SIGNUP_DECIDE)
def show_signups(task_id: int) -> str:
    """The coming shifts of a task with those who asked and those who are confirmed."""
    task = allowed(task_of(signed_in_user(), task_id))
    now = clock.now()
    shifts = coming_shifts_with_signups(task, now=now)
    return render_template(
        "tasks/signups.html", task=task, association=task.association, shifts=shifts, now=now
    )


@blueprint.post("/tilmeldinger/<int(max=2147483647):signup_id>/bekraeft")
@requires(Permission.SIGNUP_DECIDE)
def confirm(signup_id: int) -> Response:
    """Say yes."""
    return answer(signup_id, confirm_signup, gettext("Confirmed. The volunteer has been told."))


@blueprint.post("/tilmeldinger/<int(max=2147483647):signup_id>/afvis")
@requires(Permission.SIGNUP_DECIDE)
def decline(signup_id: int) -> Response:
    """Say no."""
    return answer(signup_id, decline_signup, gettext("Declined. The volunteer has been told kindly."))


def answer(signup_id: int, give: Callable[..., None], done: str) -> Response:
    """Give an answer to a sign-up and go back to the task's page."""
    user = signed_in_user()
    signup = allowed(signup_to_answer(user, signup_id))
    task_id = signup.shift.task_id
    with one_step(done):
        give(signup, by=user, now=clock.now())
    return redirect(url_for("tasks.show_signups", task_id=task_id))


@blueprint.route("/opgaver/<int(max=2147483647):task_id>/vagter/ny", methods=["GET", "POST"])
@requires(Permission.TASK_POST)
def new_shift(task_id: int) -> str | Response:
    """Add one more time to a task."""
    user, now = signed_in_user(), clock.now()
    task = allowed(task_of(user, task_id))
    form = ShiftForm(now=now, data={"seats": task.seats, "place": task.place})
    if form.validate_on_submit() and (times := form.times()) is not None:
        if repeat := sent_before(form):
            return repeat
        try:
            add_shift(task, times, seats=form.seats.data, place=form.where(), by=user, now=now)
        except RuleError as error:
            db.session.rollback()
            form.refuse(error)
        else:
            flash(gettext("The new time is added."), "success")
            return finish(form, "tasks.show_signups", task_id=task.id)
    return render_template("tasks/shift.html", form=form, task=task, shift=None, signed_up=0)


@blueprint.route("/vagter/<int(max=2147483647):shift_id>/ret", methods=["GET", "POST"])
@requires(Permission.TASK_POST)
def edit_shift(shift_id: int) -> str | Response:
    """Move a shift or change its places."""
    user, now = signed_in_user(), clock.now()
    shift = allowed(shift_of(user, shift_id))
    form = form_for(shift, now=now)
    if form.validate_on_submit():
        if repeat := sent_before(form):
            return repeat
        try:
            told = change_shift(
                shift, form.times(), seats=form.seats.data, place=form.where(), by=user, now=now
            )
        except RuleError as error:
            db.session.rollback()
            form.refuse(error)
        else:
            flash(told_words(told), "success")
            return finish(form, "tasks.show_signups", task_id=shift.task_id)
    signed_up = len(live_signups(shift))
    return render_template("tasks/shift.html", form=form, task=shift.task, shift=shift, signed_up=signed_up)


@blueprint.route("/vagter/<int(max=2147483647):shift_id>/aflys", methods=["GET", "POST"])
@requires(Permission.TASK_POST)
def call_off(shift_id: int) -> str | Response:
    """Call a shift off, with a word to those who signed up."""
    user, now = signed_in_user(), clock.now()
    shift, form = allowed(shift_of(user, shift_id)), CallOffForm()
    if form.validate_on_submit():
        if repeat := sent_before(form):
            return repeat
        try:
            told = call_off_shift(shift, reason=form.reason.data or "", by=user, now=now)
        except RuleError as error:
            db.session.rollback()
            form.refuse(error)
        else:
            flash(told_words(told), "success")
            return finish(form, "tasks.show_signups", task_id=shift.task_id)
    signed_up = len(live_signups(shift))
    return render_template(
        "tasks/call_off.html", form=form, task=shift.task, shift=shift, signed_up=signed_up
    )


def told_words(told: int) -> str:
    """Say that the change is made and how many people were told of it."""
    if told == 0:
        return gettext("Your changes are saved.")
    return ngettext(
        "Your changes are saved, and the one who signed up has been told.",
        "Your changes are saved, and the %(num)s people who signed up have been told.",
        told,
    )
