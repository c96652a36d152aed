"""An open task as its own page shows it: the task, and its coming shifts as the reader may take them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, func, literal, null, or_, select
from sqlalchemy.orm import aliased, joinedload, selectinload

from web.associations.models import Association, AssociationStatus
from web.core.errors import NotVisibleError
from web.extensions import db
from web.profiles.models import Volunteer
from web.tasks.conditions import Condition, Lack, Reader, clearance_names, lacks_of, words_for
from web.tasks.models import Shift, Signup, SignupStatus, Task, TaskStatus

MOST_SHIFTS_SHOWN = 60


@dataclass(frozen=True)
class ShiftOffer:
    """A coming shift: its free seats, and for a volunteer their own sign-up, what they already do then, and what they lack."""

    id: int
    starts_at: datetime | None
    ends_at: datetime | None
    seats: int
    free_seats: int
    own_signup_id: int | None
    own_status: SignupStatus | None
    clashes_with: str | None
    refusal: str | None = None
    lacks_papers: str = ""

    @property
    def is_open_to_reader(self) -> bool:
        """Tell whether signing up makes sense: a free seat, no clash, and not signed up already."""
        has_none = self.own_status in (None, SignupStatus.CANCELLED)
        is_free = self.clashes_with is None and self.refusal is None
        return self.free_seats > 0 and has_none and is_free


def open_task(task_id: int) -> Task:
    """Return a published task of an approved association; raise NotVisibleError where there is none."""
    statement = (
        select(Task)
        .join(Task.association)
        .where(
            Task.id == task_id,
            Task.status == TaskStatus.PUBLISHED,
            Association.status == AssociationStatus.APPROVED,
        )
        .options(joinedload(Task.association), joinedload(Task.area), selectinload(Task.skills))
    )
    task = db.session.scalar(statement)
    if task is None:
        raise NotVisibleError
    return task


def open_association(association_id: int) -> Association:
    """Return an approved association; raise NotVisibleError where there is none."""
    association = db.session.get(Association, association_id, options=[joinedload(Association.area)])
    if association is None or association.status is not AssociationStatus.APPROVED:
        raise NotVisibleError
    return association


def shift_offers(task: Task, *, reader: Volunteer | None, now: datetime) -> Sequence[ShiftOffer]:
    """Return the coming shifts of a task, soonest first, as this reader may take them."""
    statement = (
        select(
            Shift.id,
            Shift.starts_at,
            Shift.ends_at,
            Shift.seats,
            Shift.seats - taken_seats(),
            *_own_columns(reader),
        )
        .where(Shift.task_id == task.id, is_coming(now))
        .order_by(Shift.starts_at, Shift.id)
        .limit(MOST_SHIFTS_SHOWN)
    )
    if reader is not None:
        statement = statement.outerjoin(
            Signup, and_(Signup.shift_id == Shift.id, Signup.volunteer_id == reader.id)
        )
    offers = [ShiftOffer(*row) for row in db.session.execute(statement)]
    return offers if reader is None else with_refusals(offers, reader, now=now)


def with_refusals(offers: Sequence[ShiftOffer], reader: Volunteer, *, now: datetime) -> list[ShiftOffer]:
    """Return the offers with what keeps the reader from taking them; a break is left to the page that ends it."""
    shifts = db.session.scalars(select(Shift).where(Shift.id.in_([offer.id for offer in offers]))).all()
    lacks = lacks_of([(shift, reader) for shift in shifts], now=now)
    first = {
        shift_id: lack
        for (shift_id, _), found in lacks.items()
        for lack in reversed(found)
        if lack.condition is not Condition.ACTIVE
    }
    return [
        replace(
            offer,
            refusal=words_for(first[offer.id], Reader.VOLUNTEER),
            lacks_papers=papers_in(first[offer.id]),
        )
        if offer.id in first
        else offer
        for offer in offers
    ]


def papers_in(lack: Lack) -> str:
    """Return the papers that are missing by name; nothing where something else is."""
    return clearance_names(lack.codes) if lack.condition is Condition.CLEARANCES else ""


def is_coming(now: datetime) -> ColumnElement[bool]:
    """The shift is still to come (or has no time), and was not called off."""
    return and_(Shift.called_off_at.is_(None), or_(Shift.starts_at.is_(None), Shift.starts_at > now))


def taken_seats() -> ColumnElement[int]:
    """Return how many seats of the outer statement's shift are taken, or kept for somebody who is to answer."""
    holder = aliased(Signup)
    return (
        select(func.count())
        .where(holder.shift_id == Shift.id, holder.seat.is_not(None))
        .correlate(Shift)
        .scalar_subquery()
    )


def _own_columns(reader: Volunteer | None) -> tuple[Any, Any, Any]:
    if reader is None:
        return null(), null(), null()
    other, other_shift, other_task = aliased(Signup), aliased(Shift), aliased(Task)
    clash = (
        select(other_task.title)
        .join(other_shift, other_shift.task_id == other_task.id)
        .join(other, other.shift_id == other_shift.id)
        .where(
            other.volunteer_id == literal(reader.id),
            other.status == SignupStatus.CONFIRMED,
            other.shift_id != Shift.id,
            other.during.op("&&")(func.tstzrange(Shift.starts_at, Shift.ends_at)),
        )
        .order_by(other_shift.starts_at, other_shift.id)
        .limit(1)
        .correlate(Shift)
        .scalar_subquery()
    )
    return Signup.id, Signup.status, clash
