"""The page on which the result of one clearance is recorded."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from web.accounts.models import User
from web.core import clock
from web.core.access import allowed, requires, signed_in_user
from web.core.errors import NotVisibleError, RuleError
from web.core.forms import finish, sent_before
from web.core.permissions import Permission
from web.extensions import db
from web.profiles.models import Mentor, Volunteer
from web.vetting.asking import may_record_for, may_take_back
from web.vetting.blueprint import blueprint
from web.vetting.by_hand import ensure_by_hand, way_of
from web.vetting.forms import ClearanceForm
from web.vetting.labels import CLEARANCE_KINDS, CLEARANCE_STATUSES
from web.vetting.models import ClearanceKind, ClearanceStatus
from web.vetting.queries import Check, checks_of, mentor_for
from web.vetting.services import (
    refuse_clearance,
    reopen_clearance,
    usual_last_day,
    verify_clearance,
)


@dataclass(frozen=True)
class Back:
    """The page from which a result is recorded: an endpoint, and what its address needs."""

    endpoint: str
    parts: dict[str, Any]

    @property
    def url(self) -> str:
        """The address."""
        return url_for(self.endpoint, **self.parts)


@dataclass(frozen=True)
class Ways:
    """What one reader can do about one clearance: record it, or only take back what is recorded."""

    may_record: bool
    may_take_back: bool

    @property
    def is_any(self) -> bool:
        """Whether there is anything to do."""
        return self.may_record or self.may_take_back


def ways_for(user: User, volunteer: Volunteer, check: Check, *, now: datetime) -> Ways:
    """Return what the user can do about the volunteer's clearance."""
    is_recorded = check.status is not ClearanceStatus.PENDING
    return Ways(
        may_record=may_record_for(user, volunteer, check.kind, now=now),
        may_take_back=is_recorded and may_take_back(user, check.kind),
    )


@blueprint.route("/godkendelser/<int:mentor_id>/<kind>", methods=["GET", "POST"])
@requires(Permission.VETTING_RECORD)
def decide_clearance(mentor_id: int, kind: str) -> str | Response:
    """Record the result of one clearance."""
    mentor = allowed(mentor_for(signed_in_user(), mentor_id))
    check = check_of(mentor, kind)
    volunteer, back = mentor.volunteer, Back("vetting.show_mentor", {"mentor_id": mentor_id})
    return clearance_page(volunteer, check, back=back)


def clearance_page(volunteer: Volunteer, check: Check, *, back: Back) -> str | Response:
    """Show the form of one clearance and take it; shared by every page of a volunteer from which one gets here."""
    now = clock.now()
    ways = ways_for(signed_in_user(), volunteer, check, now=now)
    if not ways.is_any:
        raise NotVisibleError
    way = way_of(check.kind)
    if ways.may_record and way is not None and (elsewhere := way.elsewhere(volunteer)):
        return redirect(elsewhere)
    form = ClearanceForm(kind=check.kind, status=check.status, topics=way.topics if way else {})
    if not ways.may_record:
        form.leave_taking_back()
    if form.validate_on_submit():
        if repeat := sent_before(form):
            return repeat
        try:
            decide(volunteer, check.kind, form)
        except RuleError as error:
            db.session.rollback()
            form.refuse(error)
        else:
            flash(gettext("It is recorded."), "success")
            return finish(form, back.endpoint, **back.parts)
    if ways.may_record and not form.is_submitted():
        today = clock.local_date(now)
        form.issued_on.data = today
        form.expires_on.data = usual_last_day(volunteer, check.kind, today, now=now)
    return render_template(
        "vetting/clearance.html",
        form=form,
        volunteer=volunteer,
        back=back,
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


def decide(volunteer: Volunteer, kind: ClearanceKind, form: ClearanceForm) -> None:
    """Take the step that was chosen."""
    by, now = signed_in_user(), clock.now()
    match form.decision.data:
        case "verify" | "renew":
            ticked = frozenset(form.topics.data or ()) if "topics" in form else frozenset()
            ensure_by_hand(volunteer, kind, ticked=ticked)
            verify_clearance(volunteer, kind, form.validity(), by=by, now=now)
        case "refuse":
            words = form.words.data or "" if "words" in form else ""
            refuse_clearance(volunteer, kind, words, by=by, now=now)
        case "reopen":
            reopen_clearance(volunteer, kind, by=by, now=now)
