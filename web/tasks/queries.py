"""Reads of open tasks that anybody may see."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Select, select

from web.associations.models import Association
from web.core.paging import Page
from web.extensions import db
from web.tasks.cards import ANYTHING, TaskCard, cards_of, open_task_rows
from web.tasks.filters import TaskFilter
from web.tasks.models import Shift, Task
from web.tasks.offers import taken_seats
from web.tasks.search import shift_conditions

TASKS_PER_PAGE = 24  # fills rows of two, three and four cards


def newest_open_tasks(limit: int, *, now: datetime) -> list[TaskCard]:
    """Return the tasks with free seats that were posted last, newest first."""
    with_room = select(Shift.id).where(
        Shift.task_id == Task.id, *shift_conditions(ANYTHING, now=now), Shift.seats > taken_seats()
    )
    statement = open_task_rows(now=now).where(with_room.exists())
    statement = statement.order_by(None).order_by(Task.created_at.desc(), Task.id.desc())
    return cards_of(db.session.execute(statement.limit(limit)).all(), now=now)


def find_tasks(wishes: TaskFilter, *, page: int, now: datetime) -> Page[TaskCard]:
    """Return one page of the open tasks that fit: best first where words are asked for, else soonest first."""
    return _page_of_cards(open_task_rows(wishes, now=now), wishes, number=page, now=now)


def open_tasks_of(association: Association, *, page: int, now: datetime) -> Page[TaskCard]:
    """Return one page of the open tasks of an association, soonest first."""
    statement = open_task_rows(now=now).where(Task.association_id == association.id)
    return _page_of_cards(statement, TaskFilter(), number=page, now=now)


def _page_of_cards(
    statement: Select[Any], wishes: TaskFilter, *, number: int, now: datetime
) -> Page[TaskCard]:
    rows = db.session.execute(statement.limit(TASKS_PER_PAGE + 1).offset((number - 1) * TASKS_PER_PAGE)).all()
    return Page(
        items=cards_of(rows[:TASKS_PER_PAGE], wishes, now=now),
        number=number,
        has_next=len(rows) > TASKS_PER_PAGE,
    )
