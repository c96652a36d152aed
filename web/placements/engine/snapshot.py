"""Rows become a problem of small jobs: no name, no words, and no place finer than the area."""

from __future__ import annotations

from datetime import date, datetime

import matcher
from matcher import small_jobs as engine
from web.catalogue.models import Area
from web.core.clock import local_date
from web.core.week import DAYS, Week
from web.placements.intake import JobIntake
from web.small_jobs.age_law import GROWN_UP, HOUR, HOUR_LIMITS, HourLimit, hours_allowed
from web.small_jobs.kinds import KindOfWork
from web.small_jobs.models import SmallJob, WorkWishes
from web.youth.ages import age_on


def snapshot(intake: JobIntake, *, now: datetime) -> engine.Problem:
    """Return the problem of everybody who was read; raise `MatcherError` where it makes no sense."""
    day = local_date(now)
    kinds = {job.kind_of_work.code: job.kind_of_work for job in intake.jobs}
    people = frozenset(wishes.young_person_id for wishes in intake.wishes)
    jobs = frozenset(job.id for job in intake.jobs)

    def known(pairs: frozenset[tuple[int, int]]) -> frozenset[tuple[str, str]]:
        return frozenset((str(p), str(j)) for p, j in pairs if p in people and j in jobs)

    return engine.Problem(
        people=tuple(person_value(wishes, intake, day=day) for wishes in intake.wishes),
        openings=tuple(opening_value(job, intake) for job in intake.jobs),
        limits={code: limits_of(kind) for code, kind in kinds.items()},
        declined_pairs=known(intake.out),
        published_pairs=known(intake.published),
    )


def limits_of(kind: KindOfWork) -> tuple[engine.AgeLimit, ...]:
    """Return what the law says of a kind of work, for the weeks with school; ages below its own are not named."""
    return tuple(limit_value(kind, limit) for limit in HOUR_LIMITS if limit.oldest_age >= kind.youngest_age)


def limit_value(kind: KindOfWork, limit: HourLimit) -> engine.AgeLimit:
    """Return one row of the law as the engine sees it."""
    first, last = hours_allowed(kind, limit)
    return engine.AgeLimit(
        ages=matcher.AgeBand(youngest=max(limit.youngest_age, kind.youngest_age), oldest=limit.oldest_age),
        is_at_school=None if limit.youngest_age >= GROWN_UP else limit.is_at_school,
        hours=week_value(
            Week.from_intervals((weekday, first * HOUR, last * HOUR) for weekday in range(DAYS))
        ),
        most_minutes_per_day=limit.minutes_per_free_day,
        most_minutes_per_week=limit.minutes_per_school_week,
    )


def week_value(week: Week) -> matcher.Week:
    """Return a week as the engine sees it."""
    return matcher.Week(week.mask)


def place_value(area: Area) -> matcher.Place:
    """Return the area's rounded middle: nobody's address is known to the engine."""
    return matcher.Place(area.latitude, area.longitude, area=area.code, has_evening_bus=area.has_evening_bus)


def person_value(wishes: WorkWishes, intake: JobIntake, *, day: date) -> engine.YoungPerson:
    """Return a young person as the engine sees them: no name, no words, no place finer than the area."""
    person = wishes.young_person
    age = age_on(person.born_on, day)
    return engine.YoungPerson(
        id=str(person.id),
        place=place_value(person.area),
        free=week_value(wishes.week),
        means=frozenset(matcher.Means(way) for way in wishes.means),
        max_travel_minutes=wishes.max_travel_minutes,
        age=age,
        start_minutes=wishes.start_hours * HOUR,
        goal_minutes=wishes.goal_hours * HOUR,
        is_at_school=wishes.is_at_school or age < 15,
        energy=engine.Energy(
            morning=wishes.energy_morning,
            noon=wishes.energy_noon,
            afternoon=wishes.energy_afternoon,
            evening=wishes.energy_evening,
        ),
        likes=frozenset(kind.code for kind in wishes.likes),
        avoids=frozenset(strain.code for strain in wishes.avoids),
        needs_support=frozenset(kind.code for kind in wishes.musts),
        wishes_support=frozenset(kind.code for kind in wishes.needs) - {kind.code for kind in wishes.musts},
        asked_for=frozenset(str(job_id) for job_id in intake.interests.get(person.id, ())),
        waiting_days=max(0, (day - wishes.looking_since).days),
    )


def opening_value(job: SmallJob, intake: JobIntake) -> engine.Opening:
    """Return a small job as the engine sees it."""
    return engine.Opening(
        id=str(job.id),
        place=place_value(job.area),
        week=week_value(job.week),
        least_minutes=job.hours_from * HOUR,
        most_minutes=job.hours_to * HOUR,
        kind=job.kind_of_work.code,
        employer=str(job.employer_id),
        strains=frozenset(strain.code for strain in job.strains),
        support=frozenset(kind.code for kind in job.support),
        ages=matcher.AgeBand(youngest=job.youngest_age, oldest=job.oldest_age or 120),
        seats=job.seats,
        taken_seats=intake.used.get(job.id, 0),
    )
