"""Single shifts: added, moved, given more or fewer places, called off; who signed up is told."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from flask_babel import gettext
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from web.accounts.models import User
from web.audit.services import record_event, take_step
from web.core.errors import RuleError
from web.extensions import db
from web.tasks import messages
from web.tasks.demand_services import ensure_shift_has_enough, is_about_places
from web.tasks.drafts import ShiftTimes
from web.tasks.effects import seats_freed
from web.tasks.models import SIGNUP_STEPS, Shift, Signup, Task
from web.tasks.signup_queries import LIVE
from web.tasks.signup_services import DOUBLE_BOOKING, ensure_still_on, lock_shift, lowest_free_seat

SAME_TIME = "uq_shifts_task_id_starts_at"


def add_shift(
    task: Task, times: ShiftTimes, *, seats: int, place: str | None = None, by: User, now: datetime
) -> Shift:
    """Add one occasion to a task; raise RuleError for a time that is past or that the task has already."""
    if times.starts_at <= now:
        raise RuleError(gettext("That time is over. Choose one that is still to come."), field="day")
    ensure_shift_has_enough(task, None, seats)
    shift = Shift(task_id=task.id, seats=seats, starts_at=times.starts_at, ends_at=times.ends_at)
    shift.place = None if place == task.place else place
    try:
        with db.session.begin_nested():
            db.session.add(shift)
    except IntegrityError as error:
        raise refusal_of(error) from error
    record_event("shift: add", shift, by=by, now=now)
    return shift


def change_shift(
    shift: Shift,
    times: ShiftTimes | None,
    *,
    seats: int,
    place: str | None = None,
    by: User,
    now: datetime,
) -> int:
    """Move a shift and set its number of places; tell those who signed up of a new time, and return how many.

    With `place` this occasion is there, and not where the task otherwise is.

    Raises RuleError when the shift is over, when more people are confirmed or asked for than places are left, or when
    somebody confirmed is elsewhere at the new time.
    """
    lock_shift(shift)
    ensure_still_on(shift, now=now)
    if times is not None and times.starts_at <= now:
        raise RuleError(gettext("That time is over. Choose one that is still to come."), field="day")
    ensure_shift_has_enough(shift.task, shift, seats)
    is_moved = times is not None and (times.starts_at, times.ends_at) != (shift.starts_at, shift.ends_at)
    where_before = shift.where
    move_together(shift, seats=seats)
    try:
        with db.session.begin_nested():
            shift.seats = seats
            if place is not None:
                shift.place = None if place == shift.task.place else place
            if times is not None:
                shift.starts_at, shift.ends_at = times.starts_at, times.ends_at
            db.session.flush()
    except IntegrityError as error:
        raise refusal_of(error) from error
    record_event("shift: change", shift, by=by, now=now, details={"seats": seats, "is_moved": is_moved})
    affected = live_signups(shift) if is_moved or shift.where != where_before else []
    are_asked = [signup for signup in affected if signup.is_asked_again]
    told = [signup for signup in affected if signup not in are_asked]
    messages.tell_volunteers_of_new_time(shift, told, now=now)
    seats_freed(shift, now=now)
    return len(affected)


def call_off_shift(shift: Shift, *, reason: str, by: User, now: datetime) -> int:
    """Call a shift off: every live sign-up is cancelled and told why; return how many."""
    lock_shift(shift)
    ensure_still_on(shift, now=now)
    affected = live_signups(shift)
    for signup in affected:
        changes = {"seat": None, "answer_by": None}
        take_step(signup, SIGNUP_STEPS, "cancel", by=by, now=now, changes=changes)
    shift.called_off_at = now
    record_event("shift: call off", shift, by=by, now=now)
    messages.tell_volunteers_of_calling_off(shift, affected, reason=reason, now=now)
    db.session.flush()
    return len(affected)


def live_signups(shift: Shift) -> Sequence[Signup]:
    """Return the sign-ups of a shift that are not over: asked, confirmed, waiting, or with the offer of a place."""
    return db.session.scalars(
        select(Signup).where(Signup.shift_id == shift.id, Signup.status.in_(LIVE)).order_by(Signup.id)
    ).all()


def move_together(shift: Shift, *, seats: int) -> None:
    """Give those who sit beyond seat number `seats` a lower one; raise RuleError where there is none."""
    holders = [signup for signup in live_signups(shift) if signup.seat is not None]
    if len(holders) > seats:
        raise RuleError(
            gettext(
                "%(number)s people are confirmed, so there must be that many places.", number=len(holders)
            ),
            field="seats",
        )
    for signup in holders:
        if signup.seat is not None and signup.seat > seats:
            signup.seat = lowest_free_seat(shift)
            db.session.flush()


def refusal_of(error: IntegrityError) -> RuleError:
    """Return the named constraint's refusal in words; anything else is our own mistake and goes on."""
    name = getattr(getattr(error.orig, "diag", None), "constraint_name", None)
    if name == DOUBLE_BOOKING:
        text = gettext("Somebody you have confirmed is already busy elsewhere at the new time.")
        return RuleError(text, field="from_time")
    if name == SAME_TIME:
        return RuleError(gettext("The task already has a shift at that time."), field="from_time")
    if is_about_places(error):
        text = gettext("More people are asked for meanwhile than there are places. Look at the page again.")
        return RuleError(text, field="seats")
    raise error
