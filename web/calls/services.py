"""Asking volunteers about a free place: the first yes wins, the others are thanked, and nobody is asked twice."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from flask_babel import gettext
from sqlalchemy.exc import IntegrityError

from web.accounts.models import User
from web.audit.services import record_event, take_step
from web.calls import messages
from web.calls.models import ASK_STEPS, Ask, AskStatus
from web.calls.queries import open_asks_of
from web.core.errors import RuleError
from web.core.locks import lock_row
from web.extensions import db
from web.profiles.models import Volunteer
from web.tasks.models import Shift, TaskStatus
from web.tasks.signup_services import ensure_open, lock_shift, lowest_free_seat, take_place

LONGEST_WAIT = timedelta(hours=24)
SHORTEST_WAIT = timedelta(minutes=20)
NOT_THIS_ONE = frozenset({"uq_asks_shift_id_volunteer_id", "asks_keep_contact_wish"})


def ask_volunteers(shift: Shift, volunteers: Sequence[Volunteer], *, by: User, now: datetime) -> list[Ask]:
    """Ask volunteers whether they can take a free place, and mail each a link of their own; return the questions.

    Leaves out whom the database refuses: asked already, or as often as they wish. Raises RuleError for a shift without
    a free place or too near, and where nobody is left to ask.
    """
    lock_shift(shift)
    ensure_open(shift, now=now)
    if lowest_free_seat(shift) is None:
        raise RuleError(gettext("All places on this shift have been taken."))
    until = answer_until(shift, now=now)
    # In the order of their ids: two who ask the same people at once wait for each other, and never crosswise.
    ordered = sorted(volunteers, key=lambda volunteer: volunteer.id)
    asked = [ask for volunteer in ordered if (ask := _ask(shift, volunteer, until=until, by=by, now=now))]
    if not asked:
        raise RuleError(gettext("None of these can be asked any more. Look at the next ones."))
    return asked


def answer_until(shift: Shift, *, now: datetime) -> datetime:
    """Return until when an answer counts: a day, or half of what is left before the shift.

    Raises RuleError for a shift so near that nobody would see the question in time.
    """
    if shift.starts_at is None:
        return now + LONGEST_WAIT
    wait = min(LONGEST_WAIT, (shift.starts_at - now) / 2)
    if wait < SHORTEST_WAIT:
        raise RuleError(gettext("The shift begins so soon that it is better to call somebody."))
    return now + wait


def _ask(shift: Shift, volunteer: Volunteer, *, until: datetime, by: User, now: datetime) -> Ask | None:
    ask = Ask(shift=shift, volunteer=volunteer, asked_by_id=by.id, asked_at=now, expires_at=until)
    try:
        with db.session.begin_nested():
            db.session.add(ask)
            db.session.flush()
    except IntegrityError as error:
        if getattr(getattr(error.orig, "diag", None), "constraint_name", None) not in NOT_THIS_ONE:
            raise
        return None
    record_event("ask volunteer", ask, by=by, now=now, details={"shift": shift.id})
    messages.ask(ask)
    return ask


def say_yes(ask: Ask, *, now: datetime) -> bool:
    """Give the volunteer a free place; tell whether they got it. Otherwise others were faster, and they are thanked.

    Raises RuleError after the time is over, or where the volunteer can't take it; TransitionError for a second answer.
    """
    shift = ask.shift
    lock_shift(shift)
    lock_row(ask)
    if ask.status is AskStatus.FILLED:
        return False
    if ask.status is AskStatus.ASKED and ask.expires_at <= now:
        raise RuleError(gettext("The question has run out. Thank you all the same!"))
    if lowest_free_seat(shift) is None:
        close_as_filled(shift, now=now)
        return False
    take_step(ask, ASK_STEPS, "accept", by=None, now=now, changes={"answered_at": now})
    take_place(shift, ask.volunteer, by=None, now=now)
    if lowest_free_seat(shift) is None:
        close_as_filled(shift, now=now)
    return True


def say_no(ask: Ask, *, now: datetime) -> None:
    """Take a no, which needs no reason; raise TransitionError for a second answer."""
    lock_shift(ask.shift)
    take_step(ask, ASK_STEPS, "decline", by=None, now=now, changes={"answered_at": now})
    tell_when_all_have_answered(ask.shift, now=now)


def stop_asking(shift: Shift, *, by: User | None, now: datetime) -> int:
    """Tell everybody who has not answered that nobody is needed any more; return how many."""
    lock_shift(shift)
    waiting = open_asks_of(shift)
    for ask in waiting:
        take_step(ask, ASK_STEPS, "withdraw", by=by, now=now)
        messages.thank_without_need(ask)
    return len(waiting)


def close_as_filled(shift: Shift, *, now: datetime) -> None:
    """Thank everybody who has not answered: the last place has been taken. The shift is locked."""
    for ask in open_asks_of(shift):
        take_step(ask, ASK_STEPS, "fill", by=None, now=now)
        messages.thank_with_all_places_taken(ask)


def look_after(shift: Shift, *, now: datetime) -> None:
    """Close the questions of a shift that have run out, or that nobody needs to answer any more."""
    lock_shift(shift)
    is_off = shift.called_off_at is not None or shift.task.status is not TaskStatus.PUBLISHED
    if is_off or (shift.starts_at is not None and shift.starts_at <= now):
        stop_asking(shift, by=None, now=now)
    elif lowest_free_seat(shift) is None:
        close_as_filled(shift, now=now)
    else:
        for ask in open_asks_of(shift):
            if ask.expires_at <= now:
                take_step(ask, ASK_STEPS, "expire", by=None, now=now)
        tell_when_all_have_answered(shift, now=now)


def tell_when_all_have_answered(shift: Shift, *, now: datetime) -> None:
    """Tell the coordinators once nobody is left who could still say yes, and a place is free."""
    lock_shift(shift)
    if not open_asks_of(shift) and lowest_free_seat(shift) is not None:
        messages.tell_coordinators_that_nobody_could(shift)
