"""A task as a coordinator has written it, before anything is stored."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from web.catalogue.models import Area, Skill
from web.core.clock import at_local_time, monday_of
from web.tasks.models import TaskKind


@dataclass(frozen=True)
class ShiftTimes:
    """When a shift begins and ends."""

    starts_at: datetime
    ends_at: datetime


def times_on(day: date, start: time, end: time) -> ShiftTimes:
    """Return the shift of one day by the Danish clock; an end that is not after the start is the next morning's.

    Where a clock change would leave nothing of it, the shift keeps its length.
    """
    end_day = day if end > start else day + timedelta(days=1)
    starts_at = at_local_time(day, start.hour, start.minute)
    ends_at = at_local_time(end_day, end.hour, end.minute)
    if ends_at <= starts_at:
        ends_at = starts_at + (datetime.combine(end_day, end) - datetime.combine(day, start))
    return ShiftTimes(starts_at, ends_at)


@dataclass(frozen=True)
class WeeklyPattern:
    """The same time each week, from the first day to the last (or on and on); Monday is weekday 0.

    An end that is not after the start belongs to the next morning.
    """

    weekday: int
    from_time: time
    to_time: time
    first_on: date
    last_on: date | None
    more_weekdays: tuple[int, ...] = ()
    every_weeks: int = 1
    pauses_on_holidays: bool = False

    def includes(self, day: date) -> bool:
        """Tell whether the pattern has a shift on that day, holidays apart."""
        if day.weekday() not in (self.weekday, *self.more_weekdays):
            return False
        return (monday_of(day) - monday_of(self.first_on)).days // 7 % self.every_weeks == 0


@dataclass(frozen=True)
class TaskDraft:
    """All that the one page asks for: `shifts` for a dated task, `weekly` for a weekly one, neither for a micro-task."""

    title: str
    summary: str
    description: str
    what_to_expect: str
    what_is_expected: str
    kind: TaskKind
    area: Area
    place: str
    skills: tuple[Skill, ...]
    minimum_age: int | None
    seats: int
    confirms_at_once: bool = False
    swaps_need_say: bool = True
    shifts: tuple[ShiftTimes, ...] = ()
    weekly: WeeklyPattern | None = None

    @property
    def weekday(self) -> int | None:
        return None if self.weekly is None else self.weekly.weekday

    @property
    def from_time(self) -> time | None:
        return None if self.weekly is None else self.weekly.from_time

    @property
    def to_time(self) -> time | None:
        return None if self.weekly is None else self.weekly.to_time

    @property
    def first_on(self) -> date | None:
        return None if self.weekly is None else self.weekly.first_on

    @property
    def more_weekdays(self) -> tuple[int, ...]:
        return () if self.weekly is None else self.weekly.more_weekdays

    @property
    def every_weeks(self) -> int:
        return 1 if self.weekly is None else self.weekly.every_weeks

    @property
    def pauses_on_holidays(self) -> bool:
        return True if self.weekly is None else self.weekly.pauses_on_holidays

    @property
    def last_on(self) -> date | None:
        return None if self.weekly is None else self.weekly.last_on
