"""What an hour of a small job pays in which week: other pay counts from the Monday of the week in which it is written."""

from __future__ import annotations

from datetime import date, datetime

from web.core.clock import local_date, monday_of
from web.small_jobs.models import SmallJob


def keep_earlier_pay(job: SmallJob, *, now: datetime) -> None:
    """Keep the pay as it is for the weeks before this one; within a week the last word counts."""
    monday = monday_of(local_date(now)).isoformat()
    if not job.earlier_pay or job.earlier_pay[-1]["before"] != monday:
        job.earlier_pay = [*job.earlier_pay, {"before": monday, "hourly_rate_kr": job.hourly_rate_kr}]


def pay_in_week(job: SmallJob, monday: date) -> int:
    """Return the kroner an hour paid in a week, whenever it is asked for."""
    for earlier in job.earlier_pay:
        if monday < date.fromisoformat(earlier["before"]):
            return int(earlier["hourly_rate_kr"])
    return job.hourly_rate_kr
