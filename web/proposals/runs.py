"""Match runs: one at a time, asked for by a person, worked off in stages, never left hanging."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from flask_babel import gettext
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from web.accounts.models import User
from web.audit.services import record_event, take_step
from web.core.errors import RuleError
from web.extensions import db
from web.proposals.models import RUN_STEPS, MatchRun, RunStage, RunStatus

SILENCE_ALLOWED = timedelta(minutes=5)
ACTIVE = (RunStatus.QUEUED, RunStatus.RUNNING)


def queue_run(*, by: User | None, now: datetime) -> MatchRun:
    """Write down a run that is to be made; raise RuleError while another one is on its way."""
    run = MatchRun(requested_by=by, seen_alive_at=now)
    try:
        with db.session.begin_nested():
            db.session.add(run)
            db.session.flush()
    except IntegrityError as error:
        if "uq_match_runs_one_at_a_time" not in str(error):
            raise
        raise RuleError(gettext("A match run is on its way already. You can follow it below.")) from error
    record_event("ask for match run", run, by=by, now=now)
    return run


def begin_run(run: MatchRun, *, now: datetime) -> None:
    """Start the run, or start it again after a crash."""
    take_step(run, RUN_STEPS, "start", by=None, now=now)
    run.started_at = run.started_at or now


def enter_stage(run: MatchRun, stage: RunStage, *, now: datetime) -> None:
    """Say what the run is doing now; the sign of life that the watch looks for."""
    run.stage = stage
    run.seen_alive_at = now


def finish_run(run: MatchRun, *, now: datetime) -> None:
    """The plan is written."""
    take_step(run, RUN_STEPS, "finish", by=None, now=now)
    run.stage = RunStage.FINISHED
    run.finished_at = now


def fail_run(run: MatchRun, *, reason: str, now: datetime) -> None:
    """The run ends without a plan; `reason` is a code, with the engine's own words where there are any."""
    take_step(run, RUN_STEPS, "fail", by=None, now=now, details={"reason": reason.partition(":")[0]})
    run.failure = reason
    run.finished_at = now


def silent_runs(*, now: datetime) -> Sequence[MatchRun]:
    """Return the active runs that nothing has been heard of for five minutes, locked."""
    return db.session.scalars(
        select(MatchRun)
        .where(
            MatchRun.status.in_(ACTIVE),
            func.coalesce(MatchRun.seen_alive_at, MatchRun.created_at) < now - SILENCE_ALLOWED,
        )
        .order_by(MatchRun.id)
        .with_for_update(skip_locked=True)
    ).all()
