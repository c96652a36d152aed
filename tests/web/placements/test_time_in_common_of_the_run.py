"""A mentor and a small job beside each other once more time in common is asked for than when they were proposed."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import select

from tests.web import factories as make
from tests.web import work_factories as work
from tests.web.placements.test_both_in_one_run import (
    BOTH_DAYS,
    MONDAY,
    at_work,
    mentor_on_mondays,
    run_match,
    somebody,
)
from web.catalogue.models import Area
from web.core import clock
from web.core.week import Week
from web.extensions import db
from web.matches.models import Match
from web.matches.services import accept_as_young_person
from web.placements.models import JobProposal
from web.placements.proposal_services import approve_proposal
from web.placements.room import Room, room_beside_mentor
from web.proposals.beside import lacks_room
from web.proposals.intake import mentoring_programme
from web.proposals.models import Proposal, ProposalStatus
from web.proposals.services import approve_proposal as approve_mentor
from web.small_jobs.models import SmallJob

pytestmark = pytest.mark.usefixtures("database")
# Two hours of work, one of them out of the two with the mentor.
AN_HOUR_EACH_DAY = Week.from_intervals([(0, 14 * 60, 15 * 60), (1, 14 * 60, 15 * 60)])
MORE_MINUTES = 120


def job_for_an_hour_each_day(area: Area) -> SmallJob:
    """A small job that leaves an hour of the time with a mentor on Mondays."""
    return work.make_job(area=area, week=AN_HOUR_EACH_DAY)


@pytest.fixture
def proposed(database: None, run_jobs: Callable[[], None]) -> Proposal:
    """A mentor proposed by a run that asked for an hour in common; now twice as much is asked for."""
    area = make.make_area()
    somebody(area, free=BOTH_DAYS)
    mentor_on_mondays(area)
    run_match(run_jobs)
    mentoring_programme().common_minutes = MORE_MINUTES
    return db.session.scalars(select(Proposal)).one()


def test_more_time_is_not_asked_of_those_who_were_proposed_with_less(proposed: Proposal) -> None:
    person = proposed.request.young_person
    at_work(proposed.request, job_for_an_hour_each_day(person.area))
    approve_mentor(proposed, by=person.caseworker, now=clock.now())
    proposed.status = ProposalStatus.MENTOR_ACCEPTED
    made = accept_as_young_person(proposed, by=None, is_on_behalf=False, now=clock.now())
    assert isinstance(made, Match)


def test_a_mentor_whom_no_run_proposed_needs_the_time_of_today() -> None:
    area = make.make_area()
    request = somebody(area, free=BOTH_DAYS)
    proposal = make.make_proposal(request=request, mentor=mentor_on_mondays(area))
    at_work(request, job_for_an_hour_each_day(area))
    assert not lacks_room(proposal, now=clock.now())
    mentoring_programme().common_minutes = MORE_MINUTES
    assert lacks_room(proposal, now=clock.now())


def test_a_run_that_noted_nothing_asked_for_an_hour(proposed: Proposal) -> None:
    assert proposed.run is not None
    proposed.run.statistics = {}
    at_work(proposed.request, job_for_an_hour_each_day(proposed.request.young_person.area))
    assert not lacks_room(proposed, now=clock.now())


def test_a_job_is_asked_about_beside_a_mentor_proposed_with_less(proposed: Proposal) -> None:
    person = proposed.request.young_person
    some, all_of_it = job_for_an_hour_each_day(person.area), work.make_job(area=person.area, week=MONDAY)
    assert room_beside_mentor(person, some, now=clock.now()) is Room.LEFT
    assert room_beside_mentor(person, all_of_it, now=clock.now()) is Room.TAKEN
    approve_proposal(
        work.make_job_proposal(young_person=person, small_job=some), by=person.caseworker, now=clock.now()
    )


def test_a_job_is_planned_beside_a_match_of_a_run_that_asked_for_less(
    proposed: Proposal, run_jobs: Callable[[], None]
) -> None:
    proposed.status = ProposalStatus.ACCEPTED
    match = make.make_match(proposal=proposed)
    job = job_for_an_hour_each_day(match.young_person.area)
    somebody(match.young_person.area, free=BOTH_DAYS)
    mentor_on_mondays(match.young_person.area)
    run_match(run_jobs)
    assert (match.young_person_id, job.id) in {
        (one.young_person_id, one.small_job_id) for one in db.session.scalars(select(JobProposal))
    }
