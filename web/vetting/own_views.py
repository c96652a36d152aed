"""The pages of those who would like to be mentors: applying, and seeing what happens next."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from web.core import clock
from web.core.access import requires, signed_in_user
from web.core.errors import NotVisibleError, RuleError
from web.core.forms import finish, sent_before
from web.core.permissions import Permission
from web.extensions import db
from web.profiles.labels import MENTOR_KINDS, MENTOR_STATUSES
from web.profiles.models import VolunteerStatus
from web.profiles.queries import own_volunteer
from web.vetting.applications import apply_again, apply_as_mentor, change_offer, may_apply_again
from web.vetting.blueprint import blueprint
from web.vetting.forms import ConfirmForm, OfferForm
from web.vetting.labels import CLEARANCE_KINDS, CLEARANCE_STATUSES, NEXT_STEPS, STATUS_TONES
from web.vetting.offers import offer_of
from web.vetting.queries import checks_of, own_mentor_of


@blueprint.route("/frivillig/mentor/ansoeg", methods=["GET", "POST"])
@requires(Permission.OWN_PROFILE)
def apply() -> str | Response:
    """Apply as a mentor, or change what one offers."""
    user = signed_in_user()
    volunteer = own_volunteer(user)
    if volunteer is None or volunteer.status is VolunteerStatus.SIGNING_UP:
        flash(gettext("Tell us who you are first; then you can apply as a mentor."), "info")
        return redirect(url_for("profiles.sign_up"))
    mentor = own_mentor_of(user)
    form = OfferForm()
    if form.validate_on_submit():
        if repeat := sent_before(form):
            return repeat
        try:
            if mentor is None:
                apply_as_mentor(volunteer, form.offer(), by=user, now=clock.now())
                flash(gettext("Thank you! We have your application."), "success")
            else:
                change_offer(mentor, form.offer(), by=user, now=clock.now())
                flash(gettext("Your changes are saved."), "success")
        except RuleError as error:
            db.session.rollback()
            form.refuse(error)
        else:
            return finish(form, "vetting.own_mentor")
    if mentor is not None and not form.is_submitted():
        form.fill_in(offer_of(mentor))
    return render_template("vetting/apply.html", form=form, is_new=mentor is None)


@blueprint.get("/frivillig/mentor")
@requires(Permission.OWN_PROFILE)
def own_mentor() -> str | Response:
    """What is in order, what is missing, and what happens next."""
    mentor = own_mentor_of(signed_in_user())
    if mentor is None:
        return redirect(url_for("vetting.apply"))
    checks = checks_of([mentor], day=clock.local_date(clock.now()))[mentor.id]
    return render_template(
        "vetting/own_mentor.html",
        mentor=mentor,
        checks=checks,
        done=sum(check.is_valid for check in checks),
        kinds=CLEARANCE_KINDS,
        statuses=CLEARANCE_STATUSES,
        tones=STATUS_TONES,
        next_steps=NEXT_STEPS,
        mentor_kinds=MENTOR_KINDS,
        mentor_statuses=MENTOR_STATUSES,
        may_apply_again=may_apply_again(mentor),
        form=ConfirmForm(),
    )


@blueprint.post("/frivillig/mentor/igen")
@requires(Permission.OWN_PROFILE)
def try_again() -> Response:
    """Take up an application that was refused."""
    mentor = own_mentor_of(signed_in_user())
    form = ConfirmForm()
    if mentor is None or not form.validate_on_submit():
        raise NotVisibleError
    if repeat := sent_before(form):
        return repeat
    apply_again(mentor, by=signed_in_user(), now=clock.now())
    flash(gettext("Thank you! We look at your application again."), "success")
    return finish(form, "vetting.own_mentor")
