"""The pages of those who would like to be mentors: applying, and seeing what happens next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from web.consents.models import ConsentPurpose
from web.consents.texts import language_of_page, paragraphs_of
from web.core import clock
from web.core.access import requires, signed_in_user
from web.core.errors import NotVisibleError, RuleError
from web.core.forms import finish, sent_before
from web.core.permissions import Permission
from web.extensions import db
from web.profiles.labels import MENTOR_KINDS, MENTOR_STATUSES
from web.profiles.models import Mentor, MentorStatus, VolunteerStatus
from web.profiles.queries import own_volunteer
from web.vetting.applications import apply_again, apply_as_mentor, change_offer
from web.vetting.blueprint import blueprint
from web.vetting.decisions import ask_about_refusal, newest_decision
from web.vetting.forms import ConfirmForm, OfferForm, QuestionForm
from web.vetting.labels import CLEARANCE_KINDS, CLEARANCE_STATUSES, STATUS_TONES
from web.vetting.models import ClearanceStatus
from web.vetting.offers import offer_of
from web.vetting.queries import Check, checks_of, is_running_out, own_mentor_of
from web.vetting.steps import NextStep, next_step_of


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
    agreed_to = paragraphs_of(ConsentPurpose.BEING_MENTOR, language=language_of_page())
    return render_template("vetting/apply.html", form=form, is_new=mentor is None, agreed_to=agreed_to)


@dataclass(frozen=True)
class OwnCheck:
    """A check as its owner sees it; `step` says what comes next where it is missing or must be renewed soon."""

    check: Check
    is_running_out: bool
    step: NextStep | None
    is_next: bool


@blueprint.get("/frivillig/mentor")
@requires(Permission.OWN_PROFILE)
def own_mentor() -> str | Response:
    """What is in order, what is missing, and what happens next."""
    mentor = own_mentor_of(signed_in_user())
    if mentor is None:
        return redirect(url_for("vetting.apply"))
    checks = own_checks(mentor, now=clock.now())
    return render_template(
        "vetting/own_mentor.html",
        mentor=mentor,
        checks=checks,
        done=sum(own.check.is_valid for own in checks),
        kinds=CLEARANCE_KINDS,
        statuses=CLEARANCE_STATUSES,
        tones=STATUS_TONES,
        mentor_kinds=MENTOR_KINDS,
        mentor_statuses=MENTOR_STATUSES,
        decision=newest_decision(mentor),
        form=ConfirmForm(),
        question=QuestionForm(),
    )


def own_checks(mentor: Mentor, *, now: datetime) -> list[OwnCheck]:
    """Return the mentor's checks in order; the first at which it is their turn is what comes next."""
    day = clock.local_date(now)
    found, is_next_given, is_refused = [], False, mentor.status is MentorStatus.REFUSED
    for check in checks_of([mentor], day=day)[mentor.id]:
        running_out = is_running_out(check, day=day)
        is_missing = check.status is not ClearanceStatus.REFUSED and (not check.is_valid or running_out)
        step = next_step_of(mentor.volunteer, check.kind, now=now) if is_missing and not is_refused else None
        is_next = not is_next_given and step is not None and bool(step.action) and not step.is_waiting
        is_next_given = is_next_given or is_next
        found.append(OwnCheck(check, running_out, step, is_next))
    return found


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


@blueprint.post("/frivillig/mentor/afslag")
@requires(Permission.OWN_PROFILE)
def ask_about_no() -> Response:
    """Ask for the reasons of a no, or object to it."""
    mentor = own_mentor_of(signed_in_user())
    form = QuestionForm()
    if mentor is None:
        raise NotVisibleError
    if not form.validate_on_submit():
        flash(gettext("Choose one."), "error")
        return redirect(url_for("vetting.own_mentor"))
    if repeat := sent_before(form):
        return repeat
    is_objection = form.question.data == "objection"
    ask_about_refusal(mentor, is_objection=is_objection, by=signed_in_user(), now=clock.now())
    flash(gettext("Thank you. We have it, and somebody calls or writes to you within a week."), "success")
    return finish(form, "vetting.own_mentor")
