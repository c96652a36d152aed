"""A volunteer's side of sign-ups: signing up, their own shifts, cancelling."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext
from flask_login import current_user
from werkzeug.wrappers import Response

from web.core import clock
from web.core.access import allowed, public, requires, signed_in_user
from web.core.errors import NotVisibleError, RuleError
from web.core.forms import finish, sent_before
from web.core.one_step import one_step
from web.core.permissions import Permission
from web.core.way_back import remember_way_back, take_way_back
from web.extensions import db
from web.profiles.models import Volunteer, VolunteerStatus
from web.tasks.blueprint import blueprint
from web.tasks.conditions import Condition, lacks_of
from web.tasks.models import Shift, Signup, SignupStatus
from web.tasks.offers import open_task
from web.tasks.own_remarks import ensure_not_done, remarks_on
from web.tasks.readers import volunteer_of
from web.tasks.signup_forms import SignupForm
from web.tasks.signup_queries import (
    LIVE,
    own_coming_signups,
    own_earlier_signups,
    own_signup,
    places_in_line,
)
from web.tasks.signup_services import (
    cancel_signup,
    ensure_open,
    ensure_volunteer_fits,
    lowest_free_seat,
    own_signup_for,
    sign_up,
    waiting_come_first,
)


def open_shift(shift_id: int) -> Shift:
    """Return a shift of an open task; raise NotVisibleError for any other."""
    shift = db.session.get(Shift, shift_id)
    if shift is None:
        raise NotVisibleError
    open_task(shift.task_id)
    return shift


@blueprint.get("/vagter/<int(max=2147483647):shift_id>/tilmeld")
@public
def show_sign_up(shift_id: int) -> str | Response:
    """The shift once more, and room for a message; a stranger chooses between signing in and becoming a volunteer."""
    shift = open_shift(shift_id)
    if not current_user.is_authenticated:
        remember_way_back(url_for("tasks.show_sign_up", shift_id=shift.id))
        return render_template("tasks/who_are_you.html", shift=shift, task=shift.task)
    volunteer = volunteer_of(signed_in_user())
    if volunteer is None or volunteer.status is not VolunteerStatus.ACTIVE:
        return ask_for_profile(shift, volunteer)
    take_way_back()
    if is_signed_up(shift, volunteer):
        return show_own_shifts_instead()
    form = SignupForm()
    try:
        ensure_open(shift, now=clock.now())
        ensure_volunteer_fits(shift, volunteer, now=clock.now())
    except RuleError as error:
        form.refuse(error)
    return render_sign_up(form, shift, volunteer)


def is_signed_up(shift: Shift, volunteer: Volunteer) -> bool:
    """Tell whether the volunteer has a live sign-up for the shift, for example from another tab."""
    signup = own_signup_for(shift, volunteer)
    return signup is not None and signup.status in LIVE


def show_own_shifts_instead() -> Response:
    """Lead whoever has signed up already to where it stands."""
    flash(gettext("You have signed up for this shift already."), "info")
    return redirect(url_for("tasks.list_own_shifts"))


def render_sign_up(form: SignupForm, shift: Shift, volunteer: Volunteer) -> str:
    """Render the page of one shift: a form to sign up, the waiting list where it is full, or the way to missing papers."""
    lacks = lacks_of([(shift, volunteer)], now=clock.now())[shift.id, volunteer.id]
    is_full = lowest_free_seat(shift) is None or waiting_come_first(shift)
    return render_template(
        "tasks/sign_up.html",
        shift=shift,
        task=shift.task,
        form=form,
        is_full=is_full,
        lacks_papers=bool(lacks) and lacks[0].condition is Condition.CLEARANCES,
    )


@blueprint.post("/vagter/<int(max=2147483647):shift_id>/tilmeld", endpoint="sign_up")
@requires(Permission.TASK_SIGN_UP)
def take_sign_up(shift_id: int) -> str | Response:
    """Sign up, in one tap or with a message."""
    user, shift, form = signed_in_user(), allowed(open_shift(shift_id)), SignupForm()
    volunteer = volunteer_of(user)
    if volunteer is None or volunteer.status is not VolunteerStatus.ACTIVE:
        return ask_for_profile(shift, volunteer)
    if form.validate_on_submit():
        if repeat := sent_before(form):
            return repeat
        if is_signed_up(shift, volunteer):
            return show_own_shifts_instead()
        try:
            signup = sign_up(shift, volunteer, message=form.message.data or "", by=user, now=clock.now())
        except RuleError as error:
            db.session.rollback()
            form.refuse(error)
        else:
            flash(words_of_thanks(signup), "success")
            return finish(form, "tasks.list_own_shifts")
    return render_sign_up(form, shift, volunteer)


def words_of_thanks(signup: Signup) -> str:
    """Say what happens next."""
    if signup.status is SignupStatus.CONFIRMED:
        return gettext("Thank you, the place is yours! The association has been told.")
    return gettext("Thank you! The association has been told and will answer you soon.")


def ask_for_profile(shift: Shift, volunteer: Volunteer | None) -> Response:
    """Ask somebody without an active profile to see to that first; the way back to the shift is remembered."""
    remember_way_back(url_for("tasks.show_sign_up", shift_id=shift.id))
    if volunteer is not None and volunteer.status is VolunteerStatus.PAUSED:
        flash(gettext("You are taking a break. End it here, and then you can sign up for the task."), "info")
        return redirect(url_for("profiles.own_profile"))
    flash(gettext("First tell us a little about yourself. Then you can sign up for the task."), "info")
    return redirect(url_for("profiles.sign_up"))


@blueprint.get("/mine-vagter")
@requires(Permission.TASK_SIGN_UP)
def list_own_shifts() -> str:
    """What the volunteer has signed up for, and what they have done before."""
    user, now = signed_in_user(), clock.now()
    signups = own_coming_signups(user, now=now)
    remarks = remarks_on(signups)
    done = [signup for signup in signups if signup.id in remarks and remarks[signup.id].is_done]
    coming = [signup for signup in signups if signup not in done]
    return render_template(
        "tasks/own_shifts.html",
        coming=sorted(coming, key=lambda signup: signup.status is not SignupStatus.OFFERED),
        line=places_in_line(coming),
        remarks=remarks,
        earlier=[*done, *own_earlier_signups(user, now=now)],
        now=now,
    )


@blueprint.post("/tilmeldinger/<int(max=2147483647):signup_id>/afmeld")
@requires(Permission.SIGNUP_CANCEL)
def cancel_own(signup_id: int) -> Response:
    """Take an own sign-up back."""
    user = signed_in_user()
    signup = allowed(own_signup(user, signup_id))
    with one_step(gettext("You have cancelled, and the association has been told.")):
        ensure_not_done(signup)
        cancel_signup(signup, by=user, now=clock.now())
    return redirect(url_for("tasks.list_own_shifts"))
