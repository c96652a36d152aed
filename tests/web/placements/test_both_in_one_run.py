"""A mentor and a small job in one match run: both are proposed, and neither takes the other's time, then or later."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.web import factories as make
from tests.web import work_factories as work
from tests.web.conftest import client_of
from web.accounts.models import RoleName
from web.advice.jobs import try_plan_out
from web.advice.trials import ask_for_override
from web.catalogue.models import Area
from web.core import clock
from web.core.errors import RuleError
from web.core.jobs import enqueue
from web.core.week import Week
from web.extensions import db
from web.matches.models import Match
from web.matches.services import Refusal, accept_as_young_person
from web.placements.jobs import run_job_matching
from web.placements.models import JobProposal, JobProposalStatus, Placement, PlacementStatus
from web.placements.proposal_services import accept_as_employer, approve_proposal
from web.placements.room import Room, room_beside_mentor
from web.placements.runs import queue_run as queue_job_run
from web.profiles.models import Mentor
from web.proposals.jobs import run_matching
from web.proposals.models import MatchRun, Proposal, ProposalStatus, RunStatus, Unmatched
from web.proposals.runs import queue_run
from web.proposals.services import approve_proposal as approve_mentor
from web.proposals.together import is_proven
from web.proposals.unmatched import unmatched_words
from web.small_jobs.models import SmallJob
from web.youth.models import MentorRequest, YoungPerson

pytestmark = pytest.mark.usefixtures("database")
MONDAY = Week.from_intervals([(0, 14 * 60, 16 * 60)])
BOTH_DAYS = Week.from_intervals([(0, 14 * 60, 16 * 60), (1, 14 * 60, 16 * 60)])


def somebody(area: Area, *, free: Week) -> MentorRequest:
    """A young person who asks for a mentor and looks for two hours of work, in the same free time."""
    request = make.make_request(young_person=make.make_young_person(area=area), week=free)
    work.make_wishes(young_person=request.young_person, week=free)
    return request


def mentor_on_mondays(area: Area) -> Mentor:
    volunteer = make.make_volunteer(
        area=area, week=MONDAY, user=make.make_user(RoleName.VOLUNTEER, RoleName.MENTOR)
    )
    return make.make_mentor(volunteer=volunteer)


def run_match(run_jobs: Callable[[], None]) -> MatchRun:
    """Make a match run to its end."""
    asked = queue_run(by=None, now=clock.now())
    enqueue(run_matching, run_id=asked.id)
    run_jobs()
    run = db.session.scalars(select(MatchRun).order_by(MatchRun.id.desc()).limit(1)).one()
    assert run.status is RunStatus.DONE, run.failure
    return run


def jobs_proposed() -> list[tuple[int, int]]:
    """Who is proposed which small job."""
    proposals = db.session.scalars(
        select(JobProposal).where(JobProposal.status == JobProposalStatus.PROPOSED).order_by(JobProposal.id)
    )
    return [(one.young_person_id, one.small_job_id) for one in proposals]


def mentors_proposed() -> list[tuple[int, int]]:
    """Which request is proposed which mentor."""
    proposals = db.session.scalars(
        select(Proposal).where(Proposal.status == ProposalStatus.PROPOSED).order_by(Proposal.id)
    )
    return [(one.request_id, one.mentor_id) for one in proposals]


def test_one_run_proposes_a_mentor_and_a_small_job_beside_each_other(run_jobs: Callable[[], None]) -> None:
    area = make.make_area()
    request = somebody(area, free=BOTH_DAYS)
    mentor = mentor_on_mondays(area)
    on_mondays = work.make_job(area=area, week=MONDAY, hourly_rate_kr=200)
    on_both_days = work.make_job(area=area, week=BOTH_DAYS)
    run = run_match(run_jobs)
    assert mentors_proposed() == [(request.id, mentor.id)]
    assert jobs_proposed() == [(request.young_person_id, on_both_days.id)]
    assert (run.statistics["beside"]["both"], run.statistics["beside"]["is_proven"]) == (1, True)
    assert room_beside_mentor(request.young_person, on_both_days, now=clock.now()) is Room.LEFT
    assert room_beside_mentor(request.young_person, on_mondays, now=clock.now()) is Room.TAKEN


def test_a_mentor_comes_before_a_job_that_would_take_the_same_hours(run_jobs: Callable[[], None]) -> None:
    area = make.make_area()
    request = somebody(area, free=MONDAY)
    mentor = mentor_on_mondays(area)
    work.make_job(area=area, week=MONDAY)
    run = run_match(run_jobs)
    assert mentors_proposed() == [(request.id, mentor.id)]
    assert jobs_proposed() == []
    assert run.statistics["beside"]["placed"] == 0


def test_with_nobody_who_looks_for_a_job_a_match_run_is_as_before(run_jobs: Callable[[], None]) -> None:
    request = make.make_request()
    mentor = make.make_mentor(volunteer=make.make_volunteer(area=request.young_person.area))
    run = run_match(run_jobs)
    assert mentors_proposed() == [(request.id, mentor.id)]
    assert "beside" not in run.statistics


def test_a_run_for_jobs_alone_leaves_the_time_with_the_mentor(run_jobs: Callable[[], None]) -> None:
    area = make.make_area()
    request = somebody(area, free=MONDAY)
    make.make_proposal(request=request, mentor=mentor_on_mondays(area))
    work.make_job(area=area, week=MONDAY)
    run = queue_job_run(by=None, now=clock.now())
    enqueue(run_job_matching, run_id=run.id)
    run_jobs()
    assert jobs_proposed() == []


def at_work(request: MentorRequest, job: SmallJob) -> Placement:
    """The request's young person has that job."""
    return work.make_placement(
        young_person=request.young_person, small_job=job, status=PlacementStatus.EMPLOYED
    )


def test_a_match_run_leaves_out_mentors_whose_time_the_job_takes(run_jobs: Callable[[], None]) -> None:
    area = make.make_area()
    request = somebody(area, free=MONDAY)
    mentor_on_mondays(area)
    at_work(request, work.make_job(area=area, week=MONDAY))
    run_match(run_jobs)
    assert mentors_proposed() == []
    left = db.session.scalars(select(Unmatched)).one()
    words = unmatched_words(left.reasons)
    assert words.lines == ["Med én mentor levner småjobbet for lidt tid til at mødes."]
    assert words.changes == ["Andre arbejdstider i småjobbet: Så er der en mentor."]


def test_insisting_on_a_mentor_whose_time_the_job_takes_is_told_before(run_jobs: Callable[[], None]) -> None:
    area = make.make_area()
    request = somebody(area, free=MONDAY)
    mentor = mentor_on_mondays(area)
    at_work(request, work.make_job(area=area, week=MONDAY))
    trial = ask_for_override(request, mentor, by=request.young_person.caseworker, now=clock.now())
    enqueue(try_plan_out, trial_id=trial.id)
    run_jobs()
    assert trial.answer["broken_rules"] == ["small_job_leaves_too_little_time"]


def test_how_far_a_plan_of_both_is_from_the_best_at_most(run_jobs: Callable[[], None]) -> None:
    area = make.make_area()
    somebody(area, free=MONDAY)
    mentor_on_mondays(area)
    work.make_job(area=area, week=MONDAY)
    run = run_match(run_jobs)
    assert run.statistics["together"] == {
        "is_proven": True,
        "seconds": 20,
        "more_mentors": 0,
        "more_jobs": 1,
        "points": None,
    }
    assert is_proven(run)


def test_a_mentor_is_not_asked_where_the_job_takes_the_time() -> None:
    area = make.make_area()
    request = somebody(area, free=MONDAY)
    proposal = make.make_proposal(request=request, mentor=mentor_on_mondays(area))
    at_work(request, work.make_job(area=area, week=MONDAY))
    with pytest.raises(RuleError, match="småjob"):
        approve_mentor(proposal, by=request.young_person.caseworker, now=clock.now())


def test_a_last_yes_to_a_mentor_makes_no_match_where_a_job_has_taken_the_time() -> None:
    area = make.make_area()
    request = somebody(area, free=MONDAY)
    proposal = make.make_proposal(
        request=request, mentor=mentor_on_mondays(area), status=ProposalStatus.MENTOR_ACCEPTED
    )
    at_work(request, work.make_job(area=area, week=MONDAY))
    made = accept_as_young_person(proposal, by=None, is_on_behalf=False, now=clock.now())
    assert isinstance(made, Refusal)
    assert (proposal.status, proposal.decline_reason) == (ProposalStatus.WITHDRAWN, "no_room")


def matched(area: Area, *, free: Week) -> YoungPerson:
    """Somebody with a mentor on Mondays."""
    request = somebody(area, free=free)
    proposal = make.make_proposal(
        request=request, mentor=mentor_on_mondays(area), status=ProposalStatus.ACCEPTED
    )
    return make.make_match(proposal=proposal).young_person


def test_a_job_that_takes_the_time_with_the_mentor_is_not_asked_about() -> None:
    area = make.make_area()
    person = matched(area, free=MONDAY)
    proposal = work.make_job_proposal(young_person=person, small_job=work.make_job(area=area, week=MONDAY))
    with pytest.raises(RuleError, match="mentor"):
        approve_proposal(proposal, by=person.caseworker, now=clock.now())


def test_a_workplace_whose_hours_no_longer_fit_hears_of_no_mentor() -> None:
    area = make.make_area()
    person = matched(area, free=MONDAY)
    proposal = work.make_job_proposal(
        young_person=person,
        small_job=work.make_job(area=area, week=MONDAY),
        status=JobProposalStatus.YOUNG_PERSON_ACCEPTED,
    )
    with pytest.raises(RuleError) as refused:
        accept_as_employer(proposal, by=proposal.small_job.employer.contacts[0], now=clock.now())
    assert "mentor" not in refused.value.message.lower()


def test_a_job_beside_the_mentor_is_asked_about() -> None:
    area = make.make_area()
    person = matched(area, free=BOTH_DAYS)
    proposal = work.make_job_proposal(young_person=person, small_job=work.make_job(area=area, week=BOTH_DAYS))
    approve_proposal(proposal, by=person.caseworker, now=clock.now())
    assert proposal.status is JobProposalStatus.APPROVED


def test_of_a_mentor_and_a_job_said_yes_to_at_once_only_one_becomes_theirs(app: Flask) -> None:
    area = make.make_area()
    request = somebody(area, free=MONDAY)
    mentor = make.make_proposal(
        request=request, mentor=mentor_on_mondays(area), status=ProposalStatus.MENTOR_ACCEPTED
    )
    job = work.make_job_proposal(
        young_person=request.young_person,
        small_job=work.make_job(area=area, week=MONDAY),
        status=JobProposalStatus.YOUNG_PERSON_ACCEPTED,
    )
    # Both were asked about before their hours were known to collide.
    mentor_id, job_id = mentor.id, job.id
    db.session.commit()
    start = threading.Barrier(2)

    def say_yes_to_mentor() -> None:
        with app.app_context():
            start.wait()
            proposal = db.session.get_one(Proposal, mentor_id)
            accept_as_young_person(proposal, by=None, is_on_behalf=False, now=datetime.now(UTC))
            db.session.commit()
            db.session.remove()

    def say_yes_to_job() -> None:
        with app.app_context():
            start.wait()
            proposal = db.session.get_one(JobProposal, job_id)
            try:
                accept_as_employer(
                    proposal, by=proposal.small_job.employer.contacts[0], now=datetime.now(UTC)
                )
                db.session.commit()
            except RuleError:
                db.session.rollback()
            db.session.remove()

    threads = [threading.Thread(target=yes) for yes in (say_yes_to_mentor, say_yes_to_job)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    both = [*db.session.scalars(select(Match)), *db.session.scalars(select(Placement))]
    assert len(both) <= 1


def test_the_caseworker_reads_whether_there_is_time_for_both(app: Flask) -> None:
    area = make.make_area()
    person = matched(area, free=BOTH_DAYS)
    work.make_job_proposal(young_person=person, small_job=work.make_job(area=area, week=BOTH_DAYS))
    db.session.commit()
    client: FlaskClient = client_of(app, person.caseworker)
    page = client.get(f"/unge/{person.id}/smaajob").get_data(as_text=True)
    assert "Tid til begge dele" in page
    assert "Tager mentorens tid" not in page


@pytest.mark.parametrize("is_looking", [True, False])
def test_the_page_of_a_run_tells_of_small_jobs_where_there_were_any(
    app: Flask, run_jobs: Callable[[], None], is_looking: bool
) -> None:
    area = make.make_area()
    request = somebody(area, free=BOTH_DAYS) if is_looking else make.make_request()
    mentor_on_mondays(area)
    work.make_job(area=area, week=BOTH_DAYS)
    run = run_match(run_jobs)
    page = client_of(app, request.young_person.caseworker).get(f"/matchkoersler/{run.id}")
    assert page.status_code == 200
    assert ("småjob foreslået ved siden af mentorerne" in page.get_data(as_text=True)) is is_looking
