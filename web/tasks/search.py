"""Which open tasks fit a visitor's wishes, said as conditions on tasks and on their coming shifts."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, cast, func, or_, select
from sqlalchemy.dialects.postgresql import REGCONFIG, TSQUERY

from web.associations.models import Association
from web.catalogue.queries import all_areas
from web.core.clock import LOCAL_ZONE, at_local_time
from web.tasks.filters import HOURS, TaskFilter
from web.tasks.models import Shift, Task, TaskKind, task_skills
from web.tasks.nearby import areas_within

DANISH = cast("danish", REGCONFIG)
SHORTEST_PART_OF_A_WORD = 4
SEARCH_SIGNS = frozenset('-"')


def task_conditions(wishes: TaskFilter) -> list[ColumnElement[bool]]:
    """Return what a task itself must fulfil."""
    conditions: list[ColumnElement[bool]] = []
    if wishes.words:
        conditions.append(mentions(wishes.words))
    if wishes.area is not None:
        ids = areas_within(wishes.area, radius_km=wishes.within_km, among=all_areas())
        conditions.append(Task.area_id.in_([*ids, wishes.area.id]))
    if wishes.skill is not None:
        with_skill = select(task_skills.c.task_id).where(task_skills.c.skill_id == wishes.skill.id)
        conditions.append(Task.id.in_(with_skill))
    if wishes.is_micro:
        conditions.append(Task.kind == TaskKind.MICRO)
    return conditions


def shift_conditions(wishes: TaskFilter, *, now: datetime) -> list[ColumnElement[bool]]:
    """Return what a shift must fulfil to be worth showing: still to come, and at a time that suits."""
    coming: ColumnElement[bool] = Shift.starts_at > now
    if not wishes.asks_for_a_time:
        coming = or_(coming, and_(Shift.starts_at.is_(None), Task.kind == TaskKind.MICRO))
    conditions = [coming, Shift.called_off_at.is_(None)]
    local = func.timezone(LOCAL_ZONE.key, Shift.starts_at)
    if wishes.weekdays:
        conditions.append(func.extract("isodow", local).in_([day + 1 for day in sorted(wishes.weekdays)]))
    if wishes.parts:
        hour = func.extract("hour", local)
        spans = [HOURS[part] for part in sorted(wishes.parts)]
        conditions.append(or_(*(and_(hour >= first, hour < end) for first, end in spans)))
    if wishes.from_on is not None:
        conditions.append(Shift.starts_at >= at_local_time(wishes.from_on, 0))
    if wishes.to_on is not None:
        conditions.append(Shift.starts_at < at_local_time(wishes.to_on + timedelta(days=1), 0))
    return conditions


def mentions(words: str) -> ColumnElement[bool]:
    """Tell whether the task, or its association's name, speaks of the words.

    Danish joins words together (*lektiehjælp*), so the inside of longer words counts too, in the title and summary.
    """
    query = search_query(words)
    named = select(Association.id).where(func.to_tsvector(DANISH, Association.name).op("@@")(query))
    found: list[ColumnElement[bool]] = [Task.search.op("@@")(query), Task.association_id.in_(named)]
    parts = plain_words(words)
    if parts and all(len(part) >= SHORTEST_PART_OF_A_WORD for part in parts):
        text = Task.title + " " + Task.summary
        found.append(and_(*(text.icontains(part, autoescape=True) for part in parts)))
    return or_(*found)


def relevance(words: str) -> ColumnElement[float]:
    """Return how well a task's text fits the words."""
    return func.ts_rank(Task.search, search_query(words))


def search_query(words: str) -> ColumnElement[str]:
    """Return the words as a Danish full-text query; beginnings of words count, unless search signs are used."""
    typed = func.websearch_to_tsquery(DANISH, words)
    parts = plain_words(words)
    if not parts:
        return cast(typed, TSQUERY)
    beginnings = func.to_tsquery(DANISH, " & ".join(f"'{part}':*" for part in parts))
    return cast(typed.op("||")(beginnings), TSQUERY)


def plain_words(words: str) -> list[str]:
    """Return the single words; none where quotes or minus signs give the search a meaning of its own."""
    return [] if SEARCH_SIGNS & set(words) else re.findall(r"\w+", words)
