"""Background jobs of this feature: making a match run, watching over runs, letting proposals expire."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

from sqlalchemy import select

from web.core import clock
from web.core.errors import TransitionError
from web.core.jobs import background
from web.extensions import db
from web.proposals import runs
from web.proposals.beside import Writer, pairs_of, plan_beside
from web.proposals.followers import enqueue_followers
from web.proposals.intake import read_intake
from web.proposals.models import LIVE_PROPOSALS, MatchRun, Proposal, RunStage
from web.proposals.plan import Plan
from web.proposals.record import record_plan
from web.proposals.services import expire_proposal


@background("match run", attempts=4)
def run_matching(*, run_id: int) -> None:
    """Make the run: read, solve, check, write. Each stage is committed, so that its page can tell what happens."""
    run = db.session.get(MatchRun, run_id)
    if run is None or not runs.LIFE.is_under_way(run):
        return
    runs.LIFE.begin(run, now=clock.now())
    seconds: dict[str, float] = {}
    try:
        plan, write_beside = make_plan(run, enter=lambda stage: enter(run, stage, seconds))
        enter(run, RunStage.WRITING, seconds)
    except RunStoppedError:
        return
    except RunFailedError as failure:
        runs.LIFE.fail(run, reason=str(failure), now=clock.now())
        return
    if runs.LIFE.is_still_running(run):
        written = record_plan(run, plan, now=clock.now())
        finish_clock(seconds)
        run.statistics = written.statistics | {"seconds": seconds}
        runs.finish_run(run, now=clock.now())
        enqueue_followers(run)
        if write_beside is not None:
            # On its own, since people answer about both at once: nobody is to wait for two plans to be written.
            db.session.commit()
            beside = write_beside(run, clock.now())
            run.statistics = run.statistics | {"beside": beside}


class RunFailedError(Exception):
    """The run cannot succeed by being tried again; the message is a code and, after a colon, the engine's words."""


class RunStoppedError(Exception):
    """Somebody has ended the run meanwhile; nothing more is to be written."""


def enter(run: MatchRun, stage: RunStage, seconds: dict[str, float]) -> None:
    """Commit the next stage, and stop the clock of the one before."""
    finish_clock(seconds)
    seconds[stage] = -time.monotonic()
    if not runs.LIFE.is_still_running(run):
        raise RunStoppedError
    runs.enter_stage(run, stage, now=clock.now())
    db.session.commit()


def finish_clock(seconds: dict[str, float]) -> None:
    """Turn the start of the stage that runs (kept below zero) into its length."""
    for stage, value in seconds.items():
        if value < 0:
            seconds[stage] = round(value + time.monotonic(), 3)


def make_plan(run: MatchRun, *, enter: Callable[[RunStage], None]) -> tuple[Plan, Writer | None]:
    """Return the checked plan and what writes what was planned beside it; raise RunFailedError where there can be none."""
    from web.proposals import engine

    enter(RunStage.READING)
    intake = read_intake(now=clock.now())
    run.input_size = intake.size
    run.weights = dict(intake.terms.weights)
    if not intake.requests or not intake.mentors:
        raise RunFailedError("nobody_asks" if not intake.requests else "nobody_offers")
    try:
        problem, prices = engine.snapshot_with_prices(intake, now=clock.now())
        enter(RunStage.SOLVING)
        with runs.LIFE.pulse(run):
            beside = plan_beside(intake, problem, now=clock.now(), seconds=run.patience_seconds)
            problem = engine.without_room(problem, beside.no_room)
            result = engine.solve(problem)
        enter(RunStage.CHECKING)
        if found := engine.findings(problem, result):
            raise RunFailedError(f"check_failed:{'; '.join(found[:5])}")
        worths = engine.worths_of(problem, result, intake, now=clock.now())
        plan = engine.plan_of(problem, result)
        told = {"prices": prices, "together": beside.outlook, **intake.terms.told()}
        plan = replace(
            plan,
            worths=worths,
            statistics=plan.statistics | told,
        )
        return plan, beside.settle(pairs_of(plan))
    except engine.EngineError as error:
        raise RunFailedError(f"invalid_problem:{error}") from error


@background("watch match runs", every="* * * * *")
def watch_match_runs(*, timestamp: int) -> None:
    """Fail the runs that nothing has been heard of, so that the next can be started."""
    runs.LIFE.fail_silent(now=datetime.fromtimestamp(timestamp, UTC))


@background("expire proposals", every="17 * * * *")
def expire_proposals(*, timestamp: int) -> None:
    """Let every proposal expire whose time is over, one commit each."""
    now = clock.now()
    overdue = db.session.scalars(
        select(Proposal.id)
        .where(Proposal.status.in_(LIVE_PROPOSALS), Proposal.expires_at < now)
        .order_by(Proposal.id)
    ).all()
    for proposal_id in overdue:
        try:
            expire_proposal(db.session.get_one(Proposal, proposal_id), now=now)
        except TransitionError:
            db.session.rollback()
        else:
            db.session.commit()
