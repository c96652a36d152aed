"""A job run proposes what fits, says why nothing does, and stays within the law."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from sqlalchemy import select

from tests.web import factories as make
from tests.web import work_factories as work
from web.core import clock
from web.core.errors import RuleError
from web.core.jobs import enqueue
from web.extensions import db
from web.placements.jobs import run_job_matching
from web.placements.models import JobProposal, JobProposalStatus
from web.placements.run_models import JobRun, JobRunStatus, LeftWithout
from web.placements.runs import queue_run

pytestmark = pytest.mark.usefixtures("database")


def run(run_jobs: Callable[[], None]) -> JobRun:
    """Make a run to its end."""
    asked = queue_run(by=None, now=clock.now())
    enqueue(run_job_matching, run_id=asked.id)
    run_jobs()
    return db.session.scalars(select(JobRun).order_by(JobRun.id.desc()).limit(1)).one()


def test_a_run_proposes_the_job_that_fits(run_jobs: Callable[[], None]) -> None:
    area = make.make_area()
    person = make.make_young_person(area=area)
    work.make_wishes(young_person=person, likes=[work.kind_of_work()])
    job = work.make_job(area=area)
    done = run(run_jobs)
    assert done.status is JobRunStatus.DONE, done.failure
    proposal = db.session.scalars(select(JobProposal)).one()
    assert (proposal.young_person_id, proposal.small_job_id) == (person.id, job.id)
    assert proposal.status is JobProposalStatus.PROPOSED
    assert {one["criterion"] for one in proposal.reasons} >= {"liked_work", "short_travel"}


def test_a_seat_is_proposed_once(run_jobs: Callable[[], None]) -> None:
    area = make.make_area()
    for _ in range(2):
        work.make_wishes(young_person=make.make_young_person(area=area))
    work.make_job(area=area, seats=1)
    run(run_jobs)
    assert len(db.session.scalars(select(JobProposal)).all()) == 1
    assert len(db.session.scalars(select(LeftWithout)).all()) == 1


def test_nobody_is_proposed_what_they_avoid_or_may_not_do(run_jobs: Callable[[], None]) -> None:
    area = make.make_area()
    fourteen = date(clock.today().year - 14, 1, 1)
    young = make.make_young_person(area=area, born_on=fourteen)
    sensitive = make.make_young_person(area=area)
    work.make_wishes(young_person=young)
    work.make_wishes(young_person=sensitive, avoids=[work.strain("noise")])
    work.make_job(
        area=area, kind_of_work=work.kind_of_work("serving"), youngest_age=15, strains=[work.strain("noise")]
    )
    run(run_jobs)
    assert db.session.scalars(select(JobProposal)).all() == []
    left = {one.young_person_id: one.reasons for one in db.session.scalars(select(LeftWithout))}
    assert set(left) == {young.id, sensitive.id}
    assert "work_has_something_to_avoid" in {one["code"] for one in left[sensitive.id]}


def test_without_consent_nobody_is_in_a_run(run_jobs: Callable[[], None]) -> None:
    work.make_wishes(young_person=make.make_young_person(consented_on=None))
    work.make_job()
    assert run(run_jobs).failure == "nobody_looks"


def test_a_new_run_replaces_what_nobody_has_decided_on(run_jobs: Callable[[], None]) -> None:
    area = make.make_area()
    work.make_wishes(young_person=make.make_young_person(area=area))
    work.make_job(area=area)
    run(run_jobs)
    run(run_jobs)
    statuses = [one.status for one in db.session.scalars(select(JobProposal).order_by(JobProposal.id))]
    assert statuses == [JobProposalStatus.REPLACED, JobProposalStatus.PROPOSED]


def test_a_second_run_waits_for_the_first() -> None:
    queue_run(by=None, now=clock.now())
    with pytest.raises(RuleError):
        queue_run(by=None, now=clock.now())


def test_nobody_is_proposed_a_job_without_the_support_they_cannot_do_without(
    run_jobs: Callable[[], None],
) -> None:
    area = make.make_area()
    wishes = work.make_wishes(
        young_person=make.make_young_person(area=area), musts=[work.support("quiet_place")]
    )
    work.make_job(area=area, support=[work.support("one_task")])
    run(run_jobs)
    assert db.session.scalars(select(JobProposal)).all() == []
    job = work.make_job(area=area, support=[work.support("quiet_place")])
    run(run_jobs)
    proposal = db.session.scalars(select(JobProposal)).one()
    assert (proposal.young_person_id, proposal.small_job_id) == (wishes.young_person_id, job.id)
