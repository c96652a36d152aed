"""The page of one mentor or applicant for those who vet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import render_template
from sqlalchemy import select

from web.catalogue.labels import LANGUAGE_LEVELS
from web.core import clock
from web.core.access import allowed, may, requires, signed_in_user
from web.core.permissions import Permission
from web.extensions import db
from web.profiles.labels import MENTOR_KINDS, MENTOR_STATUSES
from web.profiles.models import MENTOR_STEPS, Mentor, MentorStatus
from web.vetting.asking import may_record_for
from web.vetting.blueprint import blueprint
from web.vetting.forms import ConfirmForm
from web.vetting.labels import (
    CLEARANCE_KINDS,
    CLEARANCE_STATUSES,
    DECISION_REASONS,
    OUTCOMES,
    STATUS_TONES,
)
from web.vetting.models import MentorWorth, ScreeningDecision
from web.vetting.queries import Check, checks_of, is_running_out, mentor_for
from web.vetting.steps import NextStep, staff_step_of


@dataclass(frozen=True)
class StaffCheck:
    """A check as those who vet see it: whether this reader records it, and what the feature behind it adds."""

    check: Check
    may_record: bool
    is_running_out: bool
    step: NextStep | None


@blueprint.get("/godkendelser/<int:mentor_id>")
@requires(Permission.VETTING_VIEW)
def show_mentor(mentor_id: int) -> str:
    """One mentor: what they wrote, and each clearance."""
    return mentor_page(allowed(mentor_for(signed_in_user(), mentor_id)), ConfirmForm())


def mentor_page(mentor: Mentor, form: ConfirmForm) -> str:
    """Render the page of one mentor; `form` is the approval, with the reason why it was not given."""
    now = clock.now()
    checks = checks_of([mentor], day=clock.local_date(now))[mentor.id]
    return render_template(
        "vetting/mentor.html",
        mentor=mentor,
        checks=[staff_check(mentor, check, now=now) for check in checks],
        missing=[CLEARANCE_KINDS[check.kind] for check in checks if not check.is_valid],
        kinds=CLEARANCE_KINDS,
        statuses=CLEARANCE_STATUSES,
        tones=STATUS_TONES,
        mentor_kinds=MENTOR_KINDS,
        mentor_statuses=MENTOR_STATUSES,
        levels=LANGUAGE_LEVELS,
        worth=db.session.get(MentorWorth, mentor.id),
        decisions=decisions_about(mentor) if may(Permission.VETTING_DECIDE) else (),
        outcomes=OUTCOMES,
        reasons=DECISION_REASONS,
        may_decide=may(Permission.VETTING_DECIDE),
        may_approve=MENTOR_STEPS.allows("approve", mentor.status),
        may_refuse=MENTOR_STEPS.allows("refuse", mentor.status),
        may_reopen=MENTOR_STEPS.allows("reopen", mentor.status),
        is_refused=mentor.status is MentorStatus.REFUSED,
        form=form,
    )


def staff_check(mentor: Mentor, check: Check, *, now: datetime) -> StaffCheck:
    """Return a check with what this reader can do about it: nothing more, once the application is refused."""
    user, is_open = signed_in_user(), mentor.status is not MentorStatus.REFUSED
    is_mine = may(Permission.VETTING_RECORD, mentor) and may_record_for(
        user, mentor.volunteer, check.kind, now=now
    )
    return StaffCheck(
        check=check,
        may_record=is_open and is_mine,
        is_running_out=is_running_out(check, day=clock.local_date(now)),
        step=staff_step_of(mentor.volunteer, check.kind, now=now) if is_open else None,
    )


def decisions_about(mentor: Mentor) -> Sequence[ScreeningDecision]:
    """Return every decision about the mentor, the newest first."""
    return db.session.scalars(
        select(ScreeningDecision)
        .where(ScreeningDecision.mentor_id == mentor.id)
        .order_by(ScreeningDecision.id.desc())
    ).all()
