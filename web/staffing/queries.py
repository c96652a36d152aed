"""Reads of events, plans and assignments; everything about an association takes the viewer."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import Select, exists, select
from sqlalchemy.orm import joinedload

from web.accounts.models import User
from web.associations.models import Association, AssociationStatus, association_coordinators
from web.core.clock import at_local_time
from web.core.errors import NotVisibleError
from web.extensions import db
from web.profiles.models import Volunteer
from web.staffing.intake import is_offer_for, shifts_of
from web.staffing.models import ACTIVE_RUNS, Assignment, Event, HelpOffer, StaffingPlan, StaffingRun
from web.tasks.models import Shift, Signup, SignupStatus, Task, TaskStatus

LARGEST_ID = 2**31 - 1
MOST_PLANS = 60
MOST_EVENTS = 60


def own_plans(viewer: User, *, since: date) -> Sequence[StaffingPlan]:
    """Return the plans of the viewer's associations that are not over, the nearest first."""
    return db.session.scalars(
        select(StaffingPlan)
        .join(
            association_coordinators,
            association_coordinators.c.association_id == StaffingPlan.association_id,
        )
        .where(association_coordinators.c.user_id == viewer.id, StaffingPlan.last_on >= since)
        .options(joinedload(StaffingPlan.event), joinedload(StaffingPlan.association))
        .order_by(StaffingPlan.first_on, StaffingPlan.id)
        .limit(MOST_PLANS)
    ).all()


def plan_of(viewer: User, plan_id: int) -> StaffingPlan:
    """Return a plan of the viewer's associations; raise NotVisibleError for any other."""
    plan = db.session.scalar(
        select(StaffingPlan)
        .join(
            association_coordinators,
            association_coordinators.c.association_id == StaffingPlan.association_id,
        )
        .where(StaffingPlan.id == min(plan_id, LARGEST_ID), association_coordinators.c.user_id == viewer.id)
        .options(joinedload(StaffingPlan.event), joinedload(StaffingPlan.association))
    )
    if plan is None:
        raise NotVisibleError
    return plan


def assignment_in(plan: StaffingPlan, assignment_id: int) -> Assignment:
    """Return an assignment of the plan; raise NotVisibleError for any other."""
    found = db.session.get(Assignment, min(assignment_id, LARGEST_ID))
    if found is None or found.plan_id != plan.id:
        raise NotVisibleError
    return found


def shift_in(plan: StaffingPlan, shift_id: int) -> Shift:
    """Return a shift of the plan; raise NotVisibleError for any other."""
    shift = db.session.scalar(shifts_of(plan).where(Shift.id == min(shift_id, LARGEST_ID)))
    if shift is None:
        raise NotVisibleError
    return shift


def run_in(plan: StaffingPlan) -> StaffingRun:
    """Return the run that is on its way; raise NotVisibleError where there is none."""
    run = db.session.scalar(
        select(StaffingRun).where(StaffingRun.plan_id == plan.id, StaffingRun.status.in_(ACTIVE_RUNS))
    )
    if run is None:
        raise NotVisibleError
    return run


def events_ahead(*, since: date) -> Select[Event]:
    """Select the events of approved associations that are not over, the nearest first."""
    return (
        select(Event)
        .join(Event.association)
        .where(Event.last_on >= since, Association.status == AssociationStatus.APPROVED)
        .options(joinedload(Event.association))
        .order_by(Event.first_on, Event.id)
    )


def event_with(event_id: int) -> Event:
    """Return an event of an approved association; raise NotVisibleError for any other."""
    event = db.session.get(Event, min(event_id, LARGEST_ID))
    if event is None or event.association.status is not AssociationStatus.APPROVED:
        raise NotVisibleError
    return event


def has_helpers(plan: StaffingPlan) -> bool:
    """Tell whether anybody has offered to be planned in."""
    return bool(db.session.scalar(select(exists().where(is_offer_for(plan)))))


def published_tasks(event: Event) -> Sequence[Task]:
    """Return what everybody may know that there is to do at the event: drafts are its coordinators' own."""
    return [task for task in event.tasks if task.status is TaskStatus.PUBLISHED]


def own_offer(viewer: User, event: Event) -> HelpOffer | None:
    """Return the viewer's own offer to be planned in at the event."""
    return db.session.scalar(
        select(HelpOffer)
        .join(HelpOffer.volunteer)
        .where(HelpOffer.event_id == event.id, Volunteer.user_id == viewer.id)
    )


def own_event_shifts(viewer: User, event: Event, *, now: datetime) -> Sequence[Signup]:
    """Return where the viewer has a place at the event."""
    tasks = [task.id for task in event.tasks]
    return db.session.scalars(
        select(Signup)
        .join(Signup.shift)
        .join(Signup.volunteer)
        .where(
            Volunteer.user_id == viewer.id,
            Signup.status == SignupStatus.CONFIRMED,
            Shift.task_id.in_(tasks),
            Shift.starts_at >= at_local_time(event.first_on, 0),
            Shift.starts_at < at_local_time(event.last_on + timedelta(days=1), 0),
            Shift.ends_at > now,
        )
        .options(joinedload(Signup.shift).joinedload(Shift.task))
        .order_by(Shift.starts_at, Shift.id)
    ).all()
