"""One tap to join the waiting list, and one to say yes to the place that is kept."""

from __future__ import annotations

from flask import Flask, flash, redirect, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from web.core import clock
from web.core.access import allowed, requires, signed_in_user
from web.core.errors import RuleError
from web.core.one_step import one_step
from web.core.permissions import Permission
from web.extensions import db
from web.profiles.models import VolunteerStatus
from web.tasks.models import SignupStatus
from web.tasks.readers import volunteer_of
from web.tasks.signup_queries import own_signup
from web.tasks.signup_services import accept_offer
from web.tasks.signup_views import ask_for_profile, open_shift, words_of_thanks
from web.waiting_list import jobs  # noqa: F401 - registers what runs by itself
from web.waiting_list.blueprint import blueprint
from web.waiting_list.services import join_waiting_list


def init_app(app: Flask) -> None:
    """Add the routes."""
    app.register_blueprint(blueprint)


@blueprint.post("/vagter/<int(max=2147483647):shift_id>/venteliste")
@requires(Permission.TASK_SIGN_UP)
def join(shift_id: int) -> Response:
    """Join the waiting list of a full shift."""
    user, shift = signed_in_user(), allowed(open_shift(shift_id))
    volunteer = volunteer_of(user)
    if volunteer is None or volunteer.status is not VolunteerStatus.ACTIVE:
        return ask_for_profile(shift, volunteer)
    try:
        signup = join_waiting_list(shift, volunteer, by=user, now=clock.now())
    except RuleError as error:
        db.session.rollback()
        flash(error.message, "error")
        return redirect(url_for("tasks.show_sign_up", shift_id=shift_id))
    db.session.commit()
    is_waiting = signup.status is SignupStatus.WAITING
    flash(
        gettext("You are on the waiting list. We write to you when a place is free.")
        if is_waiting
        else words_of_thanks(signup),
        "success",
    )
    return redirect(url_for("tasks.list_own_shifts"))


@blueprint.post("/tilmeldinger/<int(max=2147483647):signup_id>/ja")
@requires(Permission.PLACE_ANSWER)
def accept(signup_id: int) -> Response:
    """Say yes to the place that is kept."""
    user = signed_in_user()
    signup = allowed(own_signup(user, signup_id))
    with one_step(gettext("The place is yours. The association looks forward to seeing you.")):
        accept_offer(signup, by=user, now=clock.now())
    return redirect(url_for("tasks.list_own_shifts"))
