"""A volunteer's own pages: when one may be asked, and stepping in at short notice."""

from __future__ import annotations

import uuid
from dataclasses import asdict

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from web.accounts.models import RoleName
from web.calls.blueprint import blueprint
from web.calls.forms import StepInForm, WishForm
from web.calls.labels import HOURS_AHEAD
from web.calls.step_in import offer_of, offer_to_step_in, stop_stepping_in, urgent_gaps_for
from web.calls.wishes import keep_wish, wish_of
from web.core import clock
from web.core.access import requires, signed_in_user
from web.core.errors import NotVisibleError
from web.core.forms import finish, sent_before
from web.core.one_step import one_step
from web.core.permissions import Permission
from web.profiles.forms import AREA_GROUPS
from web.profiles.models import Volunteer, VolunteerStatus
from web.profiles.queries import own_volunteer


def active_volunteer() -> Volunteer:
    """Return the reader's profile; raise NotVisibleError for somebody who has not finished one."""
    volunteer = own_volunteer(signed_in_user())
    if volunteer is None or volunteer.status is VolunteerStatus.SIGNING_UP:
        raise NotVisibleError
    return volunteer


def is_without_profile() -> bool:
    """Tell whether the reader wants to be a volunteer and has no finished profile yet."""
    user = signed_in_user()
    volunteer = own_volunteer(user)
    is_unfinished = volunteer is None or volunteer.status is VolunteerStatus.SIGNING_UP
    return is_unfinished and user.has_any_role(RoleName.VOLUNTEER)


@blueprint.route("/frivillig/kontakt", methods=["GET", "POST"])
@requires(Permission.OWN_PROFILE)
def change_wish() -> str | Response:
    """Whether, how often and when one may be asked."""
    volunteer = active_volunteer()
    form = WishForm(data=asdict(wish_of(volunteer)))
    if form.validate_on_submit():
        if repeat := sent_before(form):
            return repeat
        keep_wish(volunteer, form.wish(), by=signed_in_user(), now=clock.now())
        flash(gettext("Saved. It counts from now on."), "success")
        return finish(form, "calls.change_wish")
    return render_template("calls/wish.html", form=form)


@blueprint.get("/jeg-kan-hjaelpe")
@requires(Permission.OWN_PROFILE)
def step_in() -> str | Response:
    """Where hands are missing in the next days: what fits one's offer first."""
    if is_without_profile():
        return redirect(url_for("profiles.own_profile"))
    volunteer, now = active_volunteer(), clock.now()
    return render_template(
        "calls/step_in.html",
        offer=offer_of(volunteer),
        gaps=urgent_gaps_for(volunteer, now=now),
        hours_ahead=HOURS_AHEAD,
        new_form_key=uuid.uuid4,
    )


@blueprint.route("/jeg-kan-hjaelpe/hvornaar", methods=["GET", "POST"])
@requires(Permission.OWN_PROFILE)
def offer_step_in() -> str | Response:
    """Where, on which days and how soon one can step in."""
    volunteer = active_volunteer()
    offer = offer_of(volunteer)
    form = StepInForm.filled_from(offer, own_area=volunteer.area)
    if form.validate_on_submit():
        if repeat := sent_before(form):
            return repeat
        offer_to_step_in(
            volunteer,
            form.chosen_areas(),
            weekdays=form.weekdays.data,
            hours_ahead=form.hours_ahead.data,
            by=signed_in_user(),
            now=clock.now(),
        )
        flash(gettext("Thank you! It is good to know that you can be called on."), "success")
        return finish(form, "calls.step_in")
    return render_template("calls/offer.html", form=form, offer=offer, area_groups=AREA_GROUPS)


@blueprint.post("/jeg-kan-hjaelpe/stop")
@requires(Permission.OWN_PROFILE)
def stop_offering() -> Response:
    """Take the offer back."""
    with one_step(gettext("You no longer stand on the list. Thank you for having been there.")):
        stop_stepping_in(active_volunteer(), by=signed_in_user(), now=clock.now())
    return redirect(url_for("calls.step_in"))
