"""Weekly tasks lay their shifts ahead, at the same time on the clock all year, and never twice."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
from sqlalchemy import func, select

from tests.web import factories as make
from web.extensions import db
from web.tasks.drafts import WeeklyPattern, times_on
from web.tasks.models import Shift, Task, TaskKind, TaskStatus
from web.tasks.shift_services import call_off_shift, change_shift
from web.tasks.weekly import extend_weekly_tasks, occurrences

AFTERNOON = WeeklyPattern(
    weekday=1, from_time=time(16), to_time=time(18), first_on=date(2026, 3, 1), last_on=None
)


def make_weekly(**values: object) -> Task:
    """A task every Tuesday from four to six, from the day of the tests."""
    defaults = {
        "kind": TaskKind.WEEKLY,
        "weekday": 1,
        "from_time": time(16),
        "to_time": time(18),
        "first_on": make.TODAY,
        "seats": 3,
    }
    return make.make_task(**(defaults | values))


def starts_of(task: Task) -> list[datetime]:
    return list(
        db.session.scalars(select(Shift.starts_at).where(Shift.task_id == task.id).order_by(Shift.starts_at))
    )


def test_a_weekly_task_keeps_its_time_on_the_clock_across_the_spring_change() -> None:
    found = list(occurrences(AFTERNOON, first=date(2026, 3, 23), last=date(2026, 4, 5)))
    assert [shift.starts_at.hour for shift in found] == [15, 14]
    assert [shift.ends_at - shift.starts_at for shift in found] == [timedelta(hours=2)] * 2


def test_a_weekly_task_keeps_its_time_on_the_clock_across_the_autumn_change() -> None:
    found = list(occurrences(AFTERNOON, first=date(2026, 10, 19), last=date(2026, 11, 1)))
    assert [shift.starts_at.hour for shift in found] == [14, 15]


def test_occurrences_stay_between_the_first_and_the_last_date() -> None:
    pattern = WeeklyPattern(1, time(16), time(18), date(2026, 3, 3), date(2026, 3, 17))
    found = occurrences(pattern, first=date(2026, 1, 1), last=date(2026, 12, 31))
    assert [shift.starts_at.date() for shift in found] == [date(2026, 3, day) for day in (3, 10, 17)]


def test_a_shift_inside_the_hour_that_spring_skips_keeps_its_length() -> None:
    shift = times_on(date(2026, 3, 29), time(2), time(3))
    assert shift.ends_at - shift.starts_at == timedelta(hours=1)


def test_an_evening_shift_may_end_after_midnight() -> None:
    shift = times_on(date(2026, 6, 5), time(22), time(1))
    assert shift.ends_at - shift.starts_at == timedelta(hours=3)


@pytest.mark.usefixtures("database")
class TestExtending:
    def test_shifts_are_laid_eight_weeks_ahead_with_the_tasks_seats(self) -> None:
        task = make_weekly()
        assert extend_weekly_tasks(now=make.NOW) == 8
        assert starts_of(task)[0] == datetime(2026, 3, 3, 15, tzinfo=UTC)
        assert set(db.session.scalars(select(Shift.seats))) == {3}

    def test_extending_twice_adds_nothing(self) -> None:
        make_weekly()
        extend_weekly_tasks(now=make.NOW)
        assert extend_weekly_tasks(now=make.NOW) == 0

    def test_a_week_later_one_more_shift_is_laid(self) -> None:
        task = make_weekly()
        extend_weekly_tasks(now=make.NOW)
        assert extend_weekly_tasks(now=make.NOW + timedelta(weeks=1)) == 1
        assert len(set(starts_of(task))) == 9

    def test_a_shift_that_was_moved_does_not_come_back(self) -> None:
        task = make_weekly()
        extend_weekly_tasks(now=make.NOW)
        shift = db.session.scalars(select(Shift).order_by(Shift.starts_at)).first()
        assert shift is not None
        by = task.association.coordinators[0]
        change_shift(shift, times_on(date(2026, 3, 4), time(16), time(18)), seats=3, by=by, now=make.NOW)
        extend_weekly_tasks(now=make.NOW + timedelta(hours=1))
        assert datetime(2026, 3, 3, 15, tzinfo=UTC) not in starts_of(task)

    def test_a_shift_that_was_called_off_stays_called_off(self) -> None:
        task = make_weekly()
        extend_weekly_tasks(now=make.NOW)
        shift = db.session.scalars(select(Shift).order_by(Shift.starts_at)).first()
        assert shift is not None
        call_off_shift(shift, reason="", by=task.association.coordinators[0], now=make.NOW)
        extend_weekly_tasks(now=make.NOW + timedelta(days=1))
        on_that_day = select(func.count()).where(Shift.starts_at == shift.starts_at)
        assert db.session.scalar(on_that_day) == 1

    def test_a_closed_task_lays_no_more_shifts(self) -> None:
        make_weekly(status=TaskStatus.CLOSED)
        assert extend_weekly_tasks(now=make.NOW) == 0

    def test_a_task_that_has_ended_lays_no_more_shifts(self) -> None:
        make_weekly(first_on=date(2026, 1, 1), last_on=date(2026, 3, 1))
        assert extend_weekly_tasks(now=make.NOW) == 0

    def test_todays_shift_is_laid_only_while_it_is_still_to_come(self) -> None:
        task = make_weekly(weekday=0, from_time=time(8), to_time=time(9))
        extend_weekly_tasks(now=make.NOW)
        assert starts_of(task)[0] == datetime(2026, 3, 9, 7, tzinfo=UTC)
