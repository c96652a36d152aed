"""Events, plans and offers: written down, changed, taken back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from flask_babel import gettext
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from web.accounts.models import User
from web.associations.models import Association
from web.audit.services import record_event
from web.core.clock import local_date
from web.core.errors import RuleError
from web.extensions import db
from web.profiles.models import Volunteer, VolunteerStatus
from web.staffing.models import Event, HelpOffer, StaffingPlan, event_tasks
from web.tasks.models import Task, TaskKind

MOST_DAYS = 60


@dataclass(frozen=True)
class EventDraft:
    """An event before it is written."""

    title: str
    first_on: date
    last_on: date
    tasks: Sequence[Task]


def plan_event(
    association: Association, draft: EventDraft, *, by: User | None, now: datetime
) -> StaffingPlan:
    """Write down an event and its plan; raise RuleError for days that cannot be, or a task that is another event's."""
    if draft.last_on < draft.first_on:
        raise RuleError(gettext("The last day is before the first."), field="last_on")
    if (draft.last_on - draft.first_on).days > MOST_DAYS:
        raise RuleError(gettext("An event lasts sixty days at most."), field="last_on")
    if draft.last_on < local_date(now):
        raise RuleError(gettext("These days are over. Choose some that are still to come."), field="last_on")
    event = Event(association=association, title=draft.title, first_on=draft.first_on, last_on=draft.last_on)
    try:
        with db.session.begin_nested():
            db.session.add(event)
            event.tasks = list(draft.tasks)
            db.session.flush()
    except IntegrityError as error:
        if "pk_event_tasks" not in str(error):
            raise
        raise RuleError(gettext("One of the tasks belongs to another event."), field="tasks") from error
    record_event("plan event", event, by=by, now=now)
    plan = StaffingPlan(association=association, event=event, first_on=draft.first_on, last_on=draft.last_on)
    db.session.add(plan)
    db.session.flush()
    return plan


def plan_week(association: Association, day: date, *, by: User, now: datetime) -> StaffingPlan:
    """Return the plan of the week that this day is in, made now where there is none yet."""
    monday = day - timedelta(days=day.weekday())
    if monday + timedelta(days=6) < local_date(now):
        raise RuleError(gettext("That week is over. Choose one that is still to come."), field="day")
    found = db.session.scalar(
        select(StaffingPlan).where(
            StaffingPlan.association_id == association.id,
            StaffingPlan.event_id.is_(None),
            StaffingPlan.first_on == monday,
        )
    )
    if found is not None:
        return found
    plan = StaffingPlan(association=association, first_on=monday, last_on=monday + timedelta(days=6))
    db.session.add(plan)
    db.session.flush()
    record_event("plan week", plan, by=by, now=now)
    return plan


def tasks_without_event(association: Association) -> Sequence[Task]:
    """Return the association's tasks with shifts that belong to no event yet, newest first."""
    taken = select(event_tasks.c.task_id)
    return db.session.scalars(
        select(Task)
        .where(Task.association_id == association.id, Task.kind != TaskKind.MICRO, Task.id.not_in(taken))
        .order_by(Task.created_at.desc(), Task.id.desc())
        .limit(100)
    ).all()


def offer_help(
    event: Event, volunteer: Volunteer, *, hours: int, rest_hours: int, by: User, now: datetime
) -> HelpOffer:
    """Write down that a volunteer wants to be planned in where they are needed, or how much they want now."""
    if volunteer.status is not VolunteerStatus.ACTIVE or volunteer.area_id is None:
        raise RuleError(gettext("Your profile is paused or not finished. Open it, and then you can help."))
    if event.last_on < local_date(now):
        raise RuleError(gettext("The event is over. Thank you for wanting to help."))
    offer = db.session.scalar(
        select(HelpOffer)
        .where(HelpOffer.event_id == event.id, HelpOffer.volunteer_id == volunteer.id)
        .with_for_update()
    )
    if offer is None:
        offer = HelpOffer(association=event.association, event=event, volunteer=volunteer, offered_at=now)
    offer.minutes_per_week, offer.rest_minutes = hours * 60, rest_hours * 60
    db.session.add(offer)
    db.session.flush()
    record_event("offer help", offer, by=by, now=now)
    return offer


def take_offer_back(offer: HelpOffer, *, by: User, now: datetime) -> None:
    """Let the volunteer no longer be planned in; the shifts they have stay theirs."""
    record_event("take back help", offer, by=by, now=now)
    db.session.delete(offer)
    db.session.flush()
