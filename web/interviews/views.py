"""The pages about interviews: planning and recording for staff, seeing and calling off for the applicant."""

from __future__ import annotations

from flask import Blueprint, Flask, flash, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from web.accounts.models import User
from web.core import clock
from web.core.access import allowed, requires, signed_in_user
from web.core.errors import NotVisibleError, RuleError
from web.core.forms import finish, sent_before
from web.core.one_step import one_step
from web.core.permissions import Permission
from web.extensions import db
from web.interviews import refusals, steps  # noqa: F401 - tell what comes next, and what ends
from web.interviews.forms import OutcomeForm, PlanForm
from web.interviews.labels import CHANNELS, STATUS_TONES, STATUSES, TOPICS
from web.interviews.models import Interview
from web.interviews.queries import (
    interview_with,
    interviewers_for,
    interviews_of,
    own_interview,
    planned_interview,
)
from web.interviews.services import cancel_interview, hold_interview, miss_interview, plan_interview
from web.profiles.models import Mentor
from web.vetting.queries import mentor_for, own_mentor_of

blueprint = Blueprint("interviews", __name__, template_folder="templates")


def init_app(app: Flask) -> None:
    """Add the routes."""
    app.register_blueprint(blueprint)


@blueprint.route("/godkendelser/<int:mentor_id>/samtale", methods=["GET", "POST"])
@requires(Permission.INTERVIEW_PLAN)
def plan(mentor_id: int) -> str | Response:
    """Plan an interview, or see the one that is planned."""
    mentor = allowed(mentor_for(signed_in_user(), mentor_id))
    interviewers = interviewers_for(mentor)
    form = PlanForm(interviewers=interviewers)
    if form.validate_on_submit():
        if repeat := sent_before(form):
            return repeat
        interviewer = db.session.get_one(User, form.interviewer.data)
        try:
            plan_interview(
                mentor, form.appointment(), interviewer=interviewer, by=signed_in_user(), now=clock.now()
            )
        except RuleError as error:
            db.session.rollback()
            form.refuse(error)
        else:
            flash(gettext("The interview is planned, and both have a mail."), "success")
            return finish(form, "vetting.show_mentor", mentor_id=mentor_id)
    if not form.is_submitted():
        form.interviewer.data = signed_in_user().id
    return plan_page(mentor_id, form, OutcomeForm(formdata=None))


def plan_page(mentor_id: int, form: PlanForm | None, outcome: OutcomeForm) -> str:
    """Render the page of an applicant's interviews."""
    mentor = mentor_for(signed_in_user(), mentor_id)
    planned = planned_interview(mentor)
    return render_template(
        "interviews/plan.html",
        mentor=mentor,
        form=form or PlanForm(formdata=None, interviewers=interviewers_for(mentor)),
        outcome=outcome,
        planned=planned,
        has_begun=planned is not None and planned.starts_at <= clock.now(),
        earlier=[interview for interview in interviews_of(mentor) if interview is not planned],
        channels=CHANNELS,
        topics=TOPICS,
        statuses=STATUSES,
        tones=STATUS_TONES,
    )


@blueprint.post("/godkendelser/<int:mentor_id>/samtale/<int:interview_id>")
@requires(Permission.INTERVIEW_PLAN)
def record_outcome(mentor_id: int, interview_id: int) -> str | Response:
    """Record how an interview went."""
    interview = interview_with(allowed(mentor_for(signed_in_user(), mentor_id)), interview_id)
    form = OutcomeForm()
    if form.validate_on_submit():
        if repeat := sent_before(form):
            return repeat
        try:
            take_outcome(interview, form)
        except RuleError as error:
            db.session.rollback()
            form.refuse(error)
        else:
            flash(gettext("It is recorded."), "success")
            return finish(form, "vetting.show_mentor", mentor_id=mentor_id)
    return plan_page(mentor_id, None, form)


def take_outcome(interview: Interview, form: OutcomeForm) -> None:
    """Take the step that was chosen."""
    by, now = signed_in_user(), clock.now()
    if form.outcome.data == "missed":
        miss_interview(interview, by=by, now=now)
        return
    is_suitable = form.outcome.data == "suitable"
    hold_interview(interview, spoken_about=form.spoken_about(), is_suitable=is_suitable, by=by, now=now)


@blueprint.post("/godkendelser/<int:mentor_id>/samtale/<int:interview_id>/aflys")
@requires(Permission.INTERVIEW_PLAN)
def cancel(mentor_id: int, interview_id: int) -> Response:
    """Call an interview off, as staff."""
    interview = interview_with(allowed(mentor_for(signed_in_user(), mentor_id)), interview_id)
    with one_step(gettext("The interview is called off, and a mail is on its way.")):
        cancel_interview(interview, by=signed_in_user(), now=clock.now())
    return redirect(url_for("interviews.plan", mentor_id=mentor_id))


@blueprint.get("/frivillig/mentor/samtale")
@requires(Permission.OWN_PROFILE)
def own() -> str:
    """The applicant's own interview."""
    mentor: Mentor | None = own_mentor_of(signed_in_user())
    planned = None if mentor is None else planned_interview(mentor)
    if planned is None:
        raise NotVisibleError
    return render_template(
        "interviews/own.html", interview=planned, channels=CHANNELS, is_ahead=planned.starts_at > clock.now()
    )


@blueprint.post("/frivillig/mentor/samtale/<int:interview_id>/afbud")
@requires(Permission.OWN_INTERVIEW)
def cancel_own(interview_id: int) -> Response:
    """Say that the time does not suit."""
    interview = allowed(own_interview(signed_in_user(), interview_id))
    with one_step(gettext("Thank you for telling us. We find another time and write to you.")):
        cancel_interview(interview, by=signed_in_user(), now=clock.now())
    return redirect(url_for("vetting.own_mentor"))
