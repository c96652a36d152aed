"""Whether a small job takes the time that a young person and a mentor have in common."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import matcher
from matcher.joint.collisions import takes_the_time
from matcher.small_jobs.law import Law
from web.core.week import Week
from web.placements.engine.snapshot import limits_of, opening_value, person_value
from web.placements.intake import JobIntake
from web.small_jobs.models import SmallJob, WorkWishes

NOTHING_ELSE = JobIntake(wishes=(), jobs=(), used={}, interests={}, out=frozenset(), published=frozenset())


def times_taken(
    wishes: WorkWishes, job: SmallJob, common: Sequence[Week], *, minutes: int, day: date
) -> list[bool]:
    """Tell of each time in common with a mentor whether the first hours of the job leave less than `minutes` of it."""
    law = Law({job.kind_of_work.code: limits_of(job.kind_of_work)})
    person, opening = person_value(wishes, NOTHING_ELSE, day=day), opening_value(job, NOTHING_ELSE)
    if law.limit_for(person, opening) is None:
        return [False] * len(common)
    return [
        takes_the_time(matcher.Week(week.mask), person, opening, law=law, minutes=minutes) for week in common
    ]
