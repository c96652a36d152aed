"""The pages of attendance: the coordinator's list on the phone, thanks, and a volunteer's own hours."""

from __future__ import annotations

from itertools import groupby

from flask import Flask, flash, redirect, render_template, url_for
from flask_babel import gettext, ngettext
from werkzeug.wrappers import Response

from web.attendance.blueprint import blueprint
from web.attendance.forms import MinutesForm, ThanksForm
from web.attendance.hours import Spell, spells_of
from web.attendance.labels import duration
from web.attendance.queries import lines_of, shift_to_tick, shifts_to_tick, signup_to_tick
from web.attendance.services import (
    planned_length,
    record_absence,
    record_all_present,
    record_presence,
    take_attendance_back,
    thank,
)
from web.core import clock
from web.core.access import allowed, requires, signed_in_user
from web.core.errors import RuleError
from web.core.forms import finish, sent_before
from web.core.one_step import one_step
from web.core.permissions import Permission
from web.extensions import db
from web.profiles.sight import seen_by_others
from web.tasks.models import Shift, Signup
from web.tasks.readers import volunteer_of


def init_app(app: Flask) -> None:
    """Add the routes, and the filter that writes a length of time."""
    app.jinja_env.filters["duration"] = duration
    app.register_blueprint(blueprint)


@blueprint.get("/fremmoede")
@requires(Permission.ATTENDANCE_RECORD)
def list_shifts() -> str:
    """The shifts that have begun, with those that still wait to be ticked off."""
    return render_template("attendance/shifts.html", shifts=shifts_to_tick(signed_in_user(), now=clock.now()))


@blueprint.get("/vagter/<int(max=2147483647):shift_id>/fremmoede")
@requires(Permission.ATTENDANCE_RECORD)
def show_shift(shift_id: int) -> str:
    """Everybody who was to come, each with one tap."""
    return render_shift(allowed(shift_to_tick(signed_in_user(), shift_id)), ThanksForm.prepared())


def render_shift(shift: Shift, form: ThanksForm) -> str:
    """Render the list of one shift."""
    lines = lines_of(shift)
    return render_template(
        "attendance/shift.html",
        shift=shift,
        task=shift.task,
        lines=lines,
        has_begun=shift.starts_at is not None and shift.starts_at <= clock.now(),
        unticked=sum(line.attendance is None for line in lines),
        to_thank=sum(
            line.attendance is not None and line.attendance.has_come and not line.is_thanked for line in lines
        ),
        form=form,
    )


def own_signup_to_tick(signup_id: int) -> Signup:
    """Return the sign-up that the coordinator ticks off."""
    return allowed(signup_to_tick(signed_in_user(), signup_id))


def back_to(signup: Signup) -> Response:
    """Go back to the person's line in the list."""
    return redirect(url_for("attendance.show_shift", shift_id=signup.shift_id, _anchor=f"signup-{signup.id}"))


@blueprint.post("/tilmeldinger/<int(max=2147483647):signup_id>/<any(kom, udeblev):attendance>")
@requires(Permission.ATTENDANCE_RECORD)
def tick(signup_id: int, attendance: str) -> Response:
    """Record with one tap who came, or did not."""
    signup = own_signup_to_tick(signup_id)
    name = seen_by_others(signup.volunteer).name
    has_come = attendance == "kom"
    words = gettext("%(name)s came.", name=name) if has_come else gettext("%(name)s did not come.", name=name)
    with one_step(words):
        record = record_presence if has_come else record_absence
        record(signup, by=signed_in_user(), now=clock.now())
    return back_to(signup)


@blueprint.post("/tilmeldinger/<int(max=2147483647):signup_id>/fortryd-fremmoede")
@requires(Permission.ATTENDANCE_RECORD)
def untick(signup_id: int) -> Response:
    """Take a tap back."""
    signup = own_signup_to_tick(signup_id)
    with one_step(gettext("Taken back. Nothing is ticked off.")):
        take_attendance_back(signup, by=signed_in_user(), now=clock.now())
    return back_to(signup)


@blueprint.route("/tilmeldinger/<int(max=2147483647):signup_id>/minutter", methods=["GET", "POST"])
@requires(Permission.ATTENDANCE_RECORD)
def write_minutes(signup_id: int) -> str | Response:
    """Write how long somebody was there."""
    signup = own_signup_to_tick(signup_id)
    form = MinutesForm(data={"minutes": planned_length(signup.shift)})
    if form.validate_on_submit():
        if repeat := sent_before(form):
            return repeat
        try:
            record_presence(signup, minutes=form.minutes.data, by=signed_in_user(), now=clock.now())
        except RuleError as error:
            db.session.rollback()
            form.refuse(error)
        else:
            return finish(form, "attendance.show_shift", shift_id=signup.shift_id)
    return render_template("attendance/minutes.html", form=form, signup=signup, shift=signup.shift)


@blueprint.post("/vagter/<int(max=2147483647):shift_id>/alle-kom")
@requires(Permission.ATTENDANCE_RECORD)
def tick_all(shift_id: int) -> Response:
    """Record that everybody else came."""
    shift = allowed(shift_to_tick(signed_in_user(), shift_id))
    with one_step(gettext("All are ticked off.")):
        record_all_present(shift, by=signed_in_user(), now=clock.now())
    return redirect(url_for("attendance.show_shift", shift_id=shift_id))


@blueprint.post("/vagter/<int(max=2147483647):shift_id>/tak", endpoint="thank")
@requires(Permission.ATTENDANCE_RECORD)
def send_thanks(shift_id: int) -> str | Response:
    """Thank everybody who came."""
    shift, form = allowed(shift_to_tick(signed_in_user(), shift_id)), ThanksForm()
    if form.validate_on_submit():
        if repeat := sent_before(form):
            return repeat
        try:
            number = thank(shift, words=form.words.data, by=signed_in_user(), now=clock.now())
        except RuleError as error:
            db.session.rollback()
            form.refuse(error)
        else:
            flash(
                ngettext("Your thanks are sent.", "Your thanks are sent to %(num)s people.", number),
                "success",
            )
            return finish(form, "attendance.show_shift", shift_id=shift_id)
    return render_shift(shift, form)


@blueprint.get("/mine-timer")
@requires(Permission.TASK_SIGN_UP)
def show_own_hours() -> str:
    """What the volunteer has given, by association and occasion."""
    volunteer = volunteer_of(signed_in_user())
    spells = [] if volunteer is None else spells_of(volunteer.id)
    return render_template(
        "attendance/hours.html",
        spells=spells,
        total=sum(spell.minutes for spell in spells),
        by_association=minutes_by_association(spells),
    )


def minutes_by_association(spells: list[Spell]) -> list[tuple[str, int]]:
    """Return each association with the minutes given there, the most first."""
    ordered = sorted(spells, key=lambda spell: spell.association_name)
    sums = [
        (name, sum(spell.minutes for spell in group))
        for name, group in groupby(ordered, key=lambda spell: spell.association_name)
    ]
    return sorted(sums, key=lambda entry: -entry[1])
