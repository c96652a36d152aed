"""Signing up for a shift, and the coordinator's answer: under a lock on the shift, guarded by the database."""

from __future__ import annotations

from datetime import datetime

from flask_babel import gettext
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from web.accounts.models import User
from web.associations.models import AssociationStatus
from web.audit.services import record_event, take_step
from web.core.errors import NotVisibleError, RuleError
from web.core.locks import lock_row
from web.extensions import db
from web.profiles.models import Volunteer
from web.tasks import messages
from web.tasks.conditions import Reader, ensure_may_take
from web.tasks.effects import needs_a_look, seats_freed
from web.tasks.models import (
    SIGNUP_STEPS,
    Shift,
    ShiftSeat,
    Signup,
    SignupStatus,
    TaskStatus,
)

DOUBLE_BOOKING = "ex_signups_no_double_booking"
TOO_YOUNG = "signups_are_old_enough"
NOT_CLEARED = "signups_are_cleared"


def sign_up(shift: Shift, volunteer: Volunteer, *, message: str, by: User, now: datetime) -> Signup:
    """Ask for a place on a shift, and tell the coordinators; where the task confirms at once, the place is theirs.

    Raises RuleError for a volunteer who is not active or too young, a full shift, a clash, or a second sign-up;
    NotVisibleError for a shift that is not open.
    """
    lock_shift(shift)
    if waiting_come_first(shift):
        raise RuleError(
            gettext("The free places are kept for those who asked before. Join the waiting list.")
        )
    signup = ask_for_place(shift, volunteer, message=message, by=by, now=now)
    if shift.task.confirms_at_once and not needs_a_look(shift, volunteer):
        confirm_signup(signup, by=None, now=now)
        messages.tell_coordinators_of_taken_place(signup, now=now)
    else:
        messages.tell_coordinators_of_request(signup, now=now)
    return signup


def take_place(shift: Shift, volunteer: Volunteer, *, by: User | None, now: datetime) -> Signup:
    """Give a volunteer whom the association has asked a free place at once, and tell the coordinators.

    Raises RuleError as `sign_up` does; a sign-up that waits for its answer is simply confirmed, and a seat that is
    kept for them becomes theirs.
    """
    lock_shift(shift)
    signup = own_signup_for(shift, volunteer)
    if signup is not None and signup.status is SignupStatus.OFFERED:
        accept_offer(signup, by=by, now=now)
        return signup
    if signup is None or signup.status is not SignupStatus.REQUESTED:
        signup = ask_for_place(shift, volunteer, message="", by=by, now=now)
    confirm_signup(signup, by=by, now=now)
    messages.tell_coordinators_of_taken_place(signup, now=now)
    return signup


def ask_for_place(
    shift: Shift, volunteer: Volunteer, *, message: str, by: User | None, now: datetime
) -> Signup:
    """Write down that the volunteer wants a place, or wants one again; see `sign_up` for what is refused."""
    lock_shift(shift)
    ensure_open(shift, now=now)
    ensure_volunteer_fits(shift, volunteer, now=now)
    if lowest_free_seat(shift) is None:
        raise RuleError(gettext("All places on this shift have been taken."))
    signup = own_signup_for(shift, volunteer)
    if signup is None:
        signup = Signup(shift=shift, volunteer=volunteer, message=message)
        db.session.add(signup)
        db.session.flush()
        record_event("sign-up: ask", signup, by=by, now=now)
    elif signup.status in (SignupStatus.CANCELLED, SignupStatus.WAITING):
        take_step(signup, SIGNUP_STEPS, "ask again", by=by, now=now, changes={"message": message})
    else:
        raise RuleError(gettext("You have signed up for this shift already."))
    return signup


def own_signup_for(shift: Shift, volunteer: Volunteer) -> Signup | None:
    """Return the volunteer's sign-up for the shift, whatever has become of it."""
    return db.session.scalar(
        select(Signup).where(Signup.shift_id == shift.id, Signup.volunteer_id == volunteer.id)
    )


def confirm_signup(signup: Signup, *, by: User | None, now: datetime) -> None:
    """Give the volunteer the lowest free seat, and tell them.

    Raises RuleError when the shift is full, over or called off, the volunteer does not meet its conditions any more, or
    is confirmed elsewhere at that time; TransitionError when somebody has answered already.
    """
    shift = signup.shift
    lock_shift(shift)
    ensure_still_on(shift, now=now)
    # Two answers about one person wait for each other here, instead of inside the exclusion constraint.
    db.session.execute(
        select(Volunteer.id).where(Volunteer.id == signup.volunteer_id).with_for_update(key_share=True)
    )
    db.session.refresh(signup)
    if signup.status is SignupStatus.REQUESTED:
        ensure_may_take(shift, signup.volunteer, now=now)
    seat = lowest_free_seat(shift)
    if seat is None and signup.status is SignupStatus.REQUESTED:
        raise RuleError(gettext("All places on this shift are taken. Add a place, or decline with a word."))
    try:
        with db.session.begin_nested():
            take_step(signup, SIGNUP_STEPS, "confirm", by=by, now=now, changes={"seat": seat})
    except IntegrityError as error:
        raise refusal_of(error) from error
    messages.tell_volunteer_of_confirmation(signup, now=now)


def accept_offer(signup: Signup, *, by: User | None, now: datetime) -> None:
    """Let the seat that was kept for a volunteer be theirs, and tell them and the coordinators.

    Raises RuleError when the time to answer is over, the shift has begun, or the volunteer is confirmed elsewhere then.
    """
    shift = signup.shift
    lock_shift(shift)
    ensure_still_on(shift, now=now)
    db.session.execute(
        select(Volunteer.id).where(Volunteer.id == signup.volunteer_id).with_for_update(key_share=True)
    )
    db.session.refresh(signup)
    if signup.status is SignupStatus.OFFERED and signup.answer_by is not None and signup.answer_by <= now:
        raise RuleError(gettext("The time to answer is over, and the place goes to the next one."))
    ensure_may_take(shift, signup.volunteer, reader=Reader.VOLUNTEER, now=now)
    try:
        with db.session.begin_nested():
            take_step(signup, SIGNUP_STEPS, "accept", by=by, now=now, changes={"answer_by": None})
    except IntegrityError as error:
        raise refusal_of(error) from error
    messages.tell_volunteer_of_confirmation(signup, now=now)
    messages.tell_coordinators_of_taken_place(signup, now=now)


def decline_signup(signup: Signup, *, by: User, now: datetime) -> None:
    """Say no to a request or to somebody on the waiting list, and tell the volunteer kindly."""
    lock_shift(signup.shift)
    take_step(signup, SIGNUP_STEPS, "decline", by=by, now=now)
    messages.tell_volunteer_of_decline(signup, now=now)
    seats_freed(signup.shift, now=now)


def cancel_signup(signup: Signup, *, by: User | None, now: datetime, words: str = "") -> None:
    """Take the volunteer's own sign-up back, free the seat, and tell the coordinators, with the volunteer's words."""
    lock_shift(signup.shift)
    if signup.shift.starts_at is not None and signup.shift.starts_at <= now:
        raise RuleError(gettext("The shift has begun, so it can no longer be cancelled here."))
    db.session.refresh(signup)
    before = signup.status
    take_step(signup, SIGNUP_STEPS, "cancel", by=by, now=now, changes={"seat": None, "answer_by": None})
    if before in (SignupStatus.REQUESTED, SignupStatus.CONFIRMED):
        was_confirmed = before is SignupStatus.CONFIRMED
        messages.tell_coordinators_of_cancellation(signup, was_confirmed=was_confirmed, words=words, now=now)
    seats_freed(signup.shift, now=now)


def lock_shift(shift: Shift) -> None:
    """Let one request at a time change who has the seats of a shift, and read the shift afresh."""
    lock_row(shift, allows_references=True)


def lowest_free_seat(shift: Shift) -> int | None:
    """Return the number of the first seat that nobody holds; None when all are held."""
    held = select(Signup.seat).where(Signup.shift_id == shift.id, Signup.seat.is_not(None))
    return db.session.scalar(
        select(ShiftSeat.number)
        .where(ShiftSeat.shift_id == shift.id, ShiftSeat.number.not_in(held))
        .order_by(ShiftSeat.number)
        .limit(1)
    )


def waiting_come_first(shift: Shift) -> bool:
    """Tell whether people wait, and all free seats are for those who asked before and wait for the coordinator."""
    counts = select(
        func.count().filter(Signup.status == SignupStatus.WAITING),
        func.count().filter(Signup.status == SignupStatus.REQUESTED),
        func.count().filter(Signup.seat.is_not(None)),
    ).where(Signup.shift_id == shift.id)
    waiting, requested, held = db.session.execute(counts).one()
    return bool(waiting) and shift.seats - held <= requested


def ensure_open(shift: Shift, *, now: datetime) -> None:
    """Raise NotVisibleError unless the shift belongs to an open task; RuleError when it is over or called off."""
    task = shift.task
    if task.status is not TaskStatus.PUBLISHED or task.association.status is not AssociationStatus.APPROVED:
        raise NotVisibleError
    ensure_still_on(shift, now=now)


def ensure_still_on(shift: Shift, *, now: datetime) -> None:
    """Raise RuleError when the shift is over or was called off."""
    if shift.called_off_at is not None:
        raise RuleError(gettext("This shift has been called off."))
    if shift.starts_at is not None and shift.starts_at <= now:
        raise RuleError(gettext("This shift has already begun."))


def ensure_volunteer_fits(shift: Shift, volunteer: Volunteer, *, now: datetime) -> None:
    """Raise RuleError unless the volunteer meets the conditions of the shift, and is free at that time."""
    ensure_may_take(shift, volunteer, reader=Reader.VOLUNTEER, now=now)
    clash = confirmed_clash(shift, volunteer)
    if clash is not None:
        raise RuleError(gettext("You are already at “%(task)s” at that time.", task=clash.shift.task.title))


def confirmed_clash(shift: Shift, volunteer: Volunteer) -> Signup | None:
    """Return the volunteer's confirmed sign-up that overlaps the shift; None where there is none."""
    if shift.starts_at is None or shift.ends_at is None:
        return None
    return db.session.scalar(
        select(Signup)
        .join(Signup.shift)
        .where(
            Signup.volunteer_id == volunteer.id,
            Signup.status == SignupStatus.CONFIRMED,
            Signup.shift_id != shift.id,
            Shift.starts_at < shift.ends_at,
            Shift.ends_at > shift.starts_at,
        )
        .order_by(Shift.starts_at, Signup.id)
        .limit(1)
    )


def refusal_of(error: IntegrityError) -> RuleError:
    """Return the named constraint's refusal in words; anything else is our own mistake and goes on."""
    name = getattr(getattr(error.orig, "diag", None), "constraint_name", None)
    if name == DOUBLE_BOOKING:
        return RuleError(gettext("The volunteer is already confirmed for another shift at that time."))
    if name in ("uq_signups_seat", "fk_signups_seat"):
        return RuleError(gettext("All places on this shift are taken. Add a place, or decline with a word."))
    if name == TOO_YOUNG:
        return RuleError(gettext("The volunteer is too young for this task."))
    if name == NOT_CLEARED:
        return RuleError(gettext("A paper that the shift asks for is missing or out of date."))
    raise error
