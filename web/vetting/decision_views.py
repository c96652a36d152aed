"""The decisions about an application: yes, no, and taking either back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from flask import flash, render_template
from flask_babel import gettext
from werkzeug.wrappers import Response

from web.accounts.models import User
from web.core import clock
from web.core.access import allowed, requires, signed_in_user
from web.core.errors import NotVisibleError, RuleError
from web.core.forms import finish, sent_before
from web.core.permissions import Permission
from web.extensions import db
from web.profiles.models import MENTOR_STEPS, Mentor, MentorStatus
from web.vetting.blueprint import blueprint
from web.vetting.decisions import approve_mentor, refuse_mentor, reopen_application
from web.vetting.forms import ConfirmForm, ReasonForm, RefusalForm, ReopenForm
from web.vetting.mentor_views import mentor_page
from web.vetting.queries import mentor_for


@blueprint.post("/godkendelser/<int:mentor_id>/godkend")
@requires(Permission.VETTING_DECIDE)
def approve(mentor_id: int) -> str | Response:
    """Make an applicant a mentor."""
    mentor = allowed(mentor_for(signed_in_user(), mentor_id))
    form = ConfirmForm()
    if form.validate_on_submit():
        if repeat := sent_before(form):
            return repeat
        try:
            approve_mentor(mentor, by=signed_in_user(), now=clock.now())
        except RuleError as error:
            db.session.rollback()
            form.refuse(error)
        else:
            flash(gettext("%(name)s is a mentor now.", name=mentor.volunteer.user.name), "success")
            return finish(form, "vetting.show_mentor", mentor_id=mentor_id)
    return mentor_page(allowed(mentor_for(signed_in_user(), mentor_id)), form)


@blueprint.route("/godkendelser/<int:mentor_id>/afslag", methods=["GET", "POST"])
@requires(Permission.VETTING_DECIDE)
def refuse(mentor_id: int) -> str | Response:
    """Say no to an applicant."""
    mentor = allowed(mentor_for(signed_in_user(), mentor_id))
    done = gettext("The answer is on its way to %(name)s.", name=mentor.volunteer.user.name)
    return decision_page(
        mentor, RefusalForm(), take=refuse_mentor, step="refuse", template="vetting/refuse.html", done=done
    )


@blueprint.route("/godkendelser/<int:mentor_id>/aabn", methods=["GET", "POST"])
@requires(Permission.VETTING_DECIDE)
def reopen(mentor_id: int) -> str | Response:
    """Take a yes or a no back."""
    mentor = allowed(mentor_for(signed_in_user(), mentor_id))
    return decision_page(
        mentor,
        ReopenForm(),
        take=reopen_application,
        step="reopen",
        template="vetting/reopen.html",
        done=gettext("The application is open again."),
    )


def decision_page(
    mentor: Mentor, form: ReasonForm, *, take: Callable[..., None], step: str, template: str, done: str
) -> str | Response:
    """Show the reasons, take the decision once, and go back to the mentor; not found where the step is not possible."""
    mentor_id, by, now = mentor.id, signed_in_user(), clock.now()
    if form.validate_on_submit():
        if repeat := sent_before(form):
            return repeat
        if (refused := take_decision(take, mentor, form, by=by, now=now)) is None:
            flash(done, "success")
            return finish(form, "vetting.show_mentor", mentor_id=mentor_id)
        form.refuse(refused)
        mentor = mentor_for(by, mentor_id)
    elif not MENTOR_STEPS.allows(step, mentor.status):
        raise NotVisibleError
    return render_template(
        template, form=form, mentor=mentor, was_approved=mentor.status is not MentorStatus.REFUSED
    )


def take_decision(
    take: Callable[..., None], mentor: Mentor, form: ReasonForm, *, by: User, now: datetime
) -> RuleError | None:
    """Take the decision; return what refused it, after taking everything back."""
    try:
        take(mentor, form.chosen(), by=by, now=now)
    except RuleError as error:
        db.session.rollback()
        return error
    return None
