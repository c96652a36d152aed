"""Match runs: one at a time, asked for by a person, worked off in stages, never left hanging."""

from __future__ import annotations

from datetime import datetime, timedelta

from flask_babel import gettext

from web.accounts.models import User
from web.audit.lives import Life
from web.proposals.models import RUN_STEPS, USUAL_PATIENCE, MatchRun, RunStage

LIFE = Life(MatchRun, RUN_STEPS, once="uq_match_runs_one_at_a_time", silence_allowed=timedelta(minutes=5))


def queue_run(*, by: User | None, now: datetime, patience_seconds: int = USUAL_PATIENCE) -> MatchRun:
    """Write down a run that is to be made; raise RuleError while another one is on its way."""
    return LIFE.queue(
        MatchRun(requested_by=by, patience_seconds=patience_seconds),
        event="ask for match run",
        busy=lambda: gettext("A match run is on its way already. You can follow it below."),
        by=by,
        now=now,
    )


def enter_stage(run: MatchRun, stage: RunStage, *, now: datetime) -> None:
    """Say what the run is doing now; the sign of life that the watch looks for."""
    run.stage = stage
    run.seen_alive_at = now


def finish_run(run: MatchRun, *, now: datetime) -> None:
    """The plan is written."""
    LIFE.finish(run, now=now)
    run.stage = RunStage.FINISHED
