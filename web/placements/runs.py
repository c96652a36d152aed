"""Job runs: one at a time, asked for by a person; the plan is written whole or not at all."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from flask_babel import gettext
from sqlalchemy import Select, select
from sqlalchemy.exc import IntegrityError

from web.accounts.models import User
from web.audit.services import record_event, take_step
from web.core.errors import RuleError
from web.extensions import db
from web.placements.models import JOB_PROPOSAL_STEPS, JobProposal, JobProposalStatus
from web.placements.plan import JobPlan
from web.placements.proposal_services import CASEWORKER_HAS
from web.placements.run_models import JOB_RUN_STEPS, JobRun, JobRunStatus, LeftWithout
from web.placements.seats import ASKED
from web.youth.models import YoungPerson

SILENCE_ALLOWED = timedelta(minutes=15)


def queue_run(*, by: User | None, now: datetime) -> JobRun:
    """Write down a run that is to be made; raise RuleError while another one is on its way."""
    run = JobRun(requested_by=by)
    try:
        with db.session.begin_nested():
            db.session.add(run)
            db.session.flush()
    except IntegrityError as error:
        if "uq_job_runs_one_at_a_time" not in str(error):
            raise
        raise RuleError(gettext("We are looking already. Come back in a minute.")) from error
    record_event("ask for job run", run, by=by, now=now)
    return run


def finish_run(run: JobRun, plan: JobPlan, *, now: datetime) -> None:
    """Write the plan: what nobody has decided on is replaced, what somebody has been asked about stays."""
    people = [pair.young_person_id for pair in plan.pairs] + [left.young_person_id for left in plan.left]
    lock_people(people)
    replace_waiting(now=now)
    busy = set(db.session.scalars(live_people()))
    for pair in plan.pairs:
        if pair.young_person_id not in busy:
            proposal = JobProposal(
                run_id=run.id,
                young_person_id=pair.young_person_id,
                small_job_id=pair.small_job_id,
                score=pair.score,
                reasons=pair.contributions,
                expires_at=now + CASEWORKER_HAS,
            )
            db.session.add(proposal)
            db.session.flush()
            record_event("propose small job", proposal, by=None, now=now, details={"run": run.id})
    for left in plan.left:
        db.session.add(LeftWithout(run_id=run.id, young_person_id=left.young_person_id, reasons=left.reasons))
    take_step(run, JOB_RUN_STEPS, "finish", by=None, now=now)
    run.finished_at, run.statistics = now, plan.statistics


def lock_people(ids: Sequence[int]) -> None:
    """Lock the young people, so that nobody is asked by hand while the plan is written."""
    db.session.execute(
        select(YoungPerson.id)
        .where(YoungPerson.id.in_(ids))
        .order_by(YoungPerson.id)
        .with_for_update(of=YoungPerson)
    )


def replace_waiting(*, now: datetime) -> None:
    """Take every proposal that no caseworker has answered out of play."""
    waiting = db.session.scalars(
        select(JobProposal)
        .where(JobProposal.status == JobProposalStatus.PROPOSED)
        .order_by(JobProposal.id)
        .with_for_update(of=JobProposal)
    ).all()
    for proposal in waiting:
        take_step(proposal, JOB_PROPOSAL_STEPS, "replace", by=None, now=now)


def live_people() -> Select[int]:
    """Select those who are being asked about a job."""
    return select(JobProposal.young_person_id).where(JobProposal.status.in_(ASKED))


def fail_run(run: JobRun, *, reason: str, now: datetime) -> None:
    """The run ends without a plan; `reason` is a code, with the engine's own words where there are any."""
    take_step(run, JOB_RUN_STEPS, "fail", by=None, now=now, details={"reason": reason.partition(":")[0]})
    run.failure, run.finished_at = reason, now


def silent_runs(*, now: datetime) -> Sequence[JobRun]:
    """Return the runs that have been on their way for too long, locked."""
    return db.session.scalars(
        select(JobRun)
        .where(JobRun.status == JobRunStatus.QUEUED, JobRun.created_at < now - SILENCE_ALLOWED)
        .with_for_update(skip_locked=True)
    ).all()
