"""Match runs with the real engine: who is in, what is written, one at a time, and what becomes of one that fails."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.web import factories as make
from web.core import clock
from web.core.errors import RuleError
from web.core.jobs import enqueue
from web.core.week import Week
from web.extensions import db
from web.proposals import jobs, runs
from web.proposals.models import MatchRun, Proposal, ProposalStatus, RunStage, RunStatus, Unmatched
from web.proposals.queries import main_reasons
from web.youth.models import BlockedPair, BlockReason, RequiredLanguage

pytestmark = pytest.mark.usefixtures("database")


def make_run() -> MatchRun:
    """Make a run as the worker does."""
    run = runs.queue_run(by=None, now=clock.now())
    db.session.commit()
    jobs.run_matching(run_id=run.id)
    db.session.expire_all()
    return run


def live() -> list[Proposal]:
    return list(db.session.scalars(select(Proposal).where(Proposal.status == ProposalStatus.PROPOSED)))


def test_a_run_proposes_a_mentor_who_fits_and_says_why() -> None:
    area, interest, goal = make.make_area(), make.make_interest(), make.make_goal()
    person = make.make_young_person(area=area)
    request = make.make_request(young_person=person, interests=[interest], goals=[goal])
    volunteer = make.make_volunteer(area=area, skills=[interest])
    mentor = make.make_mentor(volunteer=volunteer, goals=[goal])
    run = make_run()
    assert (run.status, run.stage, run.failure) == (RunStatus.DONE, RunStage.FINISHED, None)
    assert run.input_size == {"requests": 1, "mentors": 1, "places": 1}
    assert run.statistics["is_proven"]
    assert set(run.statistics["seconds"]) == {"reading", "solving", "checking", "writing"}
    (proposal,) = live()
    assert (proposal.request_id, proposal.mentor_id) == (request.id, mentor.id)
    assert proposal.facts["interests"] == [interest.code]
    assert proposal.facts["goals"] == [goal.code]
    assert proposal.facts["is_same_area"]
    assert proposal.score > 0.99


def test_who_is_left_out_gets_reasons() -> None:
    area = make.make_area()
    request = make.make_request(young_person=make.make_young_person(area=area))
    mornings = Week.from_intervals([(0, 8 * 60, 10 * 60)])
    make.make_mentor(volunteer=make.make_volunteer(area=area, week=mornings))
    run = make_run()
    assert live() == []
    left = db.session.scalars(select(Unmatched)).one()
    assert left.request_id == request.id
    assert main_reasons(run) == [("too_little_common_time", 1)]


def test_a_language_the_young_person_speaks_beside_the_one_asked_for_is_offered_as_a_way_out() -> None:
    area = make.make_area()
    person = make.make_young_person(area=area, languages={"so": 3, "da": 2, "en": 1})
    wanted = RequiredLanguage(language=make.language("so"), level=2)
    make.make_request(young_person=person, required_languages=[wanted])
    make.make_mentor(volunteer=make.make_volunteer(area=area, languages={"da": 3, "en": 3}))
    make_run()
    left = db.session.scalars(select(Unmatched)).one()
    changes = [reason["changes"] for reason in left.reasons if reason["kind"] == "change"]
    assert changes == [[{"code": "another_language_is_enough", "language": "da"}]]


def test_a_blocked_pair_is_never_proposed() -> None:
    area = make.make_area()
    request = make.make_request(young_person=make.make_young_person(area=area))
    mentor = make.make_mentor(volunteer=make.make_volunteer(area=area))
    make.save(
        BlockedPair(
            young_person_id=request.young_person_id, mentor_id=mentor.id, reason=BlockReason.KNOW_EACH_OTHER
        )
    )
    make_run()
    assert live() == []


def test_without_consent_a_request_is_in_no_run() -> None:
    area = make.make_area()
    make.make_request(young_person=make.make_young_person(area=area, consented_on=None))
    make.make_mentor(volunteer=make.make_volunteer(area=area))
    assert make_run().failure == "nobody_asks"


def test_a_mentor_whose_only_place_is_promised_is_in_no_run() -> None:
    area = make.make_area()
    mentor = make.make_mentor(volunteer=make.make_volunteer(area=area))
    make.make_proposal(mentor=mentor, status=ProposalStatus.APPROVED)
    make.make_request(young_person=make.make_young_person(area=area))
    run = make_run()
    assert (run.status, run.failure) == (RunStatus.FAILED, "nobody_offers")


def test_a_new_run_replaces_what_waits_and_keeps_what_is_approved() -> None:
    area = make.make_area()
    waiting = make.make_proposal(
        request=make.make_request(young_person=make.make_young_person(area=area)),
        mentor=make.make_mentor(volunteer=make.make_volunteer(area=area)),
    )
    approved = make.make_proposal(status=ProposalStatus.APPROVED)
    make_run()
    assert waiting.status is ProposalStatus.REPLACED
    assert approved.status is ProposalStatus.APPROVED
    assert [proposal.request_id for proposal in live()] == [waiting.request_id]


def test_a_protected_person_leaves_no_trace_of_the_way() -> None:
    area = make.make_area()
    make.make_request(young_person=make.make_young_person(area=area, is_protected=True))
    make.make_mentor(volunteer=make.make_volunteer(area=area))
    make_run()
    assert "travel_minutes" not in live()[0].facts


def test_only_one_run_at_a_time() -> None:
    runs.queue_run(by=None, now=clock.now())
    with pytest.raises(RuleError, match="i gang"):
        runs.queue_run(by=None, now=clock.now())


def test_the_worker_makes_the_run_that_was_queued(run_jobs: Callable[[], None]) -> None:
    area = make.make_area()
    make.make_request(young_person=make.make_young_person(area=area))
    make.make_mentor(volunteer=make.make_volunteer(area=area))
    run = runs.queue_run(by=None, now=clock.now())
    enqueue(jobs.run_matching, run_id=run.id)
    run_jobs()
    assert run.status is RunStatus.DONE
    assert len(live()) == 1


def test_a_run_that_crashed_in_the_middle_is_made_again() -> None:
    area = make.make_area()
    make.make_request(young_person=make.make_young_person(area=area))
    make.make_mentor(volunteer=make.make_volunteer(area=area))
    run = runs.queue_run(by=None, now=clock.now())
    runs.LIFE.begin(run, now=clock.now())
    runs.enter_stage(run, RunStage.SOLVING, now=clock.now())
    db.session.commit()
    jobs.run_matching(run_id=run.id)
    assert run.status is RunStatus.DONE
    assert len(live()) == 1


def test_a_finished_run_is_not_made_twice() -> None:
    area = make.make_area()
    make.make_request(young_person=make.make_young_person(area=area))
    make.make_mentor(volunteer=make.make_volunteer(area=area))
    run = make_run()
    jobs.run_matching(run_id=run.id)
    assert len(db.session.scalars(select(Proposal)).all()) == 1


def test_a_run_that_hangs_is_found_and_the_next_can_start() -> None:
    now = clock.now()
    run = runs.queue_run(by=None, now=now - timedelta(minutes=6))
    runs.LIFE.begin(run, now=now - timedelta(minutes=6))
    db.session.commit()
    jobs.watch_match_runs(timestamp=int(now.timestamp()))
    assert (run.status, run.failure) == (RunStatus.FAILED, "silent")
    jobs.run_matching(run_id=run.id)
    assert run.status is RunStatus.FAILED
    assert runs.queue_run(by=None, now=now).status is RunStatus.QUEUED


def test_a_run_that_is_alive_is_left_alone() -> None:
    now = clock.now()
    run = runs.queue_run(by=None, now=now - timedelta(minutes=4))
    db.session.commit()
    jobs.watch_match_runs(timestamp=int(now.timestamp()))
    assert run.status is RunStatus.QUEUED


def test_overdue_proposals_expire_by_themselves() -> None:
    overdue = make.make_proposal(expires_at=clock.now() - timedelta(minutes=1))
    in_time = make.make_proposal()
    db.session.commit()
    jobs.expire_proposals(timestamp=int(clock.now().timestamp()))
    db.session.expire_all()
    assert overdue.status is ProposalStatus.EXPIRED
    assert in_time.status is ProposalStatus.PROPOSED
