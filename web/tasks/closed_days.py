"""Days without shifts: Danish holidays, and those on which an association is closed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from functools import cache

import holidays
from flask_babel import gettext
from sqlalchemy import select, update

from web.accounts.models import User
from web.associations.models import Association
from web.audit.services import record_event
from web.core.clock import at_local_time
from web.core.errors import RuleError
from web.extensions import db
from web.tasks.models import ClosedDays, Shift, Task, TaskKind
from web.tasks.shift_services import call_off_shift

LONGEST_DAYS = 120


@cache
def holidays_of(year: int) -> frozenset[date]:
    """Return the Danish holidays of a year, with Christmas Eve, New Year's Eve and Constitution Day."""
    return frozenset(holidays.country_holidays("DK", years=year, categories=("public", "optional")))


def is_holiday(day: date) -> bool:
    """Tell whether most of Denmark has the day off."""
    return day in holidays_of(day.year)


def closed_days_of(association_id: int, *, since: date) -> Sequence[ClosedDays]:
    """Return when an association is closed, from that day on, soonest first."""
    return db.session.scalars(
        select(ClosedDays)
        .where(ClosedDays.association_id == association_id, ClosedDays.last_on >= since)
        .order_by(ClosedDays.first_on, ClosedDays.id)
    ).all()


def days_closed(association_id: int, *, since: date) -> frozenset[date]:
    """Return every day from then on at which an association is closed."""
    return frozenset(
        span.first_on + timedelta(days=number)
        for span in closed_days_of(association_id, since=since)
        for number in range((span.last_on - span.first_on).days + 1)
    )


def shifts_in_the_way(
    association: Association, *, first_on: date, last_on: date, now: datetime
) -> Sequence[Shift]:
    """Return the coming shifts of the association's weekly tasks on these days: they are called off when it closes."""
    return db.session.scalars(
        select(Shift)
        .join(Shift.task)
        .where(
            Task.association_id == association.id,
            Task.kind == TaskKind.WEEKLY,
            Shift.called_off_at.is_(None),
            Shift.starts_at > now,
            Shift.starts_at >= at_local_time(first_on, 0),
            Shift.starts_at < at_local_time(last_on + timedelta(days=1), 0),
        )
        .order_by(Shift.starts_at, Shift.id)
    ).all()


def close_association(
    association: Association, *, first_on: date, last_on: date, reason: str, by: User, now: datetime
) -> int:
    """Note that the association is closed, and call off the weekly shifts in that time; return how many people are told.

    Raises RuleError for days the wrong way round, or so many that the dates are likely mistyped.
    """
    if last_on < first_on:
        raise RuleError(gettext("The last date must not be before the first."), field="last_on")
    if (last_on - first_on).days > LONGEST_DAYS:
        raise RuleError(gettext("That is more than four months. Check the dates."), field="last_on")
    span = ClosedDays(association_id=association.id, first_on=first_on, last_on=last_on, reason=reason)
    db.session.add(span)
    db.session.flush()
    record_event("association: close for days", span, by=by, now=now)
    shifts = shifts_in_the_way(association, first_on=first_on, last_on=last_on, now=now)
    return sum(call_off_shift(shift, reason=reason, by=by, now=now) for shift in shifts)


def open_association_again(span: ClosedDays, *, by: User, now: datetime) -> None:
    """Forget closed days, and let the weekly tasks be laid on them at night; what was called off stays called off."""
    record_event("association: open again", span, by=by, now=now)
    db.session.execute(
        update(Task)
        .where(
            Task.association_id == span.association_id,
            Task.kind == TaskKind.WEEKLY,
            Task.laid_until >= span.first_on,
        )
        .values(laid_until=span.first_on - timedelta(days=1))
    )
    db.session.delete(span)
    db.session.flush()
