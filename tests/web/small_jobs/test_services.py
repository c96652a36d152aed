"""A small job keeps to the law and to plain sense, and wishes are kept as they were said."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.web import factories as make
from tests.web import work_factories as work
from web.core import clock
from web.core.errors import RuleError
from web.core.week import Week
from web.small_jobs.facts import SmallJobFacts
from web.small_jobs.models import SmallJobStatus
from web.small_jobs.queries import interest_in
from web.small_jobs.services import close_job, post_job, publish_job, say_interest, take_interest_back

pytestmark = pytest.mark.usefixtures("database")


def facts() -> SmallJobFacts:
    """A lawful small job."""
    return SmallJobFacts(
        title="Fyld hylderne",
        kind_of_work=work.kind_of_work("serving"),
        tasks="Du serverer.",
        good_day="Vi siger hej.",
        area=make.make_area(),
        place="",
        hours_from=2,
        hours_to=6,
        hourly_rate_kr=95,
        week=work.AFTERNOONS,
        youngest_age=15,
        oldest_age=None,
        seats=1,
        support=(),
        strains=(),
    )


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"youngest_age": 14}, "youngest_age"),
        ({"oldest_age": 14}, "oldest_age"),
        ({"hours_to": 1}, "hours_to"),
        ({"hourly_rate_kr": 0}, "hourly_rate_kr"),
        ({"week": Week.from_intervals([(0, 14 * 60, 15 * 60)])}, "week"),
    ],
)
def test_what_the_law_or_plain_sense_says_no_to_is_refused_at_its_field(
    change: dict[str, object], field: str
) -> None:
    with pytest.raises(RuleError) as refusal:
        post_job(
            work.make_employer(),
            replace(facts(), **change),  # type: ignore[arg-type]
            by=make.make_user(),
            now=clock.now(),
        )
    assert refusal.value.field == field


def test_a_job_goes_from_draft_over_published_to_closed() -> None:
    user = make.make_user()
    job = post_job(work.make_employer(), facts(), by=user, now=clock.now())
    seen: list[SmallJobStatus] = [job.status]
    for step in (publish_job, close_job):
        step(job, by=user, now=clock.now())
        seen.append(job.status)
    assert seen == [SmallJobStatus.DRAFT, SmallJobStatus.PUBLISHED, SmallJobStatus.CLOSED]


def test_interest_may_be_said_twice_and_taken_back() -> None:
    person, job, user = make.make_young_person(), work.make_job(), make.make_user()
    for _ in range(2):
        say_interest(person, job, by=user, now=clock.now())
    assert interest_in(person, job) is not None
    take_interest_back(person, job, by=user, now=clock.now())
    assert interest_in(person, job) is None
