"""Decisions about applications: yes, no, and taking either back; each with its reason from a list, each reversible."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from flask_babel import gettext
from sqlalchemy import select

from web.accounts.models import User
from web.audit.services import record_event, take_step
from web.core import clock
from web.core.errors import RuleError
from web.core.locks import lock_row
from web.extensions import db
from web.profiles.models import MENTOR_STEPS, Mentor, MentorStatus
from web.vetting.labels import CLEARANCE_KINDS
from web.vetting.messages import tell_approved, tell_refused, tell_reopened
from web.vetting.models import DecisionReason, Outcome, ScreeningDecision
from web.vetting.queries import missing_kinds
from web.vetting.services import refuse_own

Effect = Callable[[Mentor, User, datetime], None]
_when_taken_back: list[Effect] = []
_when_refused: list[Effect] = []


def when_approval_is_taken_back(effect: Effect) -> Effect:
    """Register what else happens when somebody is a mentor no longer, in the same transaction."""
    _when_taken_back.append(effect)
    return effect


def when_refused(effect: Effect) -> Effect:
    """Register what else ends when an applicant is refused, in the same transaction."""
    _when_refused.append(effect)
    return effect


def approve_mentor(mentor: Mentor, *, by: User, now: datetime) -> None:
    """Make an applicant a mentor; raises RuleError while a clearance is missing."""
    refuse_own(mentor.volunteer, by=by)
    missing = missing_kinds(mentor, day=clock.local_date(now))
    if missing:
        names = ", ".join(str(CLEARANCE_KINDS[kind]).lower() for kind in missing)
        raise RuleError(gettext("This is still missing: %(names)s.", names=names))
    take_step(mentor, MENTOR_STEPS, "approve", by=by, now=now)
    keep_decision(mentor, Outcome.APPROVED, None, by=by, now=now)
    tell_approved(mentor, at=now)


def refuse_mentor(mentor: Mentor, reason: DecisionReason, *, by: User, now: datetime) -> None:
    """Say no to an applicant, respectfully; the mail tells how to ask for the reasons and how to object."""
    refuse_own(mentor.volunteer, by=by)
    take_step(mentor, MENTOR_STEPS, "refuse", by=by, now=now, details={"reason": reason.value})
    keep_decision(mentor, Outcome.REFUSED, reason, by=by, now=now)
    for effect in _when_refused:
        effect(mentor, by, now)
    tell_refused(mentor, at=now)


def reopen_application(mentor: Mentor, reason: DecisionReason, *, by: User, now: datetime) -> None:
    """Take back a yes or a no: the application waits for an answer again."""
    refuse_own(mentor.volunteer, by=by)
    lock_row(mentor)
    was_approved = mentor.status in (MentorStatus.APPROVED, MentorStatus.PAUSED)
    take_step(mentor, MENTOR_STEPS, "reopen", by=by, now=now, details={"reason": reason.value})
    keep_decision(mentor, Outcome.REOPENED, reason, by=by, now=now)
    if was_approved:
        for effect in _when_taken_back:
            effect(mentor, by, now)
    tell_reopened(mentor, was_approved=was_approved, at=now)


def keep_decision(
    mentor: Mentor, outcome: Outcome, reason: DecisionReason | None, *, by: User, now: datetime
) -> None:
    """Keep a decision with its reason."""
    db.session.add(
        ScreeningDecision(
            mentor_id=mentor.id, outcome=outcome, reason=reason, decided_by_id=by.id, decided_at=now
        )
    )
    db.session.flush()


def newest_decision(mentor: Mentor) -> ScreeningDecision | None:
    """Return the decision that stands."""
    return db.session.scalar(
        select(ScreeningDecision)
        .where(ScreeningDecision.mentor_id == mentor.id)
        .order_by(ScreeningDecision.id.desc())
        .limit(1)
    )


def ask_about_refusal(mentor: Mentor, *, is_objection: bool, by: User, now: datetime) -> None:
    """Keep that the applicant asks for the reasons, or objects; raises RuleError where there is no refusal."""
    decision = newest_decision(mentor)
    if decision is None or mentor.status is not MentorStatus.REFUSED:
        raise RuleError(gettext("There is no such decision any more."))
    lock_row(decision)
    if is_objection:
        decision.objected_at = decision.objected_at or now
    else:
        decision.reasons_asked_at = decision.reasons_asked_at or now
    action = "object to decision" if is_objection else "ask for reasons"
    record_event(action, decision, by=by, now=now)
    db.session.flush()
