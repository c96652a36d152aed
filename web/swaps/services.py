"""Swaps from the wish to the end: offered, wanted, agreed by both, and the coordinator's say where the task asks for it."""

from __future__ import annotations

from datetime import datetime

from flask_babel import gettext
from sqlalchemy.exc import IntegrityError

from web.accounts.models import User
from web.audit.services import record_event, take_step
from web.core.errors import RuleError
from web.core.locks import lock_row
from web.extensions import db
from web.profiles.models import Volunteer
from web.swaps import messages
from web.swaps.carrying_out import carry_out, ensure_may_receive, lock_ends, lock_shifts, taker_of
from web.swaps.models import SWAP_STEPS, Swap, SwapStatus
from web.swaps.queries import broken_swaps, live_swap_of, number_waiting, shifts_to_give_in_return
from web.tasks.effects import needs_a_look, when_seats_are_freed
from web.tasks.models import Shift, Signup, SignupStatus
from web.tasks.signup_services import ensure_still_on, lock_shift

ONE_AT_A_TIME = ("uq_swaps_live_signup_id", "uq_swaps_live_return_signup_id")


def offer_swap(signup: Signup, *, words: str, by: User, now: datetime) -> Swap:
    """Let the others at the association know that one would like to hand a confirmed shift on."""
    lock_shift(signup.shift)
    db.session.refresh(signup)
    ensure_still_on(signup.shift, now=now)
    if signup.status is not SignupStatus.CONFIRMED or signup.shift.starts_at is None:
        raise RuleError(gettext("Only a shift that is confirmed can be swapped."))
    if live_swap_of(signup) is not None:
        raise RuleError(gettext("This shift is part of a swap already."))
    swap = Swap(signup=signup, words=words, offered_at=now)
    _insert(swap)
    record_event("swap: offer", swap, by=by, now=now)
    return swap


def take_shift(
    swap: Swap, taker: Volunteer, *, in_return: Signup | None, by: User, now: datetime
) -> SwapStatus:
    """Take the shift, or want it in exchange for one's own; return how far the swap has come.

    Taking it is agreed at once, since the giver has offered it; an exchange needs the giver's yes.
    """
    lock_shifts(signup for signup in (swap.signup, in_return) if signup is not None)
    lock_row(swap)
    if swap.status is not SwapStatus.OPEN:
        raise RuleError(gettext("Somebody else was faster, or the offer has been taken back."))
    if swap.signup.volunteer_id == taker.id:
        raise RuleError(gettext("This is your own shift."))
    if in_return is None and number_waiting(swap.signup.shift):
        raise RuleError(
            gettext("People are on the waiting list for this shift, so it can only be exchanged for another.")
        )
    if in_return is not None and in_return not in shifts_to_give_in_return(taker, swap, now=now):
        raise RuleError(gettext("This shift of yours can't be exchanged now."), field="in_return")
    ensure_may_receive(swap.signup, taker, now=now)
    if in_return is not None:
        ensure_may_receive(in_return, swap.signup.volunteer, now=now)
    changes = {"taker": taker, "return_signup": in_return}
    try:
        with db.session.begin_nested():
            step = "agree" if in_return is None else "want"
            take_step(swap, SWAP_STEPS, step, by=by, now=now, changes=changes)
    except IntegrityError as error:
        raise _refusal(error) from error
    if in_return is not None:
        messages.tell_giver_of_wanted_exchange(swap, now=now)
        return swap.status
    return _settle(swap, now=now)


def agree(swap: Swap, *, by: User, now: datetime) -> SwapStatus:
    """Say yes to the shift that is offered in return; return how far the swap has come."""
    _lock(swap)
    if swap.status is not SwapStatus.WANTED:
        raise RuleError(gettext("Somebody has already answered this, so nothing was changed."))
    take_step(swap, SWAP_STEPS, "agree", by=by, now=now)
    return _settle(swap, now=now)


def turn_down(swap: Swap, *, by: User, now: datetime) -> None:
    """Say no to the shift that is offered in return; the swap is open to others again."""
    lock_row(swap)
    taker = swap.taker
    changes = {"taker": None, "return_signup": None}
    take_step(swap, SWAP_STEPS, "turn down", by=by, now=now, changes=changes)
    if taker is not None:
        messages.tell_taker_of_no(swap, taker, now=now)


def approve(swap: Swap, *, by: User, now: datetime) -> None:
    """The coordinator says yes: the swap is carried out."""
    _lock(swap)
    if swap.status is not SwapStatus.AGREED:
        raise RuleError(gettext("Somebody has already answered this, so nothing was changed."))
    carry_out(swap, by=by, now=now)


def refuse(swap: Swap, *, by: User, now: datetime) -> None:
    """The coordinator says no: everybody keeps their shifts."""
    take_step(swap, SWAP_STEPS, "refuse", by=by, now=now, changes={"settled_at": now})
    messages.tell_both_of_refusal(swap)


def withdraw(swap: Swap, *, by: User | None, now: datetime) -> None:
    """Keep the shift after all."""
    lock_row(swap)
    taker = swap.taker
    take_step(swap, SWAP_STEPS, "withdraw", by=by, now=now, changes={"settled_at": now})
    if taker is not None:
        messages.tell_taker_of_no(swap, taker, now=now)


def expire_swap(swap: Swap, *, now: datetime) -> None:
    """End a swap whose time is over, or one of whose shifts is gone; a swap that has ended meanwhile is left alone."""
    lock_row(swap)
    if SWAP_STEPS.allows("expire", swap.status):
        take_step(swap, SWAP_STEPS, "expire", by=None, now=now, changes={"settled_at": now})


@when_seats_are_freed
def end_broken_swaps(shift: Shift, now: datetime) -> None:
    """Whoever gives a place back ends the swap it was part of."""
    for swap in broken_swaps(shift):
        expire_swap(swap, now=now)


def ends_of(swap: Swap) -> list[tuple[Signup, Volunteer]]:
    """Return the sign-ups that change hands, each with who comes in its place."""
    ends = [(swap.signup, taker_of(swap))]
    if swap.return_signup is not None:
        ends.append((swap.return_signup, swap.signup.volunteer))
    return ends


def _lock(swap: Swap) -> None:
    lock_shifts(signup for signup in (swap.signup, swap.return_signup) if signup is not None)
    lock_row(swap)


def _settle(swap: Swap, *, now: datetime) -> SwapStatus:
    lock_ends(swap)
    ends = ends_of(swap)
    need_look = any(needs_a_look(signup.shift, receiver) for signup, receiver in ends)
    if need_look or any(signup.shift.task.swaps_need_say for signup, _ in ends):
        messages.ask_coordinators(swap)
    else:
        carry_out(swap, by=None, now=now)
    return swap.status


def _insert(swap: Swap) -> None:
    try:
        with db.session.begin_nested():
            db.session.add(swap)
    except IntegrityError as error:
        raise _refusal(error) from error


def _refusal(error: IntegrityError) -> RuleError:
    if getattr(getattr(error.orig, "diag", None), "constraint_name", None) in ONE_AT_A_TIME:
        return RuleError(gettext("This shift is part of a swap already."))
    raise error
