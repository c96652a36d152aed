"""Joining the waiting list, the offer of a free seat to whoever has waited longest, and what becomes of it."""

from __future__ import annotations

from datetime import datetime, timedelta

from flask_babel import gettext

from web.accounts.models import User
from web.associations.models import AssociationStatus
from web.audit.services import record_event, take_step
from web.core.errors import RuleError
from web.extensions import db
from web.profiles.models import Volunteer
from web.tasks.effects import needs_a_look, seats_freed, when_seats_are_freed
from web.tasks.models import SIGNUP_STEPS, Shift, Signup, SignupStatus, TaskStatus
from web.tasks.signup_services import (
    ensure_open,
    ensure_volunteer_fits,
    lock_shift,
    lowest_free_seat,
    own_signup_for,
    sign_up,
)
from web.waiting_list import messages
from web.waiting_list.queries import lapsed_offers, places_to_offer, waiting_for_place

LONGEST_WAIT = timedelta(hours=24)
SHORTEST_WAIT = timedelta(hours=1)
PART_OF_WHAT_IS_LEFT = 4


def join_waiting_list(shift: Shift, volunteer: Volunteer, *, by: User, now: datetime) -> Signup:
    """Put a volunteer at the end of the waiting list; where a place has become free meanwhile, they sign up for it.

    Raises RuleError for a shift that is over, a volunteer who can't take it, and somebody who has signed up already.
    """
    lock_shift(shift)
    ensure_open(shift, now=now)
    if places_to_offer(shift) > 0 and lowest_free_seat(shift) is not None:
        return sign_up(shift, volunteer, message="", by=by, now=now)
    ensure_volunteer_fits(shift, volunteer, now=now)
    signup = own_signup_for(shift, volunteer)
    if signup is None:
        signup = Signup(
            shift=shift, volunteer=volunteer, status=SignupStatus.WAITING, message="", waiting_since=now
        )
        db.session.add(signup)
        db.session.flush()
        record_event("sign-up: wait", signup, by=by, now=now)
    elif signup.status is SignupStatus.CANCELLED:
        take_step(signup, SIGNUP_STEPS, "wait", by=by, now=now, changes={"waiting_since": now})
    else:
        raise RuleError(gettext("You have signed up for this shift already."))
    messages.tell_coordinators_of_waiting(signup, now=now)
    return signup


@when_seats_are_freed
def offer_free_seats(shift: Shift, now: datetime) -> None:
    """Keep each free seat for whoever has waited longest and can take it, and ask them; the shift is locked.

    Shortly before the shift nobody's answer is waited for: all who wait are told, and the first to sign up has it.
    """
    if not is_open(shift, now=now):
        return
    until = answer_by(shift, now=now)
    for signup in waiting_for_place(shift):
        if places_to_offer(shift) <= 0:
            return
        if not can_take(signup, now=now) or needs_a_look(shift, signup.volunteer):
            continue
        if until is None:
            messages.tell_of_free_place(signup, now=now)
            continue
        changes = {"seat": lowest_free_seat(shift), "answer_by": until}
        take_step(signup, SIGNUP_STEPS, "offer", by=None, now=now, changes=changes)
        messages.offer_seat(signup, now=now)


def lapse_offers(shift: Shift, *, now: datetime) -> int:
    """Free the seats that were kept for people who did not answer in time, and offer them to the next; return how many."""
    lock_shift(shift)
    lapsed = lapsed_offers(shift, now=now)
    for signup in lapsed:
        changes = {"seat": None, "answer_by": None}
        take_step(signup, SIGNUP_STEPS, "lapse", by=None, now=now, changes=changes)
        messages.tell_of_lapse(signup, now=now)
    if lapsed:
        seats_freed(shift, now=now)
    return len(lapsed)


def answer_by(shift: Shift, *, now: datetime) -> datetime | None:
    """Return until when a seat is kept: a day, or a quarter of what is left; None when that is too short to wait."""
    if shift.starts_at is None:
        return now + LONGEST_WAIT
    wait = min(LONGEST_WAIT, (shift.starts_at - now) / PART_OF_WHAT_IS_LEFT)
    return None if wait < SHORTEST_WAIT else now + wait


def is_open(shift: Shift, *, now: datetime) -> bool:
    """Tell whether people may still come to the shift."""
    task = shift.task
    is_ahead = shift.starts_at is None or shift.starts_at > now
    is_public = task.status is TaskStatus.PUBLISHED and task.association.status is AssociationStatus.APPROVED
    return is_ahead and is_public and shift.called_off_at is None


def can_take(signup: Signup, *, now: datetime) -> bool:
    """Tell whether somebody on the list could take a place now; whoever is elsewhere then keeps waiting."""
    try:
        ensure_volunteer_fits(signup.shift, signup.volunteer, now=now)
    except RuleError:
        return False
    return True
