"""What follows for shifts when a volunteer's paper is in order, is so no longer, or runs out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from itertools import groupby

from sqlalchemy import select, update
from sqlalchemy.orm import contains_eager

from web.associations.models import Association, AssociationStatus
from web.core.clock import local_date
from web.extensions import db
from web.papers import messages
from web.papers.models import PaperWish
from web.papers.queries import wanted_tasks
from web.papers.worth import count_worth
from web.tasks.demands import demands_of
from web.tasks.models import Shift, Signup, Task
from web.vetting.asking import is_asked_by_shifts, needs_of
from web.vetting.effects import when_in_order, when_running_out, when_taken_back
from web.vetting.models import Clearance
from web.vetting.reminders import HAS_RUN_OUT

COORDINATORS_TOLD = (30, HAS_RUN_OUT)


@when_in_order
def open_the_way(clearance: Clearance, now: datetime) -> None:
    """Tell the volunteer what they can sign up for now, each task once; nothing where no shift asks for it."""
    volunteer = clearance.volunteer
    if not is_asked_by_shifts(volunteer, clearance.kind, now=now):
        return
    wanted = wanted_tasks(volunteer, now=now)
    ready = [one.task for one in wanted if not one.missing]
    new = note_told(volunteer.id, ready, now=now)
    missing = {kind for one in wanted for kind in one.missing}
    messages.tell_in_order(clearance, new, sorted(missing), at=now)
    count_worth(volunteer, now=now)


def note_told(volunteer_id: int, tasks: Sequence[Task], *, now: datetime) -> list[Task]:
    """Write down that the volunteer is told of these; return those of which they were not told before."""
    wishes = db.session.scalars(
        select(PaperWish)
        .where(
            PaperWish.volunteer_id == volunteer_id,
            PaperWish.task_id.in_([task.id for task in tasks]),
            PaperWish.told_ready_at.is_(None),
            PaperWish.declined_at.is_(None),
        )
        .with_for_update()
    ).all()
    for wish in wishes:
        wish.told_ready_at = now
    db.session.flush()
    new = {wish.task_id for wish in wishes}
    return [task for task in tasks if task.id in new]


def forget_told(clearance: Clearance, *, now: datetime) -> None:
    """Let the volunteer be told again of the tasks that ask for this kind, once it is in order again."""
    needs = needs_of([clearance.volunteer_id], now=now)
    task_ids = {need.task_id for need in needs if need.kind is clearance.kind}
    db.session.execute(
        update(PaperWish)
        .where(PaperWish.volunteer_id == clearance.volunteer_id, PaperWish.task_id.in_(task_ids))
        .values(told_ready_at=None)
    )


@when_taken_back
def tell_that_it_is_gone(clearance: Clearance, now: datetime) -> None:
    """Tell the coordinators of the shifts on which the volunteer has a place; once it is back, its owner is told anew."""
    forget_told(clearance, now=now)
    occasion = f"clearance {clearance.id} taken back {now.isoformat()}"
    flag(clearance, seats_without(clearance, now=now), occasion=occasion)
    count_worth(clearance.volunteer, now=now)


@when_running_out
def tell_that_it_ends(clearance: Clearance, days_before: int, now: datetime) -> None:
    """Tell the coordinators of the shifts that come after its last day, a month before and when it has run out."""
    if days_before == HAS_RUN_OUT:
        forget_told(clearance, now=now)
    if days_before in COORDINATORS_TOLD:
        occasion = f"clearance {clearance.id} until {clearance.expires_on}, {days_before} days before, shifts"
        flag(clearance, seats_without(clearance, now=now), occasion=occasion)


def seats_without(clearance: Clearance, *, now: datetime) -> list[Shift]:
    """Return the coming shifts that ask for this kind, on which its owner has a place and will not have it in order."""
    found = db.session.scalars(
        select(Shift)
        .join(Signup, Signup.shift_id == Shift.id)
        .join(Shift.task)
        .join(Task.association)
        .where(
            Association.status == AssociationStatus.APPROVED,
            Signup.volunteer_id == clearance.volunteer_id,
            Signup.seat.is_not(None),
            Shift.called_off_at.is_(None),
            Shift.ends_at > now,
        )
        .options(contains_eager(Shift.task).contains_eager(Task.association))
        .order_by(Shift.starts_at, Shift.id)
    ).all()
    demands = demands_of(found)
    return [
        shift
        for shift in found
        if clearance.kind in demands[shift.id].clearances and not counts_on(clearance, shift)
    ]


def counts_on(clearance: Clearance, shift: Shift) -> bool:
    """Tell whether the clearance still counts on the day the shift ends, as the trigger on sign-ups asks."""
    if clearance.verified_by_id is None or clearance.status.value != "valid":
        return False
    return (
        clearance.expires_on is None
        or shift.ends_at is None
        or local_date(shift.ends_at) <= clearance.expires_on
    )


def flag(clearance: Clearance, shifts: Sequence[Shift], *, occasion: str) -> None:
    """Tell each association of its own shifts."""
    by_association = sorted(shifts, key=lambda shift: shift.task.association_id)
    for association, own in groupby(by_association, key=lambda shift: shift.task.association):
        messages.flag_to_coordinators(
            clearance, association, list(own), occasion=f"{occasion}, {association.id}"
        )
