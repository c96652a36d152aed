"""What is recorded about clearances: in order, not in order, to be done anew; by whoever the programme lets record it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import MAXYEAR, date, datetime

from flask_babel import gettext
from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert

from web.accounts.models import RoleName, User
from web.audit.services import take_step
from web.core import clock
from web.core.errors import RuleError
from web.extensions import db
from web.profiles.models import Volunteer
from web.vetting.asking import asks_of, kinds_for_mentoring, may_record_for, may_take_back
from web.vetting.effects import is_in_order, is_taken_back
from web.vetting.messages import tell_clearance_refused
from web.vetting.models import (
    ABOUT_OFFENCES,
    CLEARANCE_STEPS,
    Clearance,
    ClearanceKind,
    ClearanceStatus,
)
from web.vetting.queries import requirement_of

LAST_DAYS = {2: 28, 4: 30, 6: 30, 9: 30, 11: 30}


@dataclass(frozen=True)
class Validity:
    """From which day a clearance counts, and until which, if it ends."""

    issued_on: date
    expires_on: date | None


def verify_clearance(
    volunteer: Volunteer, kind: ClearanceKind, validity: Validity, *, by: User, now: datetime
) -> Clearance:
    """Record that a clearance is in order, for the first time or renewed.

    Raises RuleError for one's own, for a kind that is not asked of this volunteer or not recorded by this person, and for
    impossible dates.
    """
    ensure_may_record(volunteer, kind, by=by, now=now)
    if validity.issued_on > clock.local_date(now):
        raise RuleError(gettext("This day is still to come."), field="issued_on")
    if validity.expires_on is not None and validity.expires_on < validity.issued_on:
        raise RuleError(gettext("The last day must come after the first."), field="expires_on")
    clearance = locked_clearance(volunteer, kind)
    put_in_order(clearance, validity, by=by, now=now)
    return clearance


def put_in_order(clearance: Clearance, validity: Validity, *, by: User, now: datetime) -> None:
    """Let a locked clearance count for those days; one that counts already is renewed without a gap."""
    step = "renew" if clearance.status is ClearanceStatus.VALID else "verify"
    take_step(
        clearance,
        CLEARANCE_STEPS,
        step,
        by=by,
        now=now,
        details={"kind": clearance.kind.value},
        changes={
            "issued_on": validity.issued_on,
            "expires_on": validity.expires_on,
            "verified_by_id": by.id,
        },
    )
    is_in_order(clearance, now=now)


def refuse_clearance(
    volunteer: Volunteer, kind: ClearanceKind, words: str, *, by: User, now: datetime
) -> None:
    """Record that a clearance is not in order, and tell the volunteer, with the professional's own words if any.

    About papers that tell of criminal matters nothing is written in free text: RuleError.
    """
    ensure_may_take_back(volunteer, kind, by=by, now=now)
    if words and kind in ABOUT_OFFENCES:
        raise RuleError(
            gettext("About this paper nothing is written down. Please call instead."), field="words"
        )
    clearance = locked_clearance(volunteer, kind)
    did_count = clearance.status is ClearanceStatus.VALID
    take_step(clearance, CLEARANCE_STEPS, "refuse", by=by, now=now, details={"kind": kind.value})
    tell_clearance_refused(clearance, words, is_for_mentoring=kind in kinds_for_mentoring(volunteer), at=now)
    if did_count:
        is_taken_back(clearance, now=now)


def reopen_clearance(volunteer: Volunteer, kind: ClearanceKind, *, by: User, now: datetime) -> None:
    """Let a clearance wait again, for example because something was recorded by mistake."""
    ensure_may_take_back(volunteer, kind, by=by, now=now)
    clearance = locked_clearance(volunteer, kind)
    did_count = clearance.status is ClearanceStatus.VALID
    take_step(clearance, CLEARANCE_STEPS, "reopen", by=by, now=now, details={"kind": kind.value})
    clearance.issued_on = clearance.expires_on = None
    clearance.verified_by_id = None
    db.session.flush()
    if did_count:
        is_taken_back(clearance, now=now)


def ensure_may_record(volunteer: Volunteer, kind: ClearanceKind, *, by: User, now: datetime) -> None:
    """Raise RuleError for one's own, for what is not asked of this volunteer, and for what others are to record."""
    refuse_own(volunteer, by=by)
    if not asks_of(volunteer, kind, now=now):
        raise RuleError(gettext("This is not asked of this volunteer."))
    if not may_record_for(by, volunteer, kind, now=now):
        raise RuleError(gettext("Somebody else must record this."))


def ensure_may_take_back(volunteer: Volunteer, kind: ClearanceKind, *, by: User, now: datetime) -> None:
    """Raise RuleError as for recording; but what is recorded may be wrong, also when nobody asks for it any more."""
    recorded = select(Clearance.id).where(
        Clearance.volunteer_id == volunteer.id,
        Clearance.kind == kind,
        Clearance.status != ClearanceStatus.PENDING,
    )
    if db.session.scalar(recorded) is None:
        ensure_may_record(volunteer, kind, by=by, now=now)
        return
    refuse_own(volunteer, by=by)
    if not may_take_back(by, kind):
        raise RuleError(gettext("Somebody else must record this."))


def may_record(user: User, kind: ClearanceKind) -> bool:
    """Tell whether the mentoring programme lets one of the user's roles record that kind."""
    requirement = requirement_of(kind)
    return requirement is not None and user.has_any_role(*map(RoleName, requirement.verified_by))


def refuse_own(volunteer: Volunteer, *, by: User) -> None:
    """Nobody vets themselves."""
    if volunteer.user_id == by.id:
        raise RuleError(gettext("This is about yourself. A colleague must decide."))


def locked_clearance(volunteer: Volunteer, kind: ClearanceKind) -> Clearance:
    """Return the volunteer's clearance of that kind under a row lock; a missing one is laid first."""
    db.session.execute(
        insert(Clearance)
        .values(volunteer_id=volunteer.id, kind=kind, status=ClearanceStatus.PENDING)
        .on_conflict_do_nothing(index_elements=["volunteer_id", "kind"])
    )
    return db.session.scalars(
        select(Clearance)
        .where(Clearance.volunteer_id == volunteer.id, Clearance.kind == kind)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one()


def usual_last_day(
    volunteer: Volunteer, kind: ClearanceKind, issued_on: date, *, now: datetime
) -> date | None:
    """Return the day until which a clearance of that kind usually counts; None where it does not end.

    Where more than one programme asks for it, the shortest time counts: it is one clearance for all of them.
    """
    asks = asks_of(volunteer, kind, now=now)
    months = min((ask.valid_for_months for ask in asks if ask.valid_for_months is not None), default=None)
    return None if months is None else months_after(issued_on, months)


def months_after(day: date, months: int) -> date:
    """Return the same day of the month so many months later, or that month's last day where it is shorter.

    Beyond the calendar it is the calendar's last day.
    """
    years, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if years > MAXYEAR:
        return date.max
    return date(years, month + 1, min(day.day, LAST_DAYS.get(month + 1, 31)))
