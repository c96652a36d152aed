"""Saying what the shifts of a task ask for, or a single one; a shift has always places enough for what it asks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from flask_babel import gettext
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from web.accounts.models import User
from web.audit.services import record_event
from web.core.errors import RuleError
from web.core.locks import lock_row
from web.extensions import db
from web.tasks.demands import Demand
from web.tasks.models import Shift, Task
from web.vetting.requirements import papers_of_shifts, wrong_papers

PLACES = "shifts_have_places_asked_for"
"""The database's own guard: a coming shift has places for those it asks for."""


@dataclass(frozen=True)
class DemandDraft:
    """What the shifts of a task are to ask for."""

    minimum: int = 1
    importance: int = 1
    oldest_age: int | None = None
    needs: Mapping[str, int] = field(default_factory=dict)
    required: Sequence[str] = ()
    clearances: Sequence[str] = ()
    youngest_met: int | None = None


def own_demand(task: Task, shift: Shift | None = None) -> Demand | None:
    """Return what was written for the task, or for this shift alone."""
    is_it = Demand.shift_id.is_(None) if shift is None else Demand.shift_id == shift.id
    return db.session.scalar(select(Demand).where(Demand.task_id == task.id, is_it))


def ask_for(task: Task, draft: DemandDraft, *, shift: Shift | None = None, by: User, now: datetime) -> Demand:
    """Say what the shifts of a task ask for, or this one alone.

    Raises RuleError where they have too few places for it, and for papers that may not be asked for.
    """
    ensure_papers_may_be_asked_for(draft)
    lock_row(task)
    places = places_of(task, shift, now=now)
    if draft.minimum > places:
        raise RuleError(too_few_places(places), field="minimum")
    for heads in draft.needs.values():
        if heads > places:
            raise RuleError(too_few_places(places), field="needs")
    demand = own_demand(task, shift) or Demand(task_id=task.id, shift_id=None if shift is None else shift.id)
    demand.minimum, demand.importance, demand.oldest_age = draft.minimum, draft.importance, draft.oldest_age
    demand.needs, demand.required = dict(draft.needs), list(draft.required)
    demand.clearances, demand.youngest_met = list(draft.clearances), draft.youngest_met
    try:
        with db.session.begin_nested():
            db.session.add(demand)
    except IntegrityError as error:
        if not is_about_places(error):
            raise
        raise RuleError(too_few_places(places_of(task, shift, now=now)), field="minimum") from error
    record_event("say what shifts ask for", task if shift is None else shift, by=by, now=now)
    return demand


def ensure_papers_may_be_asked_for(draft: DemandDraft) -> None:
    """Raise RuleError for a children's certificate where nobody is a child, and for papers no shift may ask for."""
    may_ask = papers_of_shifts()
    for field_name, text in wrong_papers(draft.clearances, youngest_met=draft.youngest_met, may_ask=may_ask):
        raise RuleError(text, field=field_name)


def ask_as_task(shift: Shift, *, by: User, now: datetime) -> None:
    """Let the shift ask for what its task asks for again; raise RuleError where it has too few places for that."""
    lock_row(shift.task)
    lock_row(shift, allows_references=True)
    own = own_demand(shift.task, shift)
    if own is None:
        raise RuleError(gettext("This shift asks for nothing of its own."))
    ensure_enough_places(own_demand(shift.task), shift.seats)
    db.session.delete(own)
    db.session.flush()
    record_event("say what shifts ask for", shift, by=by, now=now)


def places_of(task: Task, shift: Shift | None, *, now: datetime) -> int:
    """Return the places of the shift, or of the coming shift with fewest among those that follow the task; locks them."""
    if shift is not None:
        lock_row(shift, allows_references=True)
        return shift.seats
    own = select(Demand.shift_id).where(Demand.task_id == task.id, Demand.shift_id.is_not(None))
    seats = db.session.scalars(
        select(Shift.seats)
        .where(
            Shift.task_id == task.id,
            Shift.called_off_at.is_(None),
            Shift.starts_at > now,
            Shift.id.not_in(own),
        )
        .order_by(Shift.id)
        .with_for_update(key_share=True)
    ).all()
    return min(seats, default=task.seats)


def is_about_places(error: IntegrityError) -> bool:
    """Tell whether the database refused because a shift would have fewer places than people asked for."""
    return getattr(getattr(error.orig, "diag", None), "constraint_name", None) == PLACES


def ensure_enough_places(demand: Demand | None, seats: int) -> None:
    """Raise RuleError, at the field for places, where so few places cannot hold what is asked for."""
    people = 0 if demand is None else max(demand.minimum, *demand.needs.values(), 0)
    if people > seats:
        text = gettext(
            "At least %(people)s people are asked for, so there must be that many places. Ask for fewer first.",
            people=people,
        )
        raise RuleError(text, field="seats")


def ensure_shift_has_enough(task: Task, shift: Shift | None, seats: int) -> None:
    """Raise RuleError where a shift of the task, or this one, may not have so few places."""
    own = None if shift is None else own_demand(task, shift)
    ensure_enough_places(own or own_demand(task), seats)


def too_few_places(places: int) -> str:
    """Say that a shift has fewer places than people are asked for."""
    return gettext("A shift of this task has only %(places)s places. Add places first.", places=places)
