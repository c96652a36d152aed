"""Reminders before a clearance runs out, and when it has: each once for each last day, whatever the clock or the worker does."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import false, func, or_, select
from sqlalchemy.dialects.postgresql import insert

from web.audit.services import record_event
from web.core import clock
from web.core.locks import lock_row
from web.extensions import db
from web.profiles.models import Mentor, MentorStatus
from web.vetting.asking import is_asked_of, kinds_for_mentoring, needs_of
from web.vetting.effects import is_running_out
from web.vetting.messages import tell_run_out, tell_running_out
from web.vetting.models import Clearance, ClearanceReminder, ClearanceStatus

DAYS_BEFORE = (60, 30, 7)
HAS_RUN_OUT = 0
LOOKED_BACK_DAYS = 60
"""For so long after its last day the owner of a paper who wants shifts again is told that it has run out."""
FIRST_HOUR, LAST_HOUR = 8, 20


def is_daytime(now: datetime) -> bool:
    """Tell whether people in Denmark like to get mail now."""
    return FIRST_HOUR <= now.astimezone(clock.LOCAL_ZONE).hour < LAST_HOUR


def due_clearances(*, now: datetime) -> Sequence[int]:
    """Return the ids of clearances of mentors, and of those who want shifts or have some, of which a reminder may be due: the stored ones decide."""
    day = clock.local_date(now)
    sent = (
        select(func.min(ClearanceReminder.days_before))
        .where(
            ClearanceReminder.clearance_id == Clearance.id,
            ClearanceReminder.expires_on == Clearance.expires_on,
        )
        .scalar_subquery()
    )
    days_left = Clearance.expires_on - day
    is_mentor = Mentor.status.in_((MentorStatus.APPROVED, MentorStatus.PAUSED))
    candidates = db.session.execute(
        select(Clearance.id, Clearance.volunteer_id, func.coalesce(is_mentor, false()))
        .outerjoin(Mentor, Mentor.volunteer_id == Clearance.volunteer_id)
        .where(
            or_(is_mentor, days_left >= -LOOKED_BACK_DAYS),
            Clearance.status == ClearanceStatus.VALID,
            days_left <= max(DAYS_BEFORE),
            func.coalesce(sent, max(DAYS_BEFORE) + 1) > HAS_RUN_OUT,
        )
        .order_by(Clearance.id)
    ).all()
    others = {volunteer_id for _, volunteer_id, mentors in candidates if not mentors}
    wanting = {need.volunteer_id for need in needs_of(others, now=now)} if others else set()
    return [
        clearance_id
        for clearance_id, volunteer_id, mentors in candidates
        if mentors or volunteer_id in wanting
    ]


def remind(clearance: Clearance, *, now: datetime) -> int | None:
    """Send the one reminder that is due, if any, and return how many days before it is meant for.

    After an outage only the nearest is sent; the ones it makes needless are noted with it, so that none comes late.
    """
    lock_row(clearance)
    if (
        clearance.status is not ClearanceStatus.VALID
        or clearance.expires_on is None
        or not is_asked_of(clearance.volunteer, clearance.kind, now=now)
    ):
        return None
    due = due_days(clearance.expires_on, day=clock.local_date(now))
    new = note_sent(clearance, due, now=now)
    if not due or due[-1] not in new:
        return None
    nearest = due[-1]
    record_event("remind of clearance", clearance, by=None, now=now, details={"days_before": nearest})
    is_for_mentoring = clearance.kind in kinds_for_mentoring(clearance.volunteer)
    if nearest == HAS_RUN_OUT:
        tell_run_out(clearance, is_for_mentoring=is_for_mentoring)
    else:
        tell_running_out(clearance, days_before=nearest, is_for_mentoring=is_for_mentoring)
    is_running_out(clearance, days_before=nearest, now=now)
    return nearest


def due_days(expires_on: date, *, day: date) -> list[int]:
    """Return the reminders whose day has come, the nearest to the last day at the end; the last day itself still counts."""
    days_left = (expires_on - day).days
    due = [days for days in DAYS_BEFORE if days_left <= days]
    return [*due, HAS_RUN_OUT] if days_left < 0 else due


def note_sent(clearance: Clearance, due: Sequence[int], *, now: datetime) -> set[int]:
    """Write down that these are dealt with; return those that were not before."""
    if not due:
        return set()
    rows = [
        {
            "clearance_id": clearance.id,
            "expires_on": clearance.expires_on,
            "days_before": days,
            "sent_at": now,
        }
        for days in due
    ]
    statement = insert(ClearanceReminder).values(rows).on_conflict_do_nothing()
    return set(db.session.scalars(statement.returning(ClearanceReminder.days_before)))
