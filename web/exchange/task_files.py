"""The file of tasks: dated ones get their shifts from their own file, weekly and micro-tasks bring them along."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, time
from typing import Any

from flask_babel import gettext
from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from web.exchange import cells
from web.exchange.kinds import Column, Complaint, FileKind, Key, Origin, Values
from web.exchange.records import add_records, link_codes
from web.exchange.references import among, ids_of
from web.exchange.week_text import WEEKDAYS
from web.extensions import db
from web.tasks.models import Shift, Task, TaskKind, TaskStatus, task_skills
from web.tasks.weekly import lay_shifts

PLAIN = (
    "code", "title", "summary", "description", "what_to_expect", "what_is_expected", "kind", "place",
    "minimum_age", "status", "seats",
)  # fmt: skip
PATTERN = ("weekday", "from_time", "to_time", "first_on")


def stored_tasks(keys: set[Key]) -> dict[Key, Values]:
    """Find tasks by code."""
    statement = (
        select(Task)
        .where(among(Task.code, {code for (code,) in keys}))
        .options(joinedload(Task.association), joinedload(Task.area), selectinload(Task.skills))
    )
    return {(found.code,): values_of(found) for found in db.session.scalars(statement)}


def values_of(task: Task) -> Values:
    """Return a task in the values of the file."""
    return {name: getattr(task, name) for name in PLAIN} | {
        "association": task.association.code,
        "area": task.area.code,
        "skills": sorted(skill.code for skill in task.skills),
        "weekday": WEEKDAYS[task.weekday] if task.weekday is not None else None,
        "from_time": task.from_time.isoformat() if task.from_time else None,
        "to_time": task.to_time.isoformat() if task.to_time else None,
        "first_on": task.first_on.isoformat() if task.first_on else None,
        "last_on": task.last_on.isoformat() if task.last_on else None,
    }


def add_tasks(rows: Sequence[Values], origin: Origin) -> None:
    """Add tasks; lay the shifts of weekly ones and the single one of micro-tasks."""
    associations = ids_of("associations", [row["association"] for row in rows])
    areas = ids_of("areas", [row["area"] for row in rows])
    owners = add_records(
        Task,
        [
            plain_values(row)
            | {"association_id": associations[row["association"]], "area_id": areas[row["area"]]}
            for row in rows
        ],
        origin,
    )
    link_codes(task_skills, "task_id", "skill_id", owners, [row["skills"] for row in rows], to="skills")
    micro = [
        (key, row["seats"]) for key, row in zip(owners, rows, strict=True) if row["kind"] == TaskKind.MICRO
    ]
    add_records(Shift, [{"task_id": task_id, "seats": seats} for task_id, seats in micro])
    for task in db.session.scalars(select(Task).where(Task.id.in_(owners), Task.kind == TaskKind.WEEKLY)):
        lay_shifts(task, now=origin.now)
    db.session.flush()


def plain_values(row: Values) -> dict[str, Any]:
    """Return the fields that stand in the task's own row."""
    return {name: row[name] for name in PLAIN} | {
        "kind": TaskKind(row["kind"]),
        "status": TaskStatus(row["status"]),
        "weekday": WEEKDAYS.index(row["weekday"]) if row["weekday"] else None,
        "from_time": time.fromisoformat(row["from_time"]) if row["from_time"] else None,
        "to_time": time.fromisoformat(row["to_time"]) if row["to_time"] else None,
        "first_on": date.fromisoformat(row["first_on"]) if row["first_on"] else None,
        "last_on": date.fromisoformat(row["last_on"]) if row["last_on"] else None,
    }


def task_complaints(values: Values) -> Iterator[Complaint]:
    """A weekly task, and no other, has its day and times, in order."""
    is_weekly = values["kind"] == TaskKind.WEEKLY
    for name in PATTERN:
        if is_weekly and values[name] is None:
            yield name, gettext("A weekly task needs this.")
        elif not is_weekly and values[name] is not None:
            yield name, gettext("Only a weekly task has this.")
    if not is_weekly and values["last_on"]:
        yield "last_on", gettext("Only a weekly task has this.")
    if values["from_time"] and values["to_time"] and values["to_time"] <= values["from_time"]:
        yield "to_time", gettext("The end is not after the beginning.")
    if values["first_on"] and values["last_on"] and values["last_on"] < values["first_on"]:
        yield "last_on", gettext("The last day is before the first.")


TASKS = FileKind(
    name="tasks",
    columns=(
        Column("code", cells.code),
        Column("association", cells.code, refers_to="associations"),
        Column("title", cells.text()),
        Column("summary", cells.text(longest=400)),
        Column("description", cells.paragraph()),
        Column("what_to_expect", cells.paragraph(), empty="text"),
        Column("what_is_expected", cells.paragraph(), empty="text"),
        Column("kind", cells.choice(TaskKind)),
        Column("area", cells.code, refers_to="areas"),
        Column("place", cells.text(), empty="text"),
        Column("skills", cells.codes, empty="list", refers_to="skills"),
        Column("minimum_age", cells.whole_number(least=10, most=99), empty="none"),
        Column("status", cells.choice((TaskStatus.DRAFT, TaskStatus.PUBLISHED))),
        Column("seats", cells.whole_number(least=1, most=500)),
        Column("weekday", cells.choice(WEEKDAYS), empty="none"),
        Column("from_time", cells.time_of_day, empty="none"),
        Column("to_time", cells.time_of_day, empty="none"),
        Column("first_on", cells.day, empty="none"),
        Column("last_on", cells.day, empty="none"),
    ),
    key=("code",),
    stored=stored_tasks,
    add=add_tasks,
    complaints=task_complaints,
    is_for_upload=True,
)
