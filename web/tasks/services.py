"""Posting a task and what becomes of it: changed, published, closed, opened again."""

from __future__ import annotations

import uuid
from datetime import datetime

from flask_babel import gettext
from sqlalchemy import delete, exists, select

from web.accounts.models import User
from web.associations.models import Association, AssociationStatus
from web.audit.services import record_event, take_step
from web.core.clock import local_date
from web.core.errors import RuleError
from web.core.locks import lock_row
from web.extensions import db
from web.tasks.demand_services import ensure_shift_has_enough
from web.tasks.drafts import TaskDraft
from web.tasks.models import TASK_STEPS, Shift, Signup, Task, TaskKind
from web.tasks.shift_services import change_shift
from web.tasks.weekly import lay_shifts


def post_task(association: Association, draft: TaskDraft, *, by: User, now: datetime) -> Task:
    """Store what the coordinator wrote as a draft task, with its shifts."""
    task = Task(code=f"task-{uuid.uuid4()}", association=association, kind=draft.kind)
    _write(draft, to=task)
    db.session.add(task)
    db.session.flush()
    _lay_first_shifts(task, draft, now=now)
    record_event("task: post", task, by=by, now=now)
    return task


def publish_task(task: Task, *, by: User, now: datetime) -> None:
    """Let everybody find the task.

    Raises RuleError while the association waits for approval, or when no shift lies ahead.
    """
    _ensure_may_be_public(task, now=now)
    take_step(task, TASK_STEPS, "publish", by=by, now=now)


def close_task(task: Task, *, by: User, now: datetime) -> None:
    """Take the task off the list; who has signed up stays signed up."""
    take_step(task, TASK_STEPS, "close", by=by, now=now)


def reopen_task(task: Task, *, by: User, now: datetime) -> None:
    """Put a closed task back on the list, under the same conditions as publishing it."""
    if task.kind is TaskKind.WEEKLY:
        lay_shifts(task, now=now)
    _ensure_may_be_public(task, now=now)
    take_step(task, TASK_STEPS, "reopen", by=by, now=now)


def change_task(task: Task, draft: TaskDraft, *, by: User, now: datetime) -> int:
    """Write the coordinator's changes; return how many coming shifts keep an old time because people signed up.

    A new weekly pattern replaces the coming shifts that nobody has signed up for. Dated shifts are moved one by one.
    """
    lock_row(task)
    has_new_pattern = draft.weekly is not None and _pattern_values(task) != _pattern_values(draft)
    has_new_seats = draft.seats != task.seats
    if has_new_seats:
        ensure_shift_has_enough(task, None, draft.seats)
    _write(draft, to=task)
    db.session.flush()
    kept = 0
    if has_new_pattern or (has_new_seats and draft.weekly is not None):
        kept = _lay_again(task, now=now)
    if has_new_seats and task.kind is TaskKind.MICRO:
        for shift in task.shifts:
            change_shift(shift, None, seats=draft.seats, by=by, now=now)
    record_event("task: change", task, by=by, now=now)
    return kept


def _write(draft: TaskDraft, *, to: Task) -> None:
    for name in ("title", "summary", "description", "what_to_expect", "what_is_expected", "area", "place"):
        setattr(to, name, getattr(draft, name))
    for name in ("minimum_age", "seats", "confirms_at_once", "swaps_need_say"):
        setattr(to, name, getattr(draft, name))
    for name in (
        "weekday",
        "from_time",
        "to_time",
        "first_on",
        "last_on",
        "every_weeks",
        "pauses_on_holidays",
    ):
        setattr(to, name, getattr(draft, name))
    to.more_weekdays = list(draft.more_weekdays)
    to.skills = list(draft.skills)


def _pattern_values(source: Task | TaskDraft) -> tuple[object, ...]:
    days = sorted(source.more_weekdays)
    rhythm = (source.weekday, days, source.every_weeks, source.pauses_on_holidays)
    return (*rhythm, source.from_time, source.to_time, source.first_on, source.last_on)


def _lay_first_shifts(task: Task, draft: TaskDraft, *, now: datetime) -> None:
    if draft.kind is TaskKind.WEEKLY:
        lay_shifts(task, now=now)
    elif draft.kind is TaskKind.MICRO:
        db.session.add(Shift(task=task, seats=draft.seats))
    for times in draft.shifts:
        db.session.add(Shift(task=task, seats=draft.seats, starts_at=times.starts_at, ends_at=times.ends_at))
    db.session.flush()


def _lay_again(task: Task, *, now: datetime) -> int:
    """Remove the coming shifts without sign-ups and lay the new ones; return how many stayed."""
    db.session.execute(select(Shift.id).where(Shift.task_id == task.id).order_by(Shift.id).with_for_update())
    has_signups = exists().where(Signup.shift_id == Shift.id)
    coming = (Shift.task_id == task.id, Shift.starts_at > now, Shift.called_off_at.is_(None))
    db.session.execute(
        delete(Shift).where(*coming, ~has_signups), execution_options={"synchronize_session": "fetch"}
    )
    kept = db.session.scalars(select(Shift.id).where(*coming)).all()
    task.laid_until = None
    lay_shifts(task, now=now)
    db.session.flush()
    return len(kept)


def _ensure_may_be_public(task: Task, *, now: datetime) -> None:
    if task.association.status is not AssociationStatus.APPROVED:
        raise RuleError(
            gettext("The association has not been approved yet. The task is kept as a draft until then.")
        )
    is_ahead = exists().where(Shift.task_id == task.id, Shift.called_off_at.is_(None), Shift.starts_at > now)
    has_pattern_ahead = task.kind is TaskKind.WEEKLY and (
        task.last_on is None or task.last_on >= local_date(now)
    )
    if task.kind is not TaskKind.MICRO and not has_pattern_ahead and not db.session.scalar(select(is_ahead)):
        raise RuleError(gettext("All times of this task are over. Add a new time, or post it again."))
