"""What Danish law lets young people do at work, and how much: the hours as a table, the kinds of work from the database.

Source: Arbejdstilsynet, the order on young people's work as it has been in force since 1 January 2025 (13–14 years, and
older ones of school age; 15–17 years after school age). `KindOfWork` holds which work is allowed from which age.
"""

from __future__ import annotations

import enum
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from web.core.ages import age_on
from web.core.clock import LOCAL_ZONE
from web.core.week import DAYS, Week
from web.small_jobs.kinds import KindOfWork
from web.small_jobs.models import SmallJob

GROWN_UP = 18
ALWAYS_SCHOOL_BELOW = 15
HOUR = 60


@dataclass(frozen=True)
class HourLimit:
    """The most minutes of work for an age; `keeps_to_the_usual_hours` means between 6 and 20 whatever the work."""

    youngest_age: int
    oldest_age: int
    is_at_school: bool
    minutes_per_school_day: int
    minutes_per_free_day: int
    minutes_per_school_week: int
    minutes_per_free_week: int
    keeps_to_the_usual_hours: bool


HOUR_LIMITS = (
    HourLimit(13, 14, True, 2 * HOUR, 7 * HOUR, 12 * HOUR, 35 * HOUR, True),
    HourLimit(15, 17, True, 2 * HOUR, 8 * HOUR, 12 * HOUR, 40 * HOUR, True),
    HourLimit(15, 17, False, 8 * HOUR, 8 * HOUR, 40 * HOUR, 40 * HOUR, False),
    HourLimit(18, 120, False, 13 * HOUR, 13 * HOUR, 48 * HOUR, 48 * HOUR, False),
)
USUAL_HOURS = (6, 20)


class Obstacle(enum.StrEnum):
    """Why somebody may not have a small job."""

    TOO_YOUNG_TO_WORK = "too_young_to_work"
    TOO_YOUNG_FOR_THE_WORK = "too_young_for_the_work"
    TOO_YOUNG_FOR_THE_JOB = "too_young_for_the_job"
    TOO_OLD_FOR_THE_JOB = "too_old_for_the_job"
    TOO_MANY_HOURS = "too_many_hours"
    FORBIDDEN_HOURS = "forbidden_hours"


def limit_at(age: int, *, is_at_school: bool) -> HourLimit | None:
    """Return the limit for an age; None for those who may not work at all."""
    still_at_school = age < GROWN_UP and (is_at_school or age < ALWAYS_SCHOOL_BELOW)
    return next(
        (
            limit
            for limit in HOUR_LIMITS
            if limit.youngest_age <= age <= limit.oldest_age and limit.is_at_school == still_at_school
        ),
        None,
    )


def limit_of(born_on: date, day: date, *, is_at_school: bool) -> HourLimit | None:
    """Return the limit that holds for somebody on a day."""
    return limit_at(age_on(born_on, day), is_at_school=is_at_school)


def allowed_week(kind: KindOfWork, limit: HourLimit) -> Week:
    """Return the half hours of the week in which this work is allowed."""
    first, last = hours_allowed(kind, limit)
    return Week.from_intervals((weekday, first * HOUR, last * HOUR) for weekday in range(DAYS))


def obstacles(job: SmallJob, *, age: int, is_at_school: bool) -> Iterator[Obstacle]:
    """Yield every rule, of the law and of the job, that stands between somebody of this age and the job."""
    limit = limit_at(age, is_at_school=is_at_school)
    if limit is None:
        yield Obstacle.TOO_YOUNG_TO_WORK
        return
    if age < job.kind_of_work.youngest_age:
        yield Obstacle.TOO_YOUNG_FOR_THE_WORK
    elif age < job.youngest_age:
        yield Obstacle.TOO_YOUNG_FOR_THE_JOB
    if job.oldest_age is not None and age > job.oldest_age:
        yield Obstacle.TOO_OLD_FOR_THE_JOB
    if job.hours_from * HOUR > limit.minutes_per_school_week:
        yield Obstacle.TOO_MANY_HOURS
    if (job.week & allowed_week(job.kind_of_work, limit)).minutes < job.hours_from * HOUR:
        yield Obstacle.FORBIDDEN_HOURS


class DayProblem(enum.StrEnum):
    """Why a day at work is not as the law wants it."""

    TOO_LONG = "too_long"
    TOO_LONG_FOR_A_SCHOOL_DAY = "too_long_for_a_school_day"
    TOO_EARLY_OR_LATE = "too_early_or_late"


def problem_of_day(
    starts_at: datetime, ends_at: datetime, kind: KindOfWork, limit: HourLimit, *, is_school_free: bool
) -> DayProblem | None:
    """Return what is wrong with a day at work, if anything; Saturdays and Sundays are free of school."""
    start, end = starts_at.astimezone(LOCAL_ZONE), ends_at.astimezone(LOCAL_ZONE)
    minutes = (ends_at - starts_at).total_seconds() / 60
    if minutes > limit.minutes_per_free_day:
        return DayProblem.TOO_LONG
    is_school_day = limit.is_at_school and start.weekday() < 5 and not is_school_free
    if is_school_day and minutes > limit.minutes_per_school_day:
        return DayProblem.TOO_LONG_FOR_A_SCHOOL_DAY
    first, last = hours_allowed(kind, limit)
    if start.hour < first or end.date() != start.date() or end.hour * 60 + end.minute > last * 60:
        return None if limit.youngest_age >= GROWN_UP else DayProblem.TOO_EARLY_OR_LATE
    return None


def hours_allowed(kind: KindOfWork, limit: HourLimit) -> tuple[int, int]:
    """Return from and until which hour of the day this work is allowed."""
    if limit.youngest_age >= GROWN_UP:
        return 0, 24
    return USUAL_HOURS if limit.keeps_to_the_usual_hours else (kind.earliest_hour, kind.latest_hour)


class HoursWarning(enum.StrEnum):
    """What is to be said about the hours of a week."""

    ONLY_WITHOUT_SCHOOL = "only_without_school"
    MORE_THAN_ALLOWED = "more_than_allowed"


def warning_of_week(minutes: int, limit: HourLimit | None) -> HoursWarning | None:
    """Return what the law has against so many minutes in a week, if anything."""
    if limit is None:
        return HoursWarning.MORE_THAN_ALLOWED if minutes else None
    if minutes > limit.minutes_per_free_week:
        return HoursWarning.MORE_THAN_ALLOWED
    if minutes > limit.minutes_per_school_week:
        return HoursWarning.ONLY_WITHOUT_SCHOOL
    return None
