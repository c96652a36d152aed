"""Publishing a plan: what the list of changes showed becomes sign-ups, in one transaction, and everybody is told once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from flask_babel import gettext
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from web.accounts.models import User
from web.associations.models import AssociationStatus
from web.audit.many_steps import record_events, take_steps
from web.audit.services import record_event
from web.core.errors import RuleError
from web.core.locks import lock_row
from web.extensions import db
from web.notifications.many import write_notices
from web.profiles.sight import seen_by_others
from web.staffing import messages
from web.staffing.changes import Changes, changes_of
from web.staffing.intake import Pair, pair_of
from web.staffing.models import ASSIGNMENT_STEPS, Assignment, StaffingPlan
from web.staffing.orders import Tell, chunks, lock_plan, tell_nobody
from web.tasks.conditions import Reader, lacks_of, words_for
from web.tasks.effects import seats_freed
from web.tasks.models import SIGNUP_STEPS, Shift, ShiftSeat, Signup, SignupStatus, TaskStatus
from web.tasks.signup_services import refusal_of

# Whoever is published has offered to be planned in, or asked for the shift: so nobody has to be asked again, and who
# cannot after all cancels as from any other shift.


def publish_at_once(plan: StaffingPlan, *, seen: str, by: User, now: datetime) -> Changes:
    """Publish while the coordinator waits; raise RuleError where a large step of the plan is on its way."""
    lock_plan(plan)
    return publish_plan(plan, seen=seen, by=by, now=now)


def publish_plan(
    plan: StaffingPlan, *, seen: str, by: User, now: datetime, tell: Tell = tell_nobody
) -> Changes:
    """Do what the list of changes says, and tell everybody whom it concerns.

    `seen` is the fingerprint of the list that the coordinator looked at. Raises RuleError, and changes nothing, when
    the list is another one by now, or when the rules of sign-ups refuse.
    """
    lock_row(plan)
    lock_shifts(plan)
    changes = changes_of(plan, now=now)
    if changes.fingerprint != seen:
        raise RuleError(
            gettext("The changes are no longer those you saw. Look at the list once more, and publish then.")
        )
    ensure_may_publish(changes, now=now)
    leave(changes, by=by, now=now, tell=tell)
    come(changes, by=by, now=now, tell=tell)
    drop(changes, by=by, now=now)
    plan.published_at, plan.published_by_id = now, by.id
    details = {"come": len(changes.come), "leave": len(changes.leave)}
    record_event("publish staffing plan", plan, by=by, now=now, details=details)
    for shift in {one.shift for one in changes.leave}:
        seats_freed(shift, now=now)
    for some in chunks(changes.people):
        write_notices([messages.notice_of_changes(plan, change, now=now) for change in some])
        tell(len(some))
    db.session.flush()
    return changes


def lock_shifts(plan: StaffingPlan) -> None:
    """Let nobody else change who has the seats of these shifts; always in the same order, so that nobody waits in a ring."""
    planned = select(Assignment.shift_id).where(Assignment.plan_id == plan.id)
    db.session.execute(
        select(Shift.id).where(Shift.id.in_(planned)).order_by(Shift.id).with_for_update(key_share=True)
    )
    db.session.expire_all()


class SomebodyLacksError(RuleError):
    """Somebody no longer meets what their shift asks for; the message names them, so it is shown and never stored."""


def ensure_may_publish(changes: Changes, *, now: datetime) -> None:
    """Raise RuleError where a task is not open, or somebody no longer meets what their shift asks for."""
    ensure_open(changes.come)
    ensure_conditions(changes.come, now=now)


def ensure_open(come: Sequence[Assignment]) -> None:
    """Raise RuleError where a task is not published, since nobody could find it."""
    for task in {one.shift.task for one in come}:
        if task.association.status is not AssociationStatus.APPROVED:
            raise RuleError(gettext("The association has to be approved first."))
        if task.status is not TaskStatus.PUBLISHED:
            raise RuleError(gettext("Publish the task “%(task)s” first.", task=task.title))


def ensure_conditions(come: Sequence[Assignment], *, now: datetime) -> None:
    """Raise SomebodyLacksError, naming who and where, when somebody no longer meets what their shift asks for."""
    lacks = lacks_of([(one.shift, one.volunteer) for one in come], now=now)
    for one in come:
        if found := lacks[one.shift_id, one.volunteer_id]:
            name, task = seen_by_others(one.volunteer).name, one.shift.task.title
            why = words_for(found[0], Reader.ANYBODY)
            text = gettext("%(name)s can't be at “%(task)s”: %(why)s", name=name, task=task, why=why)
            raise SomebodyLacksError(text)


def leave(changes: Changes, *, by: User, now: datetime, tell: Tell) -> None:
    """Take the seats back."""
    for some in chunks(changes.leave):
        signups = [changes.signups[pair_of(one)] for one in some]
        take_steps(signups, SIGNUP_STEPS, "cancel", by=by, now=now, changes=without_seat)
        take_steps(some, ASSIGNMENT_STEPS, "end", by=by, now=now, changes=staying_nowhere)
        tell(len(some))


def without_seat(signup: Signup) -> dict[str, Any]:
    """What is written with the end of a sign-up."""
    return {"seat": None, "answer_by": None}


def staying_nowhere(assignment: Assignment) -> dict[str, Any]:
    """What is written with the end of an assignment: nobody has to leave any more."""
    return {"leaving": None}


def come(changes: Changes, *, by: User, now: datetime, tell: Tell) -> None:
    """Give the seats; raise RuleError where a shift is full, or somebody is elsewhere at that time."""
    seats = seats_for(changes.come)
    try:
        with db.session.begin_nested():
            for some in chunks(changes.come):
                seat_old(some, changes, seats, by=by, now=now)
                seat_new(some, changes, seats, by=by, now=now)
                take_steps(some, ASSIGNMENT_STEPS, "publish", by=by, now=now)
                tell(len(some))
    except IntegrityError as error:
        raise refusal_of(error) from error


def seats_for(come: Sequence[Assignment]) -> dict[Pair, int]:
    """Return the number of the seat for each who comes; raise RuleError where a shift has none left."""
    free = free_seats({one.shift_id for one in come})
    found = {}
    for one in come:
        if not free[one.shift_id]:
            raise RuleError(gettext("All places of “%(task)s” are taken.", task=one.shift.task.title))
        found[pair_of(one)] = free[one.shift_id].pop(0)
    return found


def seat_old(
    come: Sequence[Assignment], changes: Changes, seats: Mapping[Pair, int], *, by: User, now: datetime
) -> None:
    """Give their seat to those who have asked for the shift themselves."""
    known = [changes.signups[pair_of(one)] for one in come if pair_of(one) in changes.signups]
    asked = [one for one in known if one.status is SignupStatus.REQUESTED]
    others = [one for one in known if one.status is not SignupStatus.REQUESTED]
    for step, signups in (("confirm", asked), ("take over", others)):
        take_steps(
            signups, SIGNUP_STEPS, step, by=by, now=now, changes=lambda one: {"seat": seats[pair_of(one)]}
        )


def seat_new(
    come: Sequence[Assignment], changes: Changes, seats: Mapping[Pair, int], *, by: User, now: datetime
) -> None:
    """Sign up and seat those who have only offered to be planned in."""
    signups = [
        Signup(
            shift_id=one.shift_id,
            volunteer_id=one.volunteer_id,
            status=SignupStatus.CONFIRMED,
            seat=seats[pair_of(one)],
        )
        for one in come
        if pair_of(one) not in changes.signups
    ]
    db.session.add_all(signups)
    db.session.flush()
    record_events("sign-up: plan in", signups, by=by, now=now)


def free_seats(shift_ids: Iterable[int]) -> dict[int, list[int]]:
    """Return the numbers of the seats that nobody holds, by shift id."""
    ids = list(shift_ids)
    found: dict[int, list[int]] = {shift_id: [] for shift_id in ids}
    held = select(Signup.shift_id, Signup.seat).where(Signup.shift_id.in_(ids), Signup.seat.is_not(None))
    taken = {(row[0], row[1]) for row in db.session.execute(held)}
    seats = select(ShiftSeat.shift_id, ShiftSeat.number).where(ShiftSeat.shift_id.in_(ids))
    for shift_id, number in db.session.execute(seats.order_by(ShiftSeat.shift_id, ShiftSeat.number)):
        if (shift_id, number) not in taken:
            found[shift_id].append(number)
    return found


def drop(changes: Changes, *, by: User, now: datetime) -> None:
    """Settle the decisions with nothing left to do: who has the place already is published, the others' end."""
    there = [one for one in changes.fallen_away if one.leaving is None and stands(one, changes)]
    gone = [one for one in changes.fallen_away if one not in set(there)]
    take_steps(there, ASSIGNMENT_STEPS, "publish", by=by, now=now)
    take_steps(gone, ASSIGNMENT_STEPS, "end", by=by, now=now, changes=staying_nowhere)


def stands(one: Assignment, changes: Changes) -> bool:
    """Tell whether they have the place already."""
    signup = changes.signups.get(pair_of(one))
    return signup is not None and signup.status is SignupStatus.CONFIRMED
