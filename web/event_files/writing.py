"""Writing the rows of an event: its tasks, its shifts and what they ask for, a few statements however many there are."""

from __future__ import annotations

import uuid
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from flask_babel import gettext
from sqlalchemy import select, text

from web.associations.models import Association, AssociationStatus
from web.audit.services import record_event
from web.core.errors import RuleError
from web.core.locks import lock_row
from web.event_files.columns import days_of
from web.exchange.kinds import Origin, Values
from web.exchange.records import add_links, add_records, link_codes
from web.exchange.references import ids_of
from web.extensions import db
from web.staffing.models import Demand, Event, StaffingPlan, event_tasks
from web.staffing.services import EventDraft, plan_event
from web.tasks.models import Shift, Task, TaskKind, TaskStatus, task_skills

Role = tuple[str, str]
"""Title and place."""
Asked = tuple[tuple[str, Any], ...]
NORMAL_IMPORTANCE = 2
LONGEST_SUMMARY = 400


def write_new_event(
    association: Association, title: str, rows: Sequence[Values], *, is_public: bool, origin: Origin
) -> StaffingPlan:
    """Write an event with everything that the rows say, and its plan.

    Raises RuleError for days that cannot be, or where the association has an event of that name on that day already.
    """
    first_on, last_on = days_of(rows)
    refuse_repeat(association, title, rows)
    draft = EventDraft(title, first_on, last_on, tasks=())
    plan = plan_event(association, draft, by=origin.by, now=origin.now)
    assert plan.event is not None, "just written"
    write_rows(plan.event, rows, is_public=is_public, origin=origin)
    return plan


def refuse_repeat(association: Association, title: str, rows: Sequence[Values]) -> None:
    """Raise RuleError for an event that is there: whoever sends a file twice wants one event."""
    first_on, _ = days_of(rows)
    lock_row(association, allows_references=True)
    is_there = select(Event.id).where(
        Event.association_id == association.id, Event.title == title, Event.first_on == first_on
    )
    if db.session.scalar(is_there) is not None:
        raise RuleError(
            gettext("There is an event of this name on these days. Open its plan and add the file there."),
            field="title",
        )


def add_to_event(event: Event, rows: Sequence[Values], *, is_public: bool, origin: Origin) -> StaffingPlan:
    """Add the shifts of the rows to an event and its plan, which grow by their days."""
    lock_row(event)
    plan = db.session.scalars(select(StaffingPlan).where(StaffingPlan.event_id == event.id)).one()
    first_on, last_on = days_of(rows)
    event.first_on, event.last_on = min(event.first_on, first_on), max(event.last_on, last_on)
    plan.first_on, plan.last_on = event.first_on, event.last_on
    write_rows(event, rows, is_public=is_public, origin=origin)
    record_event("add to event", event, by=origin.by, now=origin.now, details={"shifts": len(rows)})
    return plan


def write_rows(event: Event, rows: Sequence[Values], *, is_public: bool, origin: Origin) -> None:
    """Write the tasks that are new, every shift, and what the shifts ask for."""
    grouped = by_role(rows)
    known = tasks_of(event)
    new = {role: own for role, own in grouped.items() if role not in known}
    tasks = known | write_tasks(event, new, is_public=is_public, origin=origin)
    # A shift of a task that is there already may be smaller than that asks for, until its own demand is written.
    db.session.execute(text("SET CONSTRAINTS check_shift_has_places, check_demand_has_places DEFERRED"))
    shifts = write_shifts(rows, tasks, origin=origin)
    write_demands(rows, shifts, tasks, new=new)
    db.session.execute(text("SET CONSTRAINTS check_shift_has_places, check_demand_has_places IMMEDIATE"))
    db.session.expire_all()


def by_role(rows: Sequence[Values]) -> dict[Role, list[Values]]:
    """Group rows by the task they belong to."""
    grouped: defaultdict[Role, list[Values]] = defaultdict(list)
    for row in rows:
        grouped[role_of(row)].append(row)
    return dict(grouped)


def role_of(row: Values) -> Role:
    """Return which task a row belongs to."""
    return row["title"], row["place"]


def tasks_of(event: Event) -> dict[Role, int]:
    """Return the tasks of the event by title and place."""
    statement = select(Task.title, Task.place, Task.id).join(event_tasks, event_tasks.c.task_id == Task.id)
    rows = db.session.execute(statement.where(event_tasks.c.event_id == event.id))
    return {(title, place): task_id for title, place, task_id in rows}


def write_tasks(
    event: Event, grouped: Mapping[Role, Sequence[Values]], *, is_public: bool, origin: Origin
) -> dict[Role, int]:
    """Add one task a role; drafts, unless everybody may find them and the association is approved."""
    is_open = is_public and event.association.status is AssociationStatus.APPROVED
    status = TaskStatus.PUBLISHED if is_open else TaskStatus.DRAFT
    areas = ids_of("areas", [own[0]["area"] for own in grouped.values()])
    owners = add_records(
        Task, [task_values(event, own, areas) | {"status": status} for own in grouped.values()], origin
    )
    interests = [own[0]["interests"] for own in grouped.values()]
    link_codes(task_skills, "task_id", "skill_id", owners, interests, to="skills")
    add_links(event_tasks, ({"task_id": task_id, "event_id": event.id} for task_id in owners))
    return dict(zip(grouped, owners, strict=True))


def task_values(event: Event, rows: Sequence[Values], areas: Mapping[str, int]) -> dict[str, Any]:
    """Return the task of these rows."""
    first = rows[0]
    said = first["description"] or gettext("%(task)s at %(event)s.", task=first["title"], event=event.title)
    summary = said if len(said) <= LONGEST_SUMMARY else said[: LONGEST_SUMMARY - 1] + "…"
    return {
        "code": f"task-{uuid.uuid4()}",
        "association_id": event.association_id,
        "area_id": areas[first["area"]] if first["area"] else event.association.area_id,
        "title": first["title"],
        "summary": summary,
        "description": said,
        "kind": TaskKind.DATED,
        "place": first["place"],
        "minimum_age": first["minimum_age"],
        "seats": max(row["maximum"] for row in rows),
    }


def write_shifts(rows: Sequence[Values], tasks: Mapping[Role, int], *, origin: Origin) -> list[int]:
    """Add the shifts and return their ids in the order of the rows."""
    return add_records(
        Shift,
        [
            {
                "task_id": tasks[role_of(row)],
                "seats": row["maximum"],
                "starts_at": datetime.fromisoformat(row["starts_at"]),
                "ends_at": datetime.fromisoformat(row["ends_at"]),
            }
            for row in rows
        ],
        origin,
    )


def write_demands(
    rows: Sequence[Values],
    shifts: Sequence[int],
    tasks: Mapping[Role, int],
    *,
    new: Mapping[Role, Sequence[Values]],
) -> None:
    """Say what new tasks ask for most often, and of single shifts what they ask for otherwise."""
    usual = {role: most_usual(own) for role, own in new.items()}
    found = [demand_values(own[0], tasks[role], None) | dict(usual[role]) for role, own in new.items()]
    found += [
        demand_values(row, tasks[role_of(row)], shift_id)
        for row, shift_id in zip(rows, shifts, strict=True)
        if usual.get(role_of(row)) != asked_by(row)
    ]
    add_records(Demand, found)


def most_usual(rows: Sequence[Values]) -> Asked:
    """Return what most of these rows ask for; the first of several as usual."""
    asked = [asked_by(row) for row in rows]
    counts = Counter(map(repr, asked))
    return max(asked, key=lambda one: counts[repr(one)])


def asked_by(row: Values) -> Asked:
    """Return what a row asks of people, in a fixed order."""
    return (
        ("minimum", row["minimum"] or 1),
        ("importance", row["importance"] or NORMAL_IMPORTANCE),
        ("oldest_age", row["oldest_age"]),
        ("needs", row["needs"]),
        ("required", row["required"]),
        ("clearances", row["clearances"]),
        ("youngest_met", row["youngest_met"]),
    )


def demand_values(row: Values, task_id: int, shift_id: int | None) -> dict[str, Any]:
    """Return a demand as it is stored."""
    return {"task_id": task_id, "shift_id": shift_id} | dict(asked_by(row))
