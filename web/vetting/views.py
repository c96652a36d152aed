"""The pages of vetting staff: the queue, each mentor, each clearance, yes and no."""

from __future__ import annotations

from flask import Flask, flash, render_template, request
from flask_babel import gettext
from werkzeug.wrappers import Response

from web.catalogue.labels import LANGUAGE_LEVELS
from web.core import clock
from web.core.access import allowed, may, requires, signed_in_user
from web.core.errors import NotVisibleError, RuleError
from web.core.forms import finish, sent_before
from web.core.paging import paged
from web.core.permissions import Permission
from web.extensions import db
from web.profiles.labels import MENTOR_KINDS, MENTOR_STATUSES
from web.profiles.models import MENTOR_STEPS, Mentor, MentorStatus
from web.vetting import own_views  # noqa: F401 - hangs its pages on the blueprint
from web.vetting.blueprint import blueprint
from web.vetting.forms import ClearanceForm, ConfirmForm, FilterForm, RefusalForm
from web.vetting.labels import CLEARANCE_KINDS, CLEARANCE_STATUSES, STATUS_TONES
from web.vetting.models import ClearanceKind
from web.vetting.queries import Check, checks_of, mentor_for, mentors_for
from web.vetting.services import (
    approve_mentor,
    refuse_clearance,
    refuse_mentor,
    reopen_clearance,
    usual_last_day,
    verify_clearance,
)


def init_app(app: Flask) -> None:
    """Add the routes."""
    app.register_blueprint(blueprint)


@blueprint.get("/godkendelser")
@requires(Permission.VETTING_VIEW)
def queue() -> str:
    """Applicants and mentors, the longest waiting first."""
    form = FilterForm(request.args)
    known = form.validate()
    status = form.status.data if known and form.status.data else MentorStatus.APPLIED.value
    found = paged(
        mentors_for(
            signed_in_user(),
            status=None if status == "all" else MentorStatus(status),
            area_id=int(form.area.data) if known and form.area.data else None,
        )
    )
    return render_template(
        "vetting/queue.html",
        form=form,
        mentors=found,
        checks=checks_of(found.items, day=clock.local_date(clock.now())),
        mentor_kinds=MENTOR_KINDS,
        mentor_statuses=MENTOR_STATUSES,
    )


@blueprint.get("/godkendelser/<int:mentor_id>")
@requires(Permission.VETTING_VIEW)
def show_mentor(mentor_id: int) -> str:
    """One mentor: what they wrote, and each clearance."""
    return mentor_page(allowed(mentor_for(signed_in_user(), mentor_id)), ConfirmForm())


def mentor_page(mentor: Mentor, form: ConfirmForm) -> str:
    """Render the page of one mentor; `form` is the approval, with the reason why it was not given."""
    checks = checks_of([mentor], day=clock.local_date(clock.now()))[mentor.id]
    return render_template(
        "vetting/mentor.html",
        mentor=mentor,
        checks=checks,
        missing=[CLEARANCE_KINDS[check.kind] for check in checks if not check.is_valid],
        kinds=CLEARANCE_KINDS,
        statuses=CLEARANCE_STATUSES,
        tones=STATUS_TONES,
        mentor_kinds=MENTOR_KINDS,
        mentor_statuses=MENTOR_STATUSES,
        levels=LANGUAGE_LEVELS,
        may_decide=may(Permission.VETTING_DECIDE),
        may_approve=MENTOR_STEPS.allows("approve", mentor.status),
        may_refuse=MENTOR_STEPS.allows("refuse", mentor.status),
        form=form,
    )


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
    form = RefusalForm()
    if form.validate_on_submit():
        if repeat := sent_before(form):
            return repeat
        try:
            refuse_mentor(mentor, form.words.data or "", by=signed_in_user(), now=clock.now())
        except RuleError as error:
            db.session.rollback()
            form.refuse(error)
        else:
            flash(
                gettext("The answer is on its way to %(name)s.", name=mentor.volunteer.user.name), "success"
            )
            return finish(form, "vetting.show_mentor", mentor_id=mentor_id)
    return render_template(
        "vetting/refuse.html", form=form, mentor=allowed(mentor_for(signed_in_user(), mentor_id))
    )


@blueprint.route("/godkendelser/<int:mentor_id>/<kind>", methods=["GET", "POST"])
@requires(Permission.VETTING_DECIDE)
def decide_clearance(mentor_id: int, kind: str) -> str | Response:
    """Record the result of one clearance."""
    mentor = allowed(mentor_for(signed_in_user(), mentor_id))
    check = check_of(mentor, kind)
    form = ClearanceForm(status=check.status)
    if form.validate_on_submit():
        if repeat := sent_before(form):
            return repeat
        try:
            decide(mentor, check.kind, form)
        except RuleError as error:
            db.session.rollback()
            form.refuse(error)
        else:
            flash(gettext("It is recorded."), "success")
            return finish(form, "vetting.show_mentor", mentor_id=mentor_id)
    if not form.is_submitted():
        today = clock.local_date(clock.now())
        form.issued_on.data, form.expires_on.data = today, usual_last_day(check.kind, today)
    return render_template(
        "vetting/clearance.html",
        form=form,
        mentor=mentor,
        check=check,
        kinds=CLEARANCE_KINDS,
        statuses=CLEARANCE_STATUSES,
    )


def check_of(mentor: Mentor, kind: str) -> Check:
    """Return the mentor's check of that kind; raises NotVisibleError where the mentor needs no such."""
    day = clock.local_date(clock.now())
    for check in checks_of([mentor], day=day)[mentor.id]:
        if check.kind.value == kind:
            return check
    raise NotVisibleError


def decide(mentor: Mentor, kind: ClearanceKind, form: ClearanceForm) -> None:
    """Take the step that was chosen."""
    by, now = signed_in_user(), clock.now()
    match form.decision.data:
        case "verify":
            verify_clearance(mentor, kind, form.validity(), by=by, now=now)
        case "refuse":
            refuse_clearance(mentor, kind, form.words.data or "", by=by, now=now)
        case "reopen":
            reopen_clearance(mentor, kind, by=by, now=now)
