"""Background jobs of advice: what follows each match run, and the plans that people try out."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import select

from web.advice import recruitment, trials
from web.advice.models import PlanTrial, TrialKind, TrialStage
from web.catalogue.models import Area
from web.core import clock
from web.core.jobs import background
from web.extensions import db
from web.proposals.followers import after_each_run
from web.proposals.intake import Intake, read_intake
from web.proposals.models import MatchRun
from web.proposals.plan import Comparison
from web.proposals.whereabouts import Protected, lock_protected_among


@background("advice on recruiting")
def work_out_recruitment(*, run_id: int) -> None:
    """Work out what one more mentor of each kind would be worth after a run."""
    from web.proposals import engine

    run = db.session.get(MatchRun, run_id)
    if run is None:
        return
    intake = read_intake(now=clock.now())
    if not intake.requests or not intake.mentors:
        recruitment.write_advice(run, (), now=clock.now())
        return
    hidden = recruitment.protected_request_ids(request.id for request in intake.requests)
    kinds = engine.kinds_worth_recruiting(
        engine.snapshot(intake, now=clock.now()), hidden_requests={str(request_id) for request_id in hidden}
    )
    recruitment.write_advice(run, kinds, now=clock.now())


after_each_run(work_out_recruitment)


class CannotTryError(Exception):
    """There is nothing to compare; the message is a code."""


@background("try plan out", attempts=4)
def try_plan_out(*, trial_id: int) -> None:
    """Work a trial out: read, plan, compare. Each stage is committed, so that its page can tell what happens."""
    trial = db.session.get(PlanTrial, trial_id)
    if trial is None or not trials.LIFE.is_under_way(trial):
        return
    trials.LIFE.begin(trial, now=clock.now())
    enter(trial, TrialStage.READING)
    try:
        found = compare_plans(trial)
    except CannotTryError as error:
        trials.LIFE.fail(trial, reason=str(error), now=clock.now())
        return
    protected = lock_named(trial, found)
    if trials.LIFE.is_still_running(trial):
        trials.finish_trial(trial, found, protected, now=clock.now())


def compare_plans(trial: PlanTrial) -> Comparison:
    """Return what the tried plan changes; raise CannotTryError where there is nothing to compare."""
    from web.proposals import engine

    intake = read_intake(now=clock.now())
    ensure_two_sides(trial, intake)
    enter(trial, TrialStage.PLANNING)
    try:
        problem = engine.snapshot(intake, now=clock.now())
        if trial.kind is TrialKind.WHAT_IF:
            return engine.with_changes(problem, trials.changes_of(trial), area=area_of(trial))
        assert trial.request_id is not None
        assert trial.mentor_id is not None
        if all(mentor.id != trial.mentor_id for mentor in intake.mentors):
            return Comparison(broken_rules=("mentor_has_no_room",))
        return engine.with_override(problem, request_id=trial.request_id, mentor_id=trial.mentor_id)
    except engine.EngineError as error:
        raise CannotTryError("invalid_problem") from error


def ensure_two_sides(trial: PlanTrial, intake: Intake) -> None:
    """Raise CannotTryError where nobody asks or offers, or the trial's own request or mentor takes no part today."""
    request_ids, mentor_ids = {r.id for r in intake.requests}, {m.id for m in intake.mentors}
    if not request_ids:
        raise CannotTryError("nobody_asks")
    if not mentor_ids:
        raise CannotTryError("nobody_offers")
    if trial.request_id is not None and trial.request_id not in request_ids:
        raise CannotTryError("request_takes_no_part")
    if trial.kind is TrialKind.WHAT_IF and trial.mentor_id is not None and trial.mentor_id not in mentor_ids:
        raise CannotTryError("mentor_takes_no_part")


def area_of(trial: PlanTrial) -> Area | None:
    """Return where the imagined mentors live, if there are any."""
    new = trials.changes_of(trial).new_mentors
    return None if new is None else db.session.scalar(select(Area).where(Area.code == new.area))


def enter(trial: PlanTrial, stage: TrialStage) -> None:
    """Commit the next stage, for the page and the watch."""
    trials.enter_stage(trial, stage, now=clock.now())
    db.session.commit()


def lock_named(trial: PlanTrial, found: Comparison) -> Protected:
    """Return who is protected of those whom the answer names; nobody of them can become so until it is written."""
    requests = {move.request_id for move in found.moves} | ({trial.request_id} - {None})
    mentors = {mentor for move in found.moves for mentor in (move.before, move.after)} | {trial.mentor_id}
    return lock_protected_among(
        [request for request in requests if request is not None],
        [mentor for mentor in mentors if mentor is not None],
    )


@background("watch plan trials", every="* * * * *")
def watch_trials(*, timestamp: int) -> None:
    """Fail the trials that nothing comes of, so that the next can be started."""
    trials.LIFE.fail_silent(now=datetime.fromtimestamp(timestamp, UTC))
