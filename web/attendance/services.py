"""Ticking off who came, taking it back, and thanking; each is recorded, and thanks go out once."""

from __future__ import annotations

from datetime import datetime

from flask_babel import gettext
from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert

from web.accounts.models import User
from web.attendance import messages
from web.attendance.models import MOST_MINUTES, Attendance, Thanks
from web.audit.services import record_event
from web.core.errors import RuleError
from web.core.locks import lock_row
from web.extensions import db
from web.tasks.models import Shift, Signup, SignupStatus
from web.tasks.signup_services import lock_shift


def record_presence(signup: Signup, *, minutes: int | None = None, by: User, now: datetime) -> Attendance:
    """Record that somebody came, for `minutes` or else for the whole shift; writing it anew corrects it."""
    shift = signup.shift
    return _record(
        signup, has_come=True, minutes=planned_length(shift) if minutes is None else minutes, by=by, now=now
    )


def record_absence(signup: Signup, *, by: User, now: datetime) -> Attendance:
    """Record that somebody did not come."""
    return _record(signup, has_come=False, minutes=0, by=by, now=now)


def record_all_present(shift: Shift, *, by: User, now: datetime) -> int:
    """Record that everybody who is not ticked off came for the whole shift; return how many."""
    lock_shift(shift)
    ticked = select(Attendance.signup_id)
    rest = db.session.scalars(
        select(Signup)
        .where(
            Signup.shift_id == shift.id,
            Signup.status == SignupStatus.CONFIRMED,
            Signup.id.not_in(ticked),
        )
        .order_by(Signup.id)
    ).all()
    for signup in rest:
        record_presence(signup, by=by, now=now)
    return len(rest)


def take_attendance_back(signup: Signup, *, by: User, now: datetime) -> None:
    """Forget what was recorded, as after a tap beside the mark."""
    lock_row(signup)
    attendance = db.session.get(Attendance, signup.id, populate_existing=True)
    if attendance is None:
        raise RuleError(gettext("Nothing is ticked off here."))
    record_event("attendance: take back", signup, by=by, now=now)
    db.session.delete(attendance)
    db.session.flush()


def thank(shift: Shift, *, words: str, by: User, now: datetime) -> int:
    """Thank everybody who came and has not been thanked yet, in the coordinator's words; return how many."""
    lock_shift(shift)
    thanked = select(Thanks.signup_id)
    came = db.session.scalars(
        select(Signup)
        .join(Attendance, Attendance.signup_id == Signup.id)
        .where(Signup.shift_id == shift.id, Attendance.has_come, Signup.id.not_in(thanked))
        .order_by(Signup.id)
    ).all()
    for signup in came:
        _thank(signup, words=words, by=by, now=now)
    if not came:
        raise RuleError(gettext("Everybody who came has been thanked already."))
    return len(came)


def planned_length(shift: Shift) -> int:
    """Return how many minutes a shift was planned to take."""
    if shift.starts_at is None or shift.ends_at is None:
        raise ValueError(f"shift {shift.id} has no time")
    return min(MOST_MINUTES, round((shift.ends_at - shift.starts_at).total_seconds() / 60))


def _record(signup: Signup, *, has_come: bool, minutes: int, by: User, now: datetime) -> Attendance:
    lock_row(signup)
    shift = signup.shift
    if signup.status is not SignupStatus.CONFIRMED or shift.called_off_at is not None:
        raise RuleError(gettext("Only those who were to come can be ticked off."))
    if shift.starts_at is None or shift.starts_at > now:
        raise RuleError(gettext("The shift has not begun yet."))
    if has_come and not 1 <= minutes <= MOST_MINUTES:
        raise RuleError(gettext("Write between 1 minute and 24 hours."), field="minutes")
    attendance = db.session.get(Attendance, signup.id, populate_existing=True)
    if attendance is None:
        attendance = Attendance(signup=signup)
        db.session.add(attendance)
    attendance.has_come, attendance.minutes = has_come, minutes
    attendance.recorded_by_id, attendance.recorded_at = by.id, now
    db.session.flush()
    details = {"has_come": has_come, "minutes": minutes}
    record_event("attendance: record", signup, by=by, now=now, details=details)
    return attendance


def _thank(signup: Signup, *, words: str, by: User, now: datetime) -> None:
    values = {"signup_id": signup.id, "words": words, "sent_by_id": by.id, "sent_at": now}
    statement = insert(Thanks).values(values).on_conflict_do_nothing().returning(Thanks.signup_id)
    if db.session.scalar(statement) is not None:
        record_event("thank", signup, by=by, now=now)
        messages.thank(signup, words=words)
