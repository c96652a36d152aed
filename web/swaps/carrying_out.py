"""The swap itself: both ends change hands in one transaction, under locks, and the database checks each end."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from flask_babel import gettext
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from web.accounts.models import User
from web.audit.services import record_event, take_step
from web.core.errors import RuleError
from web.extensions import db
from web.profiles.models import Volunteer
from web.swaps import messages
from web.swaps.models import SWAP_STEPS, Swap
from web.tasks.conditions import ensure_may_take
from web.tasks.models import SIGNUP_STEPS, Shift, Signup, SignupStatus
from web.tasks.signup_services import ensure_still_on, lock_shift, own_signup_for, refusal_of

HAVE_NO_PLACE = (SignupStatus.REQUESTED, SignupStatus.CANCELLED, SignupStatus.WAITING)


def carry_out(swap: Swap, *, by: User | None, now: datetime) -> None:
    """Let the shifts change hands, and tell both and the coordinators.

    Raises RuleError when an end no longer holds: a shift that is over, a place given back, somebody too young, on a
    break, or elsewhere at that time.
    """
    lock_ends(swap)
    taker = taker_of(swap)
    ends = [(swap.signup, taker)]
    if swap.return_signup is not None:
        ends.append((swap.return_signup, swap.signup.volunteer))
    for signup, receiver in ends:
        ensure_may_receive(signup, receiver, now=now)
    try:
        with db.session.begin_nested():
            # Both let go before either takes: an exchange of shifts that overlap passes the guard on double booking.
            seats = [_hand_over(signup, by=by, now=now) for signup, _ in ends]
            for (signup, receiver), seat in zip(ends, seats, strict=True):
                _take_over(signup.shift, receiver, seat=seat, by=by, now=now)
            take_step(swap, SWAP_STEPS, "carry out", by=by, now=now, changes={"settled_at": now})
    except IntegrityError as error:
        raise refusal_of(error) from error
    messages.tell_both_that_it_is_done(swap)


def lock_ends(swap: Swap) -> None:
    """Lock the shifts, then the volunteers, each in the order of their ids, and read the sign-ups afresh."""
    signups = [signup for signup in (swap.signup, swap.return_signup) if signup is not None]
    lock_shifts(signups)
    people = {swap.signup.volunteer_id, taker_of(swap).id}
    db.session.execute(
        select(Volunteer.id)
        .where(Volunteer.id.in_(people))
        .order_by(Volunteer.id)
        .with_for_update(key_share=True)
    )
    for signup in signups:
        db.session.refresh(signup)


def lock_shifts(signups: Iterable[Signup]) -> None:
    """Lock the shifts of sign-ups in the order of their ids: before any swap, as whoever cancels does too."""
    for shift in sorted({signup.shift for signup in signups}, key=lambda shift: shift.id):
        lock_shift(shift)


def ensure_may_receive(signup: Signup, receiver: Volunteer, *, now: datetime) -> None:
    """Raise RuleError unless the place is still there to be given, and the receiver may have it.

    Whether they are elsewhere at that time is left to the database, since what they give away no longer counts.
    """
    shift = signup.shift
    ensure_still_on(shift, now=now)
    if signup.status is not SignupStatus.CONFIRMED:
        raise RuleError(gettext("The place has been given back meanwhile, so it can't be swapped."))
    ensure_may_take(shift, receiver, now=now)
    own = own_signup_for(shift, receiver)
    if own is not None and own.status not in HAVE_NO_PLACE:
        raise RuleError(gettext("One of you is on that shift already, or has been told no."))


def taker_of(swap: Swap) -> Volunteer:
    """Return who takes the shift; there is one from the moment somebody says so."""
    if swap.taker is None:
        raise ValueError(f"swap {swap.id} has no taker")
    return swap.taker


def _hand_over(signup: Signup, *, by: User | None, now: datetime) -> int:
    seat = signup.seat
    if seat is None:
        raise ValueError(f"sign-up {signup.id} holds no seat")
    take_step(signup, SIGNUP_STEPS, "hand over", by=by, now=now, changes={"seat": None})
    return seat


def _take_over(shift: Shift, receiver: Volunteer, *, seat: int, by: User | None, now: datetime) -> None:
    own = own_signup_for(shift, receiver)
    if own is not None:
        take_step(own, SIGNUP_STEPS, "take over", by=by, now=now, changes={"seat": seat})
        return
    signup = Signup(shift=shift, volunteer=receiver, status=SignupStatus.CONFIRMED, seat=seat, message="")
    db.session.add(signup)
    db.session.flush()
    record_event("sign-up: take over", signup, by=by, now=now)
