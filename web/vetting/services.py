"""What vetting staff decide: each clearance, and whether somebody becomes a mentor."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from flask_babel import gettext
from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert

from web.accounts.models import User
from web.audit.services import take_step
from web.core import clock
from web.core.errors import RuleError
from web.extensions import db
from web.profiles.models import MENTOR_STEPS, Mentor
from web.vetting.labels import CLEARANCE_KINDS
from web.vetting.messages import tell_approved, tell_clearance_refused, tell_refused
from web.vetting.models import (
    CLEARANCE_STEPS,
    Clearance,
    ClearanceKind,
    ClearanceStatus,
)
from web.vetting.queries import missing_kinds, requirement_of

LAST_DAYS = {2: 28, 4: 30, 6: 30, 9: 30, 11: 30}


@dataclass(frozen=True)
class Validity:
    """From which day a clearance counts, and until which, if it ends."""

    issued_on: date
    expires_on: date | None


def verify_clearance(
    mentor: Mentor, kind: ClearanceKind, validity: Validity, *, by: User, now: datetime
) -> Clearance:
    """Record that a clearance is in order; raises RuleError for one's own and for impossible dates."""
    refuse_own(mentor, by=by)
    if validity.issued_on > clock.local_date(now):
        raise RuleError(gettext("This day is still to come."), field="issued_on")
    if validity.expires_on is not None and validity.expires_on < validity.issued_on:
        raise RuleError(gettext("The last day must come after the first."), field="expires_on")
    clearance = locked_clearance(mentor, kind)
    if CLEARANCE_STEPS.allows("verify", clearance.status):
        clearance.issued_on, clearance.expires_on = validity.issued_on, validity.expires_on
        clearance.verified_by_id = by.id
    take_step(clearance, CLEARANCE_STEPS, "verify", by=by, now=now, details={"kind": kind.value})
    return clearance


def refuse_clearance(mentor: Mentor, kind: ClearanceKind, words: str, *, by: User, now: datetime) -> None:
    """Record that a clearance is not in order, and tell the volunteer, with the professional's own words if any."""
    refuse_own(mentor, by=by)
    clearance = locked_clearance(mentor, kind)
    take_step(clearance, CLEARANCE_STEPS, "refuse", by=by, now=now, details={"kind": kind.value})
    tell_clearance_refused(clearance, words, at=now)


def reopen_clearance(mentor: Mentor, kind: ClearanceKind, *, by: User, now: datetime) -> None:
    """Let a clearance wait again, for example because it is to be renewed."""
    refuse_own(mentor, by=by)
    clearance = locked_clearance(mentor, kind)
    take_step(clearance, CLEARANCE_STEPS, "reopen", by=by, now=now, details={"kind": kind.value})
    clearance.issued_on = clearance.expires_on = None
    clearance.verified_by_id = None
    db.session.flush()


def approve_mentor(mentor: Mentor, *, by: User, now: datetime) -> None:
    """Make an applicant a mentor; raises RuleError while a clearance is missing."""
    refuse_own(mentor, by=by)
    missing = missing_kinds(mentor, day=clock.local_date(now))
    if missing:
        names = ", ".join(str(CLEARANCE_KINDS[kind]).lower() for kind in missing)
        raise RuleError(gettext("This is still missing: %(names)s.", names=names))
    take_step(mentor, MENTOR_STEPS, "approve", by=by, now=now)
    tell_approved(mentor, at=now)


def refuse_mentor(mentor: Mentor, words: str, *, by: User, now: datetime) -> None:
    """Say no to an applicant, respectfully."""
    refuse_own(mentor, by=by)
    take_step(mentor, MENTOR_STEPS, "refuse", by=by, now=now)
    tell_refused(mentor, words, at=now)


def refuse_own(mentor: Mentor, *, by: User) -> None:
    """Nobody vets themselves."""
    if mentor.volunteer.user_id == by.id:
        raise RuleError(gettext("This is your own application. A colleague must decide."))


def locked_clearance(mentor: Mentor, kind: ClearanceKind) -> Clearance:
    """Return the mentor's clearance of that kind under a row lock; a missing one is laid first."""
    db.session.execute(
        insert(Clearance)
        .values(volunteer_id=mentor.volunteer_id, kind=kind, status=ClearanceStatus.PENDING)
        .on_conflict_do_nothing(index_elements=["volunteer_id", "kind"])
    )
    return db.session.scalars(
        select(Clearance)
        .where(Clearance.volunteer_id == mentor.volunteer_id, Clearance.kind == kind)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one()


def usual_last_day(kind: ClearanceKind, issued_on: date) -> date | None:
    """Return the day until which a clearance of that kind usually counts; None where it does not end."""
    requirement = requirement_of(kind)
    if requirement is None or requirement.valid_for_months is None:
        return None
    return months_after(issued_on, requirement.valid_for_months)


def months_after(day: date, months: int) -> date:
    """Return the same day of the month so many months later, or that month's last day where it is shorter."""
    years, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(years, month + 1, min(day.day, LAST_DAYS.get(month + 1, 31)))
