"""A weekly task changed from one occasion on: what will change is listed first, and then changed in one transaction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from flask_babel import gettext
from sqlalchemy import select

from web.accounts.models import User
from web.audit.services import record_event, take_step
from web.core.clock import LOCAL_ZONE, local_date
from web.core.errors import RuleError
from web.core.locks import lock_row
from web.core.pages import day
from web.extensions import db
from web.tasks import messages
from web.tasks.drafts import ShiftTimes, times_on
from web.tasks.models import SIGNUP_STEPS, Shift, SignupStatus, Task
from web.tasks.shift_services import change_shift, live_signups
from web.tasks.signup_services import lock_shift

LONGEST_WAIT = timedelta(days=3)
SHORTEST_WAIT = timedelta(hours=1)


@dataclass(frozen=True)
class NewTerms:
    """Time, place and number of people from one occasion on."""

    from_time: time
    to_time: time
    place: str
    seats: int


@dataclass(frozen=True)
class PlannedChange:
    """What would become of one occasion; `is_left` where it has been moved by itself and stays as it is."""

    shift: Shift
    times: ShiftTimes
    is_moved: bool
    is_left: bool
    signed_up: int


def planned_changes(shift: Shift, terms: NewTerms, *, now: datetime) -> list[PlannedChange]:
    """Return what would become of this occasion and every later one."""
    return [_planned(each, terms) for each in _from(shift, now=now)]


def change_from_now_on(shift: Shift, terms: NewTerms, *, asks_again: bool, by: User, now: datetime) -> int:
    """Change this occasion, all later ones and the weekly pattern; return how many people are told.

    Where the time moves, those who are confirmed keep their places, or with `asks_again` are asked whether the new
    time suits them. Raises RuleError naming the day on which somebody is busy or too many are confirmed.
    """
    task = shift.task
    lock_row(task)
    _keep_earlier_places(shift, terms, now=now)
    task.place = terms.place
    plan = planned_changes(shift, terms, now=now)
    told = 0
    for change in plan:
        if not change.is_left:
            told += _change(change, terms, asks_again=asks_again, by=by, now=now)
    task.from_time, task.to_time, task.seats = terms.from_time, terms.to_time, terms.seats
    record_event("task: change from now on", task, by=by, now=now, details={"shifts": len(plan)})
    db.session.flush()
    return told


def _change(change: PlannedChange, terms: NewTerms, *, asks_again: bool, by: User, now: datetime) -> int:
    shift = change.shift
    lock_shift(shift)
    shift.place = None
    if change.is_moved and asks_again:
        _ask_again(shift, change.times, by=by, now=now)
    try:
        return change_shift(shift, change.times, seats=terms.seats, by=by, now=now)
    except RuleError as error:
        words = gettext("%(day)s: %(reason)s", day=day(change.times.starts_at), reason=error.message)
        raise RuleError(words, field=error.field) from error


def _ask_again(shift: Shift, times: ShiftTimes, *, by: User, now: datetime) -> None:
    wait = min(LONGEST_WAIT, (times.starts_at - now) / 4)
    if wait < SHORTEST_WAIT:
        return
    for signup in live_signups(shift):
        if signup.status is SignupStatus.CONFIRMED:
            changes = {"answer_by": now + wait, "waiting_since": None}
            take_step(signup, SIGNUP_STEPS, "ask about new time", by=by, now=now, changes=changes)
            messages.ask_about_new_time(signup, times, now=now)


def _from(shift: Shift, *, now: datetime) -> Sequence[Shift]:
    return db.session.scalars(
        select(Shift)
        .where(
            Shift.task_id == shift.task_id,
            Shift.called_off_at.is_(None),
            Shift.starts_at >= shift.starts_at,
            Shift.starts_at > now,
        )
        .order_by(Shift.starts_at, Shift.id)
    ).all()


def _planned(shift: Shift, terms: NewTerms) -> PlannedChange:
    if shift.starts_at is None or shift.ends_at is None:
        raise ValueError(f"shift {shift.id} has no time")
    task = shift.task
    times = times_on(local_date(shift.starts_at), terms.from_time, terms.to_time)
    now_at = ShiftTimes(shift.starts_at, shift.ends_at)
    clock = shift.starts_at.astimezone(LOCAL_ZONE).time()
    is_left = clock != task.from_time
    return PlannedChange(
        shift,
        now_at if is_left else times,
        not is_left and times != now_at,
        is_left,
        len(live_signups(shift)),
    )


def _keep_earlier_places(shift: Shift, terms: NewTerms, *, now: datetime) -> None:
    task: Task = shift.task
    if terms.place == task.place:
        return
    earlier = select(Shift).where(
        Shift.task_id == task.id,
        Shift.place.is_(None),
        Shift.starts_at > now,
        Shift.starts_at < shift.starts_at,
    )
    for each in db.session.scalars(earlier):
        each.place = task.place
