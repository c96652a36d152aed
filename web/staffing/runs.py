"""Staffing runs: one at a time for a plan, stopped by a button, never left hanging."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from flask_babel import gettext
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from web.accounts.models import User
from web.audit.services import record_event, take_step
from web.core.errors import RuleError
from web.core.locks import lock_row
from web.extensions import db
from web.staffing.models import ACTIVE_RUNS, STAFFING_RUN_STEPS, StaffingPlan, StaffingRun
from web.staffing.orders import lock_plan

SILENCE_ALLOWED = timedelta(minutes=5)


def queue_run(plan: StaffingPlan, *, by: User | None, now: datetime) -> StaffingRun:
    """Write down a run that is to be made; raise RuleError while another one, or a large step, is on its way."""
    lock_plan(plan)
    run = StaffingRun(plan=plan, requested_by=by, seen_alive_at=now)
    try:
        with db.session.begin_nested():
            db.session.add(run)
            db.session.flush()
    except IntegrityError as error:
        if "uq_staffing_runs_one_at_a_time" not in str(error):
            raise
        raise RuleError(gettext("The plan is being made already. You can follow it here.")) from error
    record_event("ask for staffing run", run, by=by, now=now)
    return run


def ask_to_stop(run: StaffingRun, *, by: User, now: datetime) -> None:
    """Let the run end with the best plan it has."""
    lock_row(run)
    if run.status in ACTIVE_RUNS and run.stop_asked_at is None:
        run.stop_asked_at = now
        record_event("stop staffing run", run, by=by, now=now)


def begin_run(run: StaffingRun, *, now: datetime) -> None:
    """Start the run, or start it again after a crash."""
    take_step(run, STAFFING_RUN_STEPS, "start", by=None, now=now)
    run.started_at = run.started_at or now
    run.seen_alive_at = now


def finish_run(run: StaffingRun, *, now: datetime) -> None:
    """The proposals are written."""
    take_step(run, STAFFING_RUN_STEPS, "finish", by=None, now=now)
    run.finished_at = now


def fail_run(run: StaffingRun, *, reason: str, now: datetime) -> None:
    """The run ends without a plan; `reason` is a code, with the engine's own words where there are any."""
    details = {"reason": reason.partition(":")[0]}
    take_step(run, STAFFING_RUN_STEPS, "fail", by=None, now=now, details=details)
    run.failure = reason
    run.finished_at = now


def silent_runs(*, now: datetime) -> Sequence[StaffingRun]:
    """Return the active runs that nothing has been heard of for five minutes, locked."""
    return db.session.scalars(
        select(StaffingRun)
        .where(StaffingRun.status.in_(ACTIVE_RUNS), StaffingRun.seen_alive_at < now - SILENCE_ALLOWED)
        .order_by(StaffingRun.id)
        .with_for_update(skip_locked=True)
    ).all()


def newest_run(plan: StaffingPlan) -> StaffingRun | None:
    """Return the run that was asked for last."""
    return db.session.scalar(
        select(StaffingRun).where(StaffingRun.plan_id == plan.id).order_by(StaffingRun.id.desc()).limit(1)
    )
