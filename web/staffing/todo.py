"""What waits for coordinators: shifts of next week that do not have the people they need."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from flask import url_for
from flask_babel import ngettext
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from web.accounts.models import RoleName, User
from web.associations.models import Association
from web.core.clock import at_local_time, local_date
from web.core.todo import Todo
from web.extensions import db
from web.staffing.models import StaffingPlan
from web.tasks.coordinator_queries import associations_of
from web.tasks.demands import demands_of
from web.tasks.models import Shift, Task, TaskStatus
from web.tasks.offers import taken_seats

A_WEEK = timedelta(days=7)
MOST_COUNTED = 500


def waiting_for(user: User, *, now: datetime) -> list[Todo]:
    """Return one line for each association of the user where people are missing next week, with the way to its plan."""
    if not user.has_any_role(RoleName.COORDINATOR):
        return []
    monday = next_monday(local_date(now))
    found = [(one, shifts_lacking_people(one, monday)) for one in associations_of(user)]
    return [todo_of(association, missing, monday) for association, missing in found if missing]


def next_monday(day: date) -> date:
    """Return the first day of the week after this one."""
    return day - timedelta(days=day.weekday()) + A_WEEK


def shifts_lacking_people(association: Association, monday: date) -> int:
    """Return how many shifts of the week that begins on `monday` have fewer people than they need at least."""
    rows = db.session.execute(
        select(Shift, taken_seats())
        .join(Shift.task)
        .where(
            Task.association_id == association.id,
            Task.status == TaskStatus.PUBLISHED,
            Shift.called_off_at.is_(None),
            Shift.starts_at >= at_local_time(monday, 0),
            Shift.starts_at < at_local_time(monday + A_WEEK, 0),
            Shift.seats > taken_seats(),
        )
        .options(joinedload(Shift.task))
        .order_by(Shift.starts_at, Shift.id)
        .limit(MOST_COUNTED)
    ).all()
    demands = demands_of([shift for shift, _ in rows])
    return sum(taken < demands[shift.id].minimum for shift, taken in rows)


def todo_of(association: Association, missing: int, monday: date) -> Todo:
    """Return the line, which leads to the gaps of the week's plan, or to making one."""
    title = ngettext("One shift next week lacks people", "%(num)s shifts next week lack people", missing)
    return Todo(title, association.name, address_of(association, monday), count=missing)


def address_of(association: Association, monday: date) -> str:
    """Return where the gaps of the week are shown: its plan, or the page where one is made."""
    plan_id = db.session.scalar(
        select(StaffingPlan.id).where(
            StaffingPlan.association_id == association.id,
            StaffingPlan.event_id.is_(None),
            StaffingPlan.first_on == monday,
        )
    )
    if plan_id is None:
        return url_for("staffing.open_week", association_id=association.id, dag=monday.isoformat())
    return url_for("staffing.show_plan", plan_id=plan_id, kun="mangler")
