"""The terms of a small job: what a young person says yes to, and so what cannot be changed behind their back.

More pay, more support or less that is hard are no worse for anybody, and count as no change of the terms.
"""

from __future__ import annotations

from typing import Any, TypeAlias

from web.catalogue.models import Area
from web.core.week import Week
from web.small_jobs.facts import SmallJobFacts
from web.small_jobs.kinds import KindOfWork
from web.small_jobs.models import SmallJob

Earlier: TypeAlias = dict[str, Any]
"""What changed terms were before, by name, as codes, numbers and the workplace's own words."""

TERMS = (
    "hourly_rate_kr",
    "hours_from",
    "hours_to",
    "week",
    "area",
    "place",
    "kind_of_work",
    "tasks",
    "good_day",
)


def changed_terms(job: SmallJob, facts: SmallJobFacts) -> Earlier:
    """Return the terms that `facts` would change, as they are now; empty where what was said yes to is kept."""
    earlier: Earlier = {name: stored(getattr(job, name)) for name in TERMS if is_changed(job, facts, name)}
    if set(job.support) - set(facts.support):
        earlier["support"] = [kind.code for kind in job.support]
    if set(facts.strains) - set(job.strains):
        earlier["strains"] = [strain.code for strain in job.strains]
    return earlier


def is_changed(job: SmallJob, facts: SmallJobFacts, name: str) -> bool:
    """Tell whether one of the terms would be another."""
    before, after = getattr(job, name), getattr(facts, name)
    return bool(after < before if name == "hourly_rate_kr" else after != before)


def stored(value: Any) -> str | int:
    """Return a term as it is kept in JSON."""
    match value:
        case Week():
            return str(value.mask)
        case KindOfWork() | Area():
            return value.code
        case str() | int():
            return value
        case _:
            raise TypeError(f"no term of a small job: {value!r}")
