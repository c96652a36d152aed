"""The pages of micro-tasks: reporting one from the phone, and the association's thanks."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

from flask import flash, render_template
from flask_babel import gettext
from werkzeug.wrappers import Response

from web.core import clock
from web.core.access import allowed, requires, signed_in_user
from web.core.errors import RuleError
from web.core.forms import finish, sent_before
from web.core.permissions import Permission
from web.extensions import db
from web.micro_tasks.blueprint import blueprint
from web.micro_tasks.forms import ReportForm, ThanksForm
from web.micro_tasks.labels import STATUSES, TONES, duration
from web.micro_tasks.queries import own_reports, report_with, to_report, waiting_reports
from web.micro_tasks.services import confirm_report, report_done, report_of, send_back
from web.profiles.sight import seen_by_others
from web.tasks.signup_queries import own_signup, signup_to_answer


@blueprint.get("/mikroopgaver")
@requires(Permission.OWN_PROFILE)
def list_own() -> str:
    """The reader's micro-tasks: what is still to do, and what they have done."""
    user = signed_in_user()
    return render_template(
        "micro_tasks/own.html",
        signups=to_report(user),
        reports=own_reports(user),
        statuses=STATUSES,
        tones=TONES,
        duration=duration,
    )


@blueprint.route("/mikroopgaver/<int(max=2147483647):signup_id>/klaret", methods=["GET", "POST"])
@requires(Permission.MICRO_TASK_REPORT)
def report(signup_id: int) -> str | Response:
    """Done: how long it took, and a note."""
    user = signed_in_user()
    signup = allowed(own_signup(user, signup_id))
    earlier = report_of(signup)
    form = ReportForm(data=None if earlier is None else {"minutes": earlier.minutes, "note": earlier.note})
    if form.validate_on_submit():
        if repeat := sent_before(form):
            return repeat
        try:
            report_done(
                signup, minutes=form.spent_minutes(), note=form.note.data or "", by=user, now=clock.now()
            )
        except RuleError as error:
            db.session.rollback()
            form.refuse(error)
        else:
            flash(gettext("Thank you! The association has been told."), "success")
            return finish(form, "micro_tasks.list_own")
    return render_template(
        "micro_tasks/report.html", form=form, signup=signup, task=signup.shift.task, earlier=earlier
    )


@blueprint.get("/mikroopgaver/meldinger")
@requires(Permission.TASK_POST)
def list_reports() -> str:
    """What volunteers have done for the reader's associations, and nobody has thanked them for yet."""
    return render_template(
        "micro_tasks/reports.html",
        reports=waiting_reports(signed_in_user()),
        new_form_key=uuid.uuid4,
        seen_by_others=seen_by_others,
        duration=duration,
    )


@blueprint.post("/mikroopgaver/<int(max=2147483647):signup_id>/tak")
@requires(Permission.SIGNUP_DECIDE)
def thank(signup_id: int) -> str | Response:
    """Say thank you; the minutes count as hours."""
    return answer(
        signup_id, confirm_report, gettext("Thanks have been sent, and the minutes count as hours.")
    )


@blueprint.post("/mikroopgaver/<int(max=2147483647):signup_id>/retur")
@requires(Permission.SIGNUP_DECIDE)
def return_report(signup_id: int) -> str | Response:
    """Ask the volunteer to look at it again."""
    return answer(signup_id, send_back, gettext("The volunteer has been asked to look at it again."))


def answer(signup_id: int, service: Callable[..., Any], done: str) -> str | Response:
    """Take the association's answer once."""
    user, form = signed_in_user(), ThanksForm()
    report = report_with(allowed(signup_to_answer(user, signup_id)))
    if form.validate_on_submit():
        if repeat := sent_before(form):
            return repeat
        try:
            service(report, words=form.words.data or "", by=user, now=clock.now())
        except RuleError as error:
            db.session.rollback()
            form.refuse(error)
        else:
            flash(done, "success")
            return finish(form, "micro_tasks.list_reports")
    return render_template(
        "micro_tasks/answer.html", form=form, report=report, seen_by_others=seen_by_others, duration=duration
    )
