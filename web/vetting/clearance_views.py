"""The page on which the result of one clearance is recorded."""

from __future__ import annotations

from flask import flash, redirect, render_template
from flask_babel import gettext
from werkzeug.wrappers import Response

from web.core import clock
from web.core.access import allowed, requires, signed_in_user
from web.core.errors import NotVisibleError, RuleError
from web.core.forms import finish, sent_before
from web.core.permissions import Permission
from web.extensions import db
from web.profiles.models import Mentor
from web.vetting.blueprint import blueprint
from web.vetting.by_hand import ensure_by_hand, way_of
from web.vetting.forms import ClearanceForm
from web.vetting.labels import CLEARANCE_KINDS, CLEARANCE_STATUSES
from web.vetting.models import ClearanceKind
from web.vetting.queries import Check, checks_of, mentor_for
from web.vetting.services import (
    may_record,
    refuse_clearance,
    reopen_clearance,
    usual_last_day,
    verify_clearance,
)


@blueprint.route("/godkendelser/<int:mentor_id>/<kind>", methods=["GET", "POST"])
@requires(Permission.VETTING_RECORD)
def decide_clearance(mentor_id: int, kind: str) -> str | Response:
    """Record the result of one clearance."""
    mentor = allowed(mentor_for(signed_in_user(), mentor_id))
    check = check_of(mentor, kind)
    if not may_record(signed_in_user(), check.kind):
        raise NotVisibleError
    way = way_of(check.kind)
    if way is not None and (elsewhere := way.elsewhere(mentor)):
        return redirect(elsewhere)
    form = ClearanceForm(kind=check.kind, status=check.status, topics=way.topics if way else {})
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
        way=way,
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
        case "verify" | "renew":
            ticked = frozenset(form.topics.data or ()) if "topics" in form else frozenset()
            ensure_by_hand(mentor, kind, ticked=ticked)
            verify_clearance(mentor, kind, form.validity(), by=by, now=now)
        case "refuse":
            words = form.words.data or "" if "words" in form else ""
            refuse_clearance(mentor, kind, words, by=by, now=now)
        case "reopen":
            reopen_clearance(mentor, kind, by=by, now=now)
