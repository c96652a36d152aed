"""When two could meet at work, and how many minutes a week that makes."""

from __future__ import annotations

from functools import lru_cache

from matcher.small_jobs.day import PLENTY, SOME
from matcher.small_jobs.law import AgeLimit
from matcher.small_jobs.people import Opening, YoungPerson
from matcher.week import HALF_HOURS_PER_DAY, MINUTES_PER_HALF_HOUR, Week

A_DAY = (1 << HALF_HOURS_PER_DAY) - 1


def possible_hours(person: YoungPerson, opening: Opening, limit: AgeLimit) -> Week:
    """Half hours in which there is work, and they are free, have energy, and may work."""
    return (opening.week & person.free & person.energy.hours(least=SOME) & limit.hours) - person.engagements


def best_hours(person: YoungPerson, opening: Opening, limit: AgeLimit) -> Week:
    """Those of the possible hours in which they have plenty of energy."""
    return possible_hours(person, opening, limit) & person.energy.hours(least=PLENTY)


def half_hours_by_day(week: Week) -> list[int]:
    """How many half hours each day has."""
    return [(week.bits >> (day * HALF_HOURS_PER_DAY) & A_DAY).bit_count() for day in range(7)]


def workable_minutes(week: Week, limit: AgeLimit) -> int:
    """Minutes of work that fit, no day longer than the law allows, in whole half hours."""
    most = limit.most_minutes_per_day // MINUTES_PER_HALF_HOUR
    if week.bits.bit_count() <= most:
        return week.minutes
    return sum(min(found, most) for found in half_hours_by_day(week)) * MINUTES_PER_HALF_HOUR


@lru_cache(maxsize=4096)
def legal_minutes(week: Week, limit: AgeLimit) -> int:
    """Minutes a week that the law allows within the hours of the work."""
    return min(limit.most_minutes_per_week, workable_minutes(week & limit.hours, limit))


def minutes_to_start(person: YoungPerson, opening: Opening, limit: AgeLimit) -> int:
    """Minutes a week to start with: those wished for, or as many as the work, the law and the week have."""
    fitting = workable_minutes(possible_hours(person, opening, limit), limit)
    return min(person.start_minutes, opening.most_minutes, limit.most_minutes_per_week, fitting)


def minutes_in_time(person: YoungPerson, opening: Opening, limit: AgeLimit) -> int:
    """Minutes a week it can grow to."""
    fitting = workable_minutes(possible_hours(person, opening, limit), limit)
    return min(person.goal, opening.most_minutes, limit.most_minutes_per_week, fitting)
