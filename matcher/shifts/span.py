"""Half-open stretches of real time, and the free hours of a week laid out on real days."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from matcher.week import HALF_HOURS_PER_DAY, HALF_HOURS_PER_WEEK, MINUTES_PER_HALF_HOUR, Week


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """From `starts_at` up to, but not with, `ends_at`; both know their time zone."""

    starts_at: datetime
    ends_at: datetime

    @property
    def minutes(self) -> int:
        """Real minutes, also over a clock change."""
        return minutes_between(self.starts_at, self.ends_at)

    def contains(self, other: Span) -> bool:
        """Whether the other lies wholly within this one."""
        return self.starts_at <= other.starts_at and other.ends_at <= self.ends_at


def instant(moment: datetime) -> int:
    """Whole seconds since 1970: two moments compare as they really follow each other."""
    return int(moment.timestamp())


def minutes_between(start: datetime, end: datetime) -> int:
    """Real minutes from one moment to another, rounded up: subtracting local times would ignore a clock change."""
    return -((instant(start) - instant(end)) // 60)


def joined(spans: Iterable[Span]) -> tuple[Span, ...]:
    """The same time in as few spans as possible, in order."""
    found: list[Span] = []
    for span in sorted(spans, key=lambda s: (instant(s.starts_at), instant(s.ends_at))):
        if found and instant(span.starts_at) <= instant(found[-1].ends_at):
            last = max(found[-1].ends_at, span.ends_at, key=instant)
            found[-1] = Span(found[-1].starts_at, last)
        else:
            found.append(span)
    return tuple(found)


def spans_of_week(week: Week, *, first_on: date, last_on: date, zone: tzinfo) -> tuple[Span, ...]:
    """A weekly pattern as real time on every day from `first_on` to `last_on`, both included."""
    days = (first_on + timedelta(days=number) for number in range((last_on - first_on).days + 1))
    return joined(span for day in days for span in spans_of_day(week, day, zone=zone))


def spans_of_day(week: Week, day: date, *, zone: tzinfo) -> Iterable[Span]:
    """The free half hours of one day as real time; what the clock change leaves out is left out."""
    first = day.weekday() * HALF_HOURS_PER_DAY
    bits = (week.bits & ((1 << HALF_HOURS_PER_WEEK) - 1)) >> first
    start = None
    for half_hour in range(HALF_HOURS_PER_DAY + 1):
        is_free = half_hour < HALF_HOURS_PER_DAY and bits >> half_hour & 1
        if is_free and start is None:
            start = half_hour
        elif not is_free and start is not None:
            span = Span(local_moment(day, start, zone=zone), local_moment(day, half_hour, zone=zone))
            if instant(span.starts_at) < instant(span.ends_at):
                yield span
            start = None


def local_moment(day: date, half_hour: int, *, zone: tzinfo) -> datetime:
    """The moment at which the clock on the wall shows that half hour, in universal time."""
    wall = datetime.combine(day, time(), zone) + timedelta(minutes=half_hour * MINUTES_PER_HALF_HOUR)
    return wall.astimezone(UTC)


def monday_of(moment: datetime, *, zone: tzinfo) -> date:
    """The Monday of the week in which that moment falls, by the clock on the wall."""
    day = moment.astimezone(zone).date()
    return day - timedelta(days=day.weekday())
