"""Background jobs of staffing: making a plan, and watching over the runs."""

from __future__ import annotations

import threading
from datetime import UTC, datetime

from sqlalchemy import select

from web.catalogue.models import Skill
from web.core import clock
from web.core.jobs import background
from web.core.locks import lock_row
from web.extensions import db
from web.staffing import runs
from web.staffing.intake import read_intake
from web.staffing.models import ACTIVE_RUNS, StaffingRun, StaffingRunStatus
from web.staffing.record import record_proposals
from web.staffing.telling import Follow, Teller

MOST_SECONDS = 120.0


class RunFailedError(Exception):
    """The run cannot succeed by being tried again; the message is a code and, after a colon, the engine's words."""


@background("staffing run", attempts=4)
def run_staffing(*, run_id: int) -> None:
    """Make the plan: read, solve with progress, check, write in one transaction. Killed, it starts again from what is stored."""
    run = db.session.get(StaffingRun, run_id)
    if run is None or run.status not in ACTIVE_RUNS:
        return
    carry_out(run, seconds=MOST_SECONDS)


def carry_out(
    run: StaffingRun, *, seconds: float, follow: Follow | None = None, stop: threading.Event | None = None
) -> None:
    """Begin the run and bring it to its end, or write down why there is no plan; the caller commits.

    `follow` is told what is reached, and `stop` is a second stop button.
    """
    runs.begin_run(run, now=clock.now())
    db.session.commit()
    try:
        make_plan(run, seconds=seconds, follow=follow, stop=stop or threading.Event())
    except RunFailedError as failure:
        db.session.rollback()
        lock_row(run)
        if run.status is StaffingRunStatus.RUNNING:
            runs.fail_run(run, reason=str(failure), now=clock.now())


def make_plan(run: StaffingRun, *, seconds: float, follow: Follow | None, stop: threading.Event) -> None:
    """Write the checked proposals; raise RunFailedError where there can be none."""
    from web.staffing import engine

    intake = read_intake(run.plan, now=clock.now())
    if not intake.shifts:
        raise RunFailedError("no_shifts")
    if not intake.volunteers:
        raise RunFailedError("nobody_offers")
    skills = frozenset(db.session.scalars(select(Skill.code)))
    try:
        problem = engine.problem_of(intake, skills=skills, now=clock.now())
        if problem is None:
            raise RunFailedError("all_taken")
        db.session.commit()
        with Teller(db.engine, run.id, follow=follow, stop=stop) as teller:
            plan = engine.solve(problem, seconds=seconds, tell=teller.tell, stop=teller.stop)
    except engine.EngineError as error:
        raise RunFailedError(f"invalid_problem:{error}") from error
    if found := engine.findings(problem, plan):
        raise RunFailedError(f"check_failed:{'; '.join(found[:5])}")
    lock_row(run)
    if run.status is not StaffingRunStatus.RUNNING:
        return
    run.outcome = engine.outcome_of(plan)
    run.unstaffed = engine.unstaffed_by(plan)
    if engine.is_infeasible(plan):
        runs.fail_run(run, reason="clash", now=clock.now())
        return
    record_proposals(run.plan, engine.proposed_by(problem, plan), intake, now=clock.now())
    runs.finish_run(run, now=clock.now())


@background("watch staffing runs", every="* * * * *")
def watch_staffing_runs(*, timestamp: int) -> None:
    """Fail the runs that nothing has been heard of, so that the next can be started."""
    for run in runs.silent_runs(now=datetime.fromtimestamp(timestamp, UTC)):
        runs.fail_run(run, reason="silent", now=clock.now())
