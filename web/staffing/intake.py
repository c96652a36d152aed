"""Everything a plan is made from, read at once: shifts with their demands, who offers, and what is settled."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, Select, and_, func, select
from sqlalchemy.orm import joinedload, selectinload

from web.associations.models import Association
from web.core.clock import at_local_time, local_date
from web.extensions import db
from web.profiles.models import Volunteer, VolunteerStatus
from web.staffing.models import (
    Assignment,
    AssignmentStatus,
    HelpOffer,
    Leaving,
    StaffingPlan,
    event_tasks,
)
from web.tasks.conditions import valid_clearances
from web.tasks.demands import ShiftDemand, demands_of
from web.tasks.models import Shift, Signup, SignupStatus, Task
from web.teams.bonds import Bonds, bonds_among
from web.teams.queries import knows_volunteers

Pair = tuple[int, int]
"""Volunteer id, shift id."""
LATELY = timedelta(days=90)
A_DAY = timedelta(days=1)
HOLDS_SEAT = (SignupStatus.CONFIRMED, SignupStatus.OFFERED)
SAID_NO = (SignupStatus.CANCELLED, SignupStatus.DECLINED)


@dataclass(frozen=True)
class Period:
    """When the coming shifts of a plan begin and end."""

    first_starts_at: datetime
    last_starts_at: datetime
    ends_at: datetime

    @property
    def days(self) -> tuple[date, date]:
        """The first and the last day on which a shift begins."""
        return local_date(self.first_starts_at), local_date(self.last_starts_at)


@dataclass(frozen=True)
class Intake:
    """What the engine is given, still as rows. `settled` stays as it is; `published` may be moved at a cost.

    Where it holds some people only (`web.staffing.around`), `counted` names the shifts on which everybody else counts too.
    """

    shifts: Sequence[Shift]
    period: Period | None
    demands: Mapping[int, ShiftDemand]
    volunteers: Sequence[Volunteer]
    offers: Mapping[int, HelpOffer]
    settled: tuple[Pair, ...]
    published: frozenset[Pair]
    declined: frozenset[Pair]
    asked_for: Mapping[int, frozenset[int]]
    elsewhere: Sequence[Signup]
    clearances: Mapping[int, Mapping[str, date | None]]
    recent: Mapping[int, int]
    bonds: Bonds = field(default_factory=Bonds)
    counted: frozenset[int] | None = None


def read_intake(plan: StaffingPlan, *, now: datetime) -> Intake:
    """Read what there is now. People who are paused, or without area or birthday, are left out."""
    shifts = coming_shifts(plan, now=now)
    signups = signups_of(shifts)
    assignments = assignments_of(plan)
    offers = offers_for(plan)
    volunteers = active_volunteers({*offers, *asked_shifts(signups), *(a.volunteer_id for a in assignments)})
    known = {volunteer.id for volunteer in volunteers}
    return intake_of(
        shifts,
        volunteers,
        signups=signups,
        assignments=assignments,
        offers=offers,
        period=period_of(plan, now=now),
        bonds=bonds_among(known, offering=known & offers.keys(), association_id=plan.association_id),
        now=now,
    )


def intake_of(
    shifts: Sequence[Shift],
    volunteers: Sequence[Volunteer],
    *,
    signups: Sequence[Signup],
    assignments: Sequence[Assignment],
    offers: Mapping[int, HelpOffer],
    period: Period | None,
    bonds: Bonds,
    counted: frozenset[int] | None = None,
    now: datetime,
) -> Intake:
    """Put together what was read of these shifts and these people."""
    known = {volunteer.id for volunteer in volunteers}
    published = published_pairs(assignments, signups)
    held = [pair_of(signup) for signup in signups if signup.status in HOLDS_SEAT]
    accepted = [pair_of(a) for a in assignments if a.status is AssignmentStatus.ACCEPTED]
    coming = {shift.id for shift in shifts}
    settled = tuple(dict.fromkeys(pair for pair in (*held, *accepted) if pair not in published))
    return Intake(
        shifts=shifts,
        period=period,
        demands=demands_of(shifts),
        volunteers=volunteers,
        offers=offers,
        settled=tuple(pair for pair in settled if pair[1] in coming),
        published=frozenset(pair for pair in published if pair[0] in known),
        declined=declined_pairs(assignments, signups),
        asked_for=asked_shifts(signups),
        elsewhere=engaged_elsewhere(known, coming, period),
        clearances=valid_clearances(known),
        recent=recent_shifts(known, now=now),
        bonds=bonds,
        counted=counted,
    )


def shifts_of(plan: StaffingPlan) -> Select[Shift]:
    """Select the shifts with a time that belong to the plan and are not called off."""
    statement = (
        select(Shift)
        .join(Shift.task)
        .where(
            Shift.starts_at >= at_local_time(plan.first_on, 0),
            Shift.starts_at < at_local_time(plan.last_on + A_DAY, 0),
            Shift.called_off_at.is_(None),
            Task.association_id == plan.association_id,
        )
    )
    if plan.event_id is None:
        return statement
    return statement.join(event_tasks, event_tasks.c.task_id == Task.id).where(
        event_tasks.c.event_id == plan.event_id
    )


def period_of(plan: StaffingPlan, *, now: datetime) -> Period | None:
    """Return when the coming shifts of the plan are; None where there are none."""
    columns = func.min(Shift.starts_at), func.max(Shift.starts_at), func.max(Shift.ends_at)
    first, last, end = db.session.execute(
        shifts_of(plan).where(Shift.starts_at > now).with_only_columns(*columns)
    ).one()
    if first is None or last is None or end is None:
        return None
    return Period(first, last, end)


def coming_shifts(plan: StaffingPlan, *only: ColumnElement[bool], now: datetime) -> Sequence[Shift]:
    """Return the shifts of the plan that have not begun, or some of them, with what the engine reads of them."""
    statement = shifts_of(plan).where(Shift.starts_at > now, *only)
    options = joinedload(Shift.task).joinedload(Task.area), joinedload(Shift.task).selectinload(Task.skills)
    return db.session.scalars(statement.options(*options).order_by(Shift.starts_at, Shift.id)).unique().all()


def signups_of(shifts: Sequence[Shift]) -> Sequence[Signup]:
    """Return all sign-ups for these shifts."""
    ids = [shift.id for shift in shifts]
    return db.session.scalars(select(Signup).where(Signup.shift_id.in_(ids)).order_by(Signup.id)).all()


def assignments_of(plan: StaffingPlan, *only: ColumnElement[bool]) -> Sequence[Assignment]:
    """Return everything that was ever assigned in the plan, or some of it."""
    return db.session.scalars(
        select(Assignment).where(Assignment.plan_id == plan.id, *only).order_by(Assignment.id)
    ).all()


def offers_for(plan: StaffingPlan, *only: ColumnElement[bool]) -> dict[int, HelpOffer]:
    """Return who offers to be planned in, by volunteer id: at the event, or week by week."""
    rows = db.session.scalars(select(HelpOffer).where(is_offer_for(plan), *only))
    return {offer.volunteer_id: offer for offer in rows}


def is_offer_for(plan: StaffingPlan) -> ColumnElement[bool]:
    """The clause that holds for offers to be planned in here."""
    if plan.event_id is not None:
        return HelpOffer.event_id == plan.event_id
    return and_(HelpOffer.event_id.is_(None), HelpOffer.association_id == plan.association_id)


def asked_shifts(signups: Sequence[Signup]) -> dict[int, frozenset[int]]:
    """Return for which shifts volunteers have asked themselves, or stand there already, by volunteer id."""
    found: dict[int, set[int]] = {}
    for signup in signups:
        if signup.status not in SAID_NO:
            found.setdefault(signup.volunteer_id, set()).add(signup.shift_id)
    return {volunteer_id: frozenset(ids) for volunteer_id, ids in found.items()}


CAN_BE_PLANNED = (
    Volunteer.status == VolunteerStatus.ACTIVE,
    Volunteer.area_id.is_not(None),
    Volunteer.born_on.is_not(None),
)


def active_volunteers(ids: Collection[int]) -> Sequence[Volunteer]:
    """Return those of these volunteers who can be planned in."""
    return db.session.scalars(
        select(Volunteer)
        .where(Volunteer.id.in_(ids), *CAN_BE_PLANNED)
        .options(
            joinedload(Volunteer.area), selectinload(Volunteer.skills), selectinload(Volunteer.languages)
        )
        .order_by(Volunteer.id)
    ).all()


def published_pairs(assignments: Sequence[Assignment], signups: Sequence[Signup]) -> frozenset[Pair]:
    """Return what this plan has published and what still stands, except what the coordinator insisted on."""
    standing = {pair_of(signup) for signup in signups if signup.status is SignupStatus.CONFIRMED}
    movable = (
        a
        for a in assignments
        if a.status is AssignmentStatus.PUBLISHED and (a.leaving is Leaving.DECIDED or not a.is_insisted)
    )
    return frozenset(standing.intersection(pair_of(a) for a in movable))


def declined_pairs(assignments: Sequence[Assignment], signups: Sequence[Signup]) -> frozenset[Pair]:
    """Return who is not to be planned where: refused, taken off, or their own no."""
    over = (AssignmentStatus.REFUSED, AssignmentStatus.ENDED)
    refused = {pair_of(a) for a in assignments if a.status in over or a.leaving is Leaving.DECIDED}
    return frozenset(refused | {pair_of(signup) for signup in signups if signup.status in SAID_NO})


def pair_of(record: Assignment | Signup) -> Pair:
    """Return who and where."""
    return record.volunteer_id, record.shift_id


def engaged_elsewhere(
    ids: Collection[int], shift_ids: Collection[int], period: Period | None
) -> Sequence[Signup]:
    """Return the seats that volunteers hold on other shifts around these days."""
    if period is None:
        return []
    week = 7 * A_DAY
    return db.session.scalars(
        select(Signup)
        .join(Signup.shift)
        .where(
            Signup.volunteer_id.in_(ids),
            Signup.status.in_(HOLDS_SEAT),
            Signup.shift_id.not_in(shift_ids),
            Shift.starts_at < period.ends_at + week,
            Shift.ends_at > period.first_starts_at - week,
        )
        .options(joinedload(Signup.shift).joinedload(Shift.task).joinedload(Task.area))
    ).all()


def recent_shifts(ids: Collection[int], *, now: datetime) -> dict[int, int]:
    """Return how many shifts volunteers have had lately, by volunteer id: those with few come first."""
    rows = (
        select(Signup.volunteer_id, func.count())
        .join(Signup.shift)
        .where(
            Signup.volunteer_id.in_(ids),
            Signup.status == SignupStatus.CONFIRMED,
            Shift.ends_at <= now,
            Shift.ends_at > now - LATELY,
        )
        .group_by(Signup.volunteer_id)
    )
    return {row[0]: row[1] for row in db.session.execute(rows)}


@knows_volunteers
def who_offers(association: Association) -> Sequence[int]:
    """Return the ids of those who offer to be planned in: the association may put them on teams."""
    return db.session.scalars(
        select(HelpOffer.volunteer_id).where(HelpOffer.association_id == association.id).distinct()
    ).all()
