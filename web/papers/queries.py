"""Reads about papers: what a task asks for, what a volunteer has, and how far they are with each task they want."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, or_, select
from sqlalchemy.orm import contains_eager, joinedload

from web.accounts.models import User
from web.associations.models import Association, AssociationStatus
from web.core import clock
from web.core.errors import NotVisibleError
from web.extensions import db
from web.papers.models import PaperWish
from web.papers.needs import is_to_come
from web.profiles.models import Volunteer
from web.tasks.demands import Demand
from web.tasks.models import Shift, Task, TaskStatus
from web.vetting.asking import Need, needs_of
from web.vetting.models import ClearanceKind, ClearanceStatus
from web.vetting.queries import (
    IN_ORDER,
    Check,
    check_on,
    clearances_of,
    is_running_out,
    is_valid_on,
)
from web.vetting.steps import NextStep, next_step_of


def asked_by_tasks(task_ids: Iterable[int], *, now: datetime) -> dict[int, set[ClearanceKind]]:
    """Return every kind that each task asks for, on all its shifts or on one that is to come."""
    rows = db.session.execute(
        select(Demand.task_id, func.unnest(Demand.clearances))
        .outerjoin(Shift, Shift.id == Demand.shift_id)
        .where(Demand.task_id.in_(set(task_ids)), or_(Demand.shift_id.is_(None), is_to_come(now)))
    )
    found: dict[int, set[ClearanceKind]] = defaultdict(set)
    for task_id, kind in rows:
        found[task_id].add(ClearanceKind(kind))
    return found


def kinds_in_order(volunteer_ids: Iterable[int], *, now: datetime) -> dict[int, set[ClearanceKind]]:
    """Return the kinds that count today for each of these volunteers."""
    day = clock.local_date(now)
    found: dict[int, set[ClearanceKind]] = defaultdict(set)
    for held in clearances_of(volunteer_ids):
        if is_valid_on(held, day):
            found[held.volunteer_id].add(held.kind)
    return found


def checks_for_shifts(volunteers: Sequence[Volunteer], *, now: datetime) -> dict[int, list[Check]]:
    """Return what the shifts they want or have ask of volunteers, and whether it counts today, by volunteer id."""
    ids = [volunteer.id for volunteer in volunteers]
    asked: dict[int, set[ClearanceKind]] = defaultdict(set)
    for need in needs_of(ids, now=now):
        asked[need.volunteer_id].add(need.kind)
    held = {(one.volunteer_id, one.kind): one for one in clearances_of(ids)}
    day = clock.local_date(now)
    return {
        key: [check_on(kind, held.get((key, kind)), day=day) for kind in IN_ORDER if kind in asked[key]]
        for key in ids
    }


@dataclass(frozen=True)
class OwnPaper:
    """A paper as its owner sees it: for which tasks, and what comes next where it is missing or must be renewed soon.

    `is_only_asked`: only associations have asked for it, and the volunteer has not answered yet.
    """

    check: Check
    tasks: Sequence[Task]
    is_running_out: bool
    step: NextStep | None
    is_only_asked: bool


@dataclass(frozen=True)
class WantedTask:
    """A task that the volunteer wants, or is asked to get papers for: what is still missing, and its next open shift."""

    task: Task
    is_asked: bool
    missing: Sequence[ClearanceKind]


def own_papers(volunteer: Volunteer, *, now: datetime) -> list[OwnPaper]:
    """Return every paper that shifts ask of the volunteer, in the order in which the steps are taken."""
    needs = needs_of([volunteer.id], now=now)
    tasks = tasks_by_id(needs)
    found = []
    for check in checks_for_shifts([volunteer], now=now)[volunteer.id]:
        running_out = is_running_out(check, day=clock.local_date(now))
        is_missing = check.status is not ClearanceStatus.REFUSED and (not check.is_valid or running_out)
        step = next_step_of(volunteer, check.kind, now=now) if is_missing else None
        own = [need for need in needs if need.kind is check.kind]
        is_only_asked = all(need.is_only_asked for need in own)
        asking = [tasks[need.task_id] for need in own]
        found.append(OwnPaper(check, asking, running_out, step, is_only_asked))
    return found


def tasks_by_id(needs: Sequence[Need]) -> dict[int, Task]:
    """Return the tasks that ask, by id."""
    ids = {need.task_id for need in needs}
    found = db.session.scalars(
        select(Task).where(Task.id.in_(ids)).options(joinedload(Task.association), joinedload(Task.area))
    )
    return {task.id: task for task in found}


def wanted_tasks(volunteer: Volunteer, *, now: datetime) -> list[WantedTask]:
    """Return the open tasks that the volunteer wants or is asked about, the newest wish first."""
    wishes = db.session.scalars(
        select(PaperWish)
        .join(PaperWish.task)
        .join(Task.association)
        .where(
            PaperWish.volunteer_id == volunteer.id,
            PaperWish.declined_at.is_(None),
            Task.status == TaskStatus.PUBLISHED,
            Association.status == AssociationStatus.APPROVED,
        )
        .options(contains_eager(PaperWish.task).contains_eager(Task.association))
        .order_by(func.coalesce(PaperWish.wished_at, PaperWish.asked_at).desc(), PaperWish.task_id)
    ).all()
    has = kinds_in_order([volunteer.id], now=now)[volunteer.id]
    asked = asked_by_tasks([wish.task_id for wish in wishes], now=now)
    return [
        WantedTask(
            wish.task,
            wish.wished_at is None,
            [kind for kind in IN_ORDER if kind in asked[wish.task_id] - has],
        )
        for wish in wishes
    ]


def wish_of(volunteer: Volunteer, task: Task) -> PaperWish | None:
    """Return the volunteer's wish for a task, the association's question about it, or their no to it."""
    return db.session.get(PaperWish, (volunteer.id, task.id))


def own_wish(user: User, task_id: int) -> PaperWish:
    """Return the user's own wish for a task, or a question to them; raise NotVisibleError where none stands."""
    wish = db.session.scalar(
        select(PaperWish)
        .join(PaperWish.volunteer)
        .where(PaperWish.task_id == task_id, PaperWish.declined_at.is_(None), Volunteer.user_id == user.id)
    )
    if wish is None:
        raise NotVisibleError
    return wish
