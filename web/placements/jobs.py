"""Background jobs of this feature: the job run, its watch, proposals that run out, and the weekly mail about hours."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import select

from web.core import clock
from web.core.clock import monday_of
from web.core.errors import TransitionError
from web.core.jobs import background
from web.core.locks import lock_row
from web.employers.models import Employer, EmployerStatus
from web.extensions import db
from web.placements import messages, runs
from web.placements.beside_mentors import without_taken_time
from web.placements.intake import read_intake
from web.placements.models import LIVE_JOB_PROPOSALS, JobProposal, Placement, PlacementStatus
from web.placements.plan import JobPlan
from web.placements.proposal_services import expire_proposal
from web.placements.run_models import JobRun, JobRunStatus
from web.proposals.models import LIVE_PROPOSALS
from web.small_jobs.models import SmallJob


class RunFailedError(Exception):
    """The run cannot succeed by being tried again; the message is a code and, after a colon, the engine's words."""


@background("job run", attempts=4)
def run_job_matching(*, run_id: int) -> None:
    """Make the run: read, solve, check, write."""
    run = db.session.get(JobRun, run_id)
    if run is None or run.status is not JobRunStatus.QUEUED:
        return
    now = clock.now()
    try:
        plan = make_plan(now=now)
    except RunFailedError as failure:
        runs.fail_run(run, reason=str(failure), now=now)
        return
    lock_row(run)
    if run.status is JobRunStatus.QUEUED:
        runs.finish_run(run, plan, now=now)


def make_plan(*, now: datetime) -> JobPlan:
    """Return the verified plan of everybody who looks."""
    from web.placements import engine

    intake = without_taken_time(read_intake(now=now), now=now, statuses=LIVE_PROPOSALS)
    if not intake.wishes or not intake.jobs:
        raise RunFailedError("nobody_looks" if not intake.wishes else "nothing_is_open")
    try:
        problem = engine.snapshot(intake, now=now)
        result = engine.solve(problem)
        if found := engine.findings(problem, result):
            raise RunFailedError(f"check_failed:{'; '.join(found[:5])}")
        return engine.plan_of(result)
    except engine.EngineError as error:
        raise RunFailedError(f"invalid_problem:{error}") from error


@background("watch job runs", every="*/5 * * * *")
def watch_job_runs(*, timestamp: int) -> None:
    """Fail the runs that never came to an end, so that the next can be started."""
    now = datetime.fromtimestamp(timestamp, UTC)
    for run in runs.silent_runs(now=now):
        runs.fail_run(run, reason="silent", now=clock.now())


@background("expire job proposals", every="27 * * * *")
def expire_job_proposals(*, timestamp: int) -> None:
    """Let every proposal run out whose time is over, one commit each."""
    now = clock.now()
    overdue = db.session.scalars(
        select(JobProposal.id)
        .where(JobProposal.status.in_(LIVE_JOB_PROPOSALS), JobProposal.expires_at < now)
        .order_by(JobProposal.id)
    ).all()
    for proposal_id in overdue:
        try:
            expire_proposal(db.session.get_one(JobProposal, proposal_id), now=now)
        except TransitionError:
            db.session.rollback()
        else:
            db.session.commit()


@background("ask for hours", every="0 9 * * 5")
def ask_for_hours(*, timestamp: int) -> None:
    """Mail every workplace with somebody at work the link for the week's hours, on Friday, one commit each."""
    monday = monday_of(clock.local_date(datetime.fromtimestamp(timestamp, UTC)))
    employers = db.session.scalars(
        select(Employer.id)
        .where(
            Employer.status == EmployerStatus.APPROVED,
            Employer.id.in_(
                select(SmallJob.employer_id)
                .join(Placement, Placement.small_job_id == SmallJob.id)
                .where(Placement.status != PlacementStatus.ENDED)
            ),
        )
        .order_by(Employer.id)
    ).all()
    for employer_id in employers:
        employer = db.session.get_one(Employer, employer_id)
        for contact in employer.contacts:
            if contact.active:
                messages.ask_for_hours(employer, contact, monday=monday)
        db.session.commit()
