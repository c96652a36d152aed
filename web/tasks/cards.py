"""Tasks as cards: all that a list shows of a task, in two queries however long the list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select, true

from web.associations.models import Association, AssociationStatus
from web.catalogue.models import Area
from web.extensions import db
from web.tasks.filters import TaskFilter
from web.tasks.models import Shift, Signup, Task, TaskKind, TaskStatus
from web.tasks.search import relevance, shift_conditions, task_conditions
from web.tasks.slugs import slug_of

ANYTHING = TaskFilter()


@dataclass(frozen=True)
class CardShift:
    """The occasion that a card shows; without times for a micro-task."""

    starts_at: datetime | None
    ends_at: datetime | None
    free_seats: int


@dataclass(frozen=True)
class TaskCard:
    """One open task in a list; `occasions` counts its coming shifts that fit what was asked for."""

    id: int
    slug: str
    title: str
    summary: str
    kind: TaskKind
    association_name: str
    area_name: str
    weekday: int | None
    more_weekdays: Sequence[int]
    every_weeks: int
    from_time: time | None
    to_time: time | None
    minimum_age: int | None
    shift: CardShift
    occasions: int


def open_task_rows(wishes: TaskFilter = ANYTHING, *, now: datetime) -> Select[Any]:
    """Select (task, association name, area name, next fitting start) of every open task that fits."""
    coming = (
        select(Shift.starts_at)
        .where(Shift.task_id == Task.id, *shift_conditions(wishes, now=now))
        .order_by(Shift.starts_at, Shift.id)
        .limit(1)
        .lateral("coming")
    )
    return (
        select(Task, Association.name, Area.name, coming.c.starts_at)
        .join(Association, Association.id == Task.association_id)
        .join(Area, Area.id == Task.area_id)
        .join(coming, true())
        .where(
            Task.status == TaskStatus.PUBLISHED,
            Association.status == AssociationStatus.APPROVED,
            *task_conditions(wishes),
        )
        .order_by(*_order(wishes, coming.c.starts_at))
    )


def cards_of(rows: Sequence[Any], wishes: TaskFilter = ANYTHING, *, now: datetime) -> list[TaskCard]:
    """Turn rows of `open_task_rows` into cards, with the seats of their coming shifts."""
    shifts = shifts_by_task([task.id for task, *_ in rows], wishes, now=now)
    return [
        TaskCard(
            id=task.id,
            slug=slug_of(task.title),
            title=task.title,
            summary=task.summary,
            kind=task.kind,
            association_name=association_name,
            area_name=area_name,
            weekday=task.weekday,
            more_weekdays=task.more_weekdays,
            every_weeks=task.every_weeks,
            from_time=task.from_time,
            to_time=task.to_time,
            minimum_age=task.minimum_age,
            shift=first_with_room(shifts[task.id]),
            occasions=len(shifts[task.id]),
        )
        for task, association_name, area_name, _ in rows
        if task.id in shifts
    ]


def shifts_by_task(
    task_ids: Sequence[int], wishes: TaskFilter = ANYTHING, *, now: datetime
) -> dict[int, list[CardShift]]:
    """Return the coming shifts of the tasks, soonest first, each with its free seats."""
    taken = (
        select(func.count()).where(Signup.shift_id == Shift.id, Signup.seat.is_not(None)).scalar_subquery()
    )
    statement = (
        select(Shift.task_id, Shift.starts_at, Shift.ends_at, Shift.seats - taken)
        .join(Task, Task.id == Shift.task_id)
        .where(Shift.task_id.in_(task_ids), *shift_conditions(wishes, now=now))
        .order_by(Shift.task_id, Shift.starts_at, Shift.id)
    )
    found: dict[int, list[CardShift]] = {}
    for task_id, starts_at, ends_at, free_seats in db.session.execute(statement):
        found.setdefault(task_id, []).append(CardShift(starts_at, ends_at, free_seats))
    return found


def first_with_room(shifts: Sequence[CardShift]) -> CardShift:
    """Return the first shift with a free seat; where all are full, the first."""
    return next((shift for shift in shifts if shift.free_seats > 0), shifts[0])


def _order(wishes: TaskFilter, next_start: ColumnElement[Any]) -> tuple[ColumnElement[Any], ...]:
    soonest = (next_start.asc().nulls_last(), Task.id.asc())
    return (relevance(wishes.words).desc(), *soonest) if wishes.words else soonest
