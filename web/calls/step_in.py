"""Stepping in at short notice: the offer, and the gaps that are urgent now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import aliased, joinedload

from web.accounts.models import User
from web.associations.models import Association, AssociationStatus
from web.audit.services import record_event
from web.calls.models import StepInOffer
from web.catalogue.models import Area
from web.core.clock import LOCAL_ZONE
from web.core.locks import lock_row
from web.extensions import db
from web.profiles.models import Volunteer
from web.tasks.conditions import lacks_of
from web.tasks.messages import URGENT_WITHIN
from web.tasks.models import Shift, Signup, SignupStatus, Task, TaskStatus
from web.tasks.offers import taken_seats

MOST_SHOWN = 60


@dataclass(frozen=True)
class UrgentGap:
    """A free place on a shift that begins soon; `is_asked` is the volunteer's own request that waits for its answer."""

    shift: Shift
    free_seats: int
    is_asked: bool


@dataclass(frozen=True)
class UrgentGaps:
    """What fits the volunteer's offer, and what else is urgent."""

    fitting: Sequence[UrgentGap]
    others: Sequence[UrgentGap]


def offer_of(volunteer: Volunteer) -> StepInOffer | None:
    """Return the volunteer's standing offer to step in."""
    return db.session.get(StepInOffer, volunteer.id)


def offer_to_step_in(
    volunteer: Volunteer,
    areas: Sequence[Area],
    *,
    weekdays: Sequence[int],
    hours_ahead: int,
    by: User,
    now: datetime,
) -> None:
    """Write the offer down, or change it."""
    lock_row(volunteer, allows_references=True)
    offer = offer_of(volunteer) or StepInOffer(volunteer_id=volunteer.id, offered_at=now)
    offer.weekdays, offer.hours_ahead, offer.areas = sorted(weekdays), hours_ahead, list(areas)
    db.session.add(offer)
    record_event("offer to step in", volunteer, by=by, now=now)
    db.session.flush()


def stop_stepping_in(volunteer: Volunteer, *, by: User, now: datetime) -> None:
    """Take the offer back, where there is one."""
    lock_row(volunteer, allows_references=True)
    offer = offer_of(volunteer)
    if offer is not None:
        db.session.delete(offer)
        record_event("stop stepping in", volunteer, by=by, now=now)
        db.session.flush()


def urgent_gaps_for(volunteer: Volunteer, *, now: datetime) -> UrgentGaps:
    """Return the urgent gaps that this volunteer can take: those that fit their offer first."""
    offer = offer_of(volunteer)
    urgent = _urgent_gaps(volunteer, now=now)
    lacks = lacks_of([(gap.shift, volunteer) for gap in urgent], now=now)
    found = [gap for gap in urgent if not lacks[gap.shift.id, volunteer.id]]
    fitting = [gap for gap in found if offer is not None and fits(gap.shift, offer, now=now)]
    return UrgentGaps(fitting, [gap for gap in found if gap not in fitting])


def fits(shift: Shift, offer: StepInOffer, *, now: datetime) -> bool:
    """Tell whether a shift lies where, on a day and as far ahead as the offer says."""
    assert shift.starts_at is not None, "only shifts with a time can be urgent"
    weekday = shift.starts_at.astimezone(LOCAL_ZONE).weekday()
    is_near = shift.task.area_id in {area.id for area in offer.areas} or shift.task.area.parent_id in {
        area.id for area in offer.areas
    }
    return (
        is_near and weekday in offer.weekdays and shift.starts_at >= now + timedelta(hours=offer.hours_ahead)
    )


def who_steps_in(shift: Shift, *, now: datetime) -> frozenset[int]:
    """Return the ids of the volunteers whose offer fits this shift."""
    if shift.starts_at is None or shift.starts_at > now + URGENT_WITHIN:
        return frozenset()
    offers = db.session.scalars(
        select(StepInOffer).where(
            StepInOffer.areas.any(Area.id.in_([shift.task.area_id, shift.task.area.parent_id]))
        )
    )
    return frozenset(offer.volunteer_id for offer in offers if fits(shift, offer, now=now))


def _urgent_gaps(volunteer: Volunteer, *, now: datetime) -> list[UrgentGap]:
    own = aliased(Signup)
    statement = (
        select(Shift, Shift.seats - taken_seats(), func.coalesce(own.status == SignupStatus.REQUESTED, False))
        .join(Shift.task)
        .join(Task.association)
        .outerjoin(own, and_(own.shift_id == Shift.id, own.volunteer_id == volunteer.id))
        .where(
            Task.status == TaskStatus.PUBLISHED,
            Association.status == AssociationStatus.APPROVED,
            Shift.called_off_at.is_(None),
            Shift.starts_at > now,
            Shift.starts_at <= now + URGENT_WITHIN,
            Shift.seats > taken_seats(),
            or_(own.id.is_(None), own.status.in_((SignupStatus.REQUESTED, SignupStatus.CANCELLED))),
            ~_is_busy(volunteer),
        )
        .options(
            joinedload(Shift.task).joinedload(Task.area), joinedload(Shift.task).joinedload(Task.association)
        )
        .order_by(Shift.starts_at, Shift.id)
        .limit(MOST_SHOWN)
    )
    return [UrgentGap(*row) for row in db.session.execute(statement)]


def _is_busy(volunteer: Volunteer) -> ColumnElement[bool]:
    other = aliased(Signup)
    return (
        select(other.id)
        .where(
            other.volunteer_id == volunteer.id,
            other.status == SignupStatus.CONFIRMED,
            other.during.op("&&")(func.tstzrange(Shift.starts_at, Shift.ends_at)),
        )
        .correlate(Shift)
        .exists()
    )
