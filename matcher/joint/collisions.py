"""Whether a mentor and a small job have room beside each other in one week."""

from __future__ import annotations

from matcher.mentoring.programme import Programme
from matcher.mentoring.rules import CommonTimeRule, SmallJobRule
from matcher.people import Mentor, Request
from matcher.small_jobs.hours import half_hours_by_day, minutes_to_start, possible_hours
from matcher.small_jobs.law import Law
from matcher.small_jobs.people import Opening, YoungPerson
from matcher.week import MINUTES_PER_HALF_HOUR, Week


def minutes_with_mentor(programme: Programme) -> int:
    """Minutes a week the programme asks for."""
    asking = (CommonTimeRule, SmallJobRule)
    return max((rule.minutes for rule in programme.rules if isinstance(rule, asking)), default=0)


def collide(
    request: Request, mentor: Mentor, person: YoungPerson, opening: Opening, *, law: Law, minutes: int
) -> bool:
    """Whether the first hours of the job leave less than `minutes` of the time that mentor and young person have in common."""
    common = (request.week - request.small_job_hours) & mentor.week
    return takes_the_time(common, person, opening, law=law, minutes=minutes)


def takes_the_time(common: Week, person: YoungPerson, opening: Opening, *, law: Law, minutes: int) -> bool:
    """Whether the first hours of the job leave less than `minutes` of a time in common.

    Exact: the job is laid where the mentor is not first, day by day within what the law allows, and only the rest of
    its hours is taken from the common time.
    """
    limit = law.limit_for(person, opening)
    assert limit is not None, "a feasible pair has a limit"
    work = possible_hours(person, opening, limit)
    most = limit.most_minutes_per_day // MINUTES_PER_HALF_HOUR
    beside = [min(alone, most) for alone in half_hours_by_day(work - common)]
    # A started half hour is taken whole.
    needed = -(-minutes_to_start(person, opening, limit) // MINUTES_PER_HALF_HOUR)
    taken = max(0, needed - sum(beside))
    left = (common.bits.bit_count() - taken) * MINUTES_PER_HALF_HOUR
    return taken > 0 and left < minutes
