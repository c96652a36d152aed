"""Weekly tasks lay their shifts eight weeks ahead, at the same time on the clock all year."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date, datetime, timedelta

from sqlalchemy import or_, select
from sqlalchemy.dialects.postgresql import insert

from web.core.clock import local_date
from web.extensions import db
from web.tasks.closed_days import days_closed, is_holiday
from web.tasks.drafts import ShiftTimes, WeeklyPattern, times_on
from web.tasks.models import Shift, Task, TaskKind, TaskStatus

AHEAD = timedelta(weeks=8)


def occurrences(
    pattern: WeeklyPattern, *, first: date, last: date, closed: Collection[date] = ()
) -> Iterator[ShiftTimes]:
    """Yield the shifts of a pattern from day `first` to day `last`, both included, but not on closed days."""
    begin = max(first, pattern.first_on)
    end = last if pattern.last_on is None else min(last, pattern.last_on)
    for number in range((end - begin).days + 1):
        day = begin + timedelta(days=number)
        is_off = day in closed or (pattern.pauses_on_holidays and is_holiday(day))
        if pattern.includes(day) and not is_off:
            yield times_on(day, pattern.from_time, pattern.to_time)


def pattern_of(task: Task) -> WeeklyPattern:
    """Return the stored pattern of a weekly task; a database constraint keeps it complete."""
    if task.weekday is None or task.from_time is None or task.to_time is None or task.first_on is None:
        raise ValueError(f"task {task.id} is not weekly")
    return WeeklyPattern(
        task.weekday,
        task.from_time,
        task.to_time,
        task.first_on,
        task.last_on,
        tuple(task.more_weekdays),
        task.every_weeks,
        task.pauses_on_holidays,
    )


def extend_weekly_tasks(*, now: datetime) -> int:
    """Lay the shifts of every weekly task that is not closed up to eight weeks ahead; return how many were new.

    May be run as often as one likes: a day is laid once, and the database refuses a second shift at the same time.
    """
    horizon = local_date(now) + AHEAD
    due = select(Task).where(
        Task.kind == TaskKind.WEEKLY,
        Task.status != TaskStatus.CLOSED,
        or_(Task.laid_until.is_(None), Task.laid_until < horizon),
    )
    tasks = db.session.scalars(due.order_by(Task.id).with_for_update(of=Task, skip_locked=True)).all()
    return sum(lay_shifts(task, now=now) for task in tasks)


def lay_shifts(task: Task, *, now: datetime) -> int:
    """Lay the shifts of one weekly task from where it was left to eight weeks ahead; return how many were new."""
    today = local_date(now)
    first = today if task.laid_until is None else max(today, task.laid_until + timedelta(days=1))
    last = today + AHEAD
    closed = days_closed(task.association_id, since=first)
    laid = occurrences(pattern_of(task), first=first, last=last, closed=closed)
    coming = [times for times in laid if times.starts_at > now]
    task.laid_until = max(last, task.laid_until or last)
    return sum(_lay(task, times) for times in coming)


def _lay(task: Task, times: ShiftTimes) -> bool:
    statement = (
        insert(Shift)
        .values(task_id=task.id, seats=task.seats, starts_at=times.starts_at, ends_at=times.ends_at)
        .on_conflict_do_nothing(index_elements=["task_id", "starts_at"])
        .returning(Shift.id)
    )
    return db.session.scalar(statement) is not None
