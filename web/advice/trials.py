"""Trying plans out: asked for by one person, worked off by the worker, looked at, and forgotten after a month."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import asdict, replace
from datetime import datetime, timedelta

from flask_babel import gettext
from sqlalchemy import delete, or_, select

from web.accounts.models import User
from web.advice.models import (
    TRIAL_STEPS,
    PlanTrial,
    RecruitmentAdvice,
    TrialKind,
    TrialMove,
    TrialStage,
)
from web.audit.lives import Life
from web.core.errors import RuleError
from web.extensions import db
from web.profiles.models import Mentor
from web.proposals.plan import Changes, Comparison, NewMentors, PlannedPair
from web.proposals.whereabouts import RULE_OF_PLACE, Protected, pair_without_places
from web.youth.models import MentorRequest, YoungPerson

LIFE = Life(
    PlanTrial, TRIAL_STEPS, once="uq_plan_trials_one_at_a_time", silence_allowed=timedelta(minutes=15)
)
# Stands for the rule about the way where one of the two has a protected address.
NOT_TOLD = "not_told"


def ask_for_override(request: MentorRequest, mentor: Mentor, *, by: User, now: datetime) -> PlanTrial:
    """Ask what would change if the caseworker insisted on a mentor; raise RuleError while another trial is under way.

    Nobody with protected address can be tried out against requests here and there: the answers would tell where they live.
    """
    if mentor.volunteer.is_protected:
        raise RuleError(gettext("The address of this mentor is protected, so nothing can be tried out."))
    return begin(PlanTrial(kind=TrialKind.OVERRIDE, request=request, mentor=mentor), by=by, now=now)


def ask_what_if(changes: Changes, *, by: User, now: datetime) -> PlanTrial:
    """Ask what the plan would be if something were different; raise RuleError while another trial is under way."""
    if changes == Changes():
        raise RuleError(gettext("Change at least one thing to see what it would mean."))
    if changes.weights is not None and not any(changes.weights.values()):
        raise RuleError(
            gettext("Something must count. Give at least one of them more than 0."),
            field=next(iter(changes.weights)),
        )
    trial = PlanTrial(
        kind=TrialKind.WHAT_IF,
        mentor_id=changes.without_mentor,
        changes=asdict(replace(changes, without_mentor=None)),
    )
    return begin(trial, by=by, now=now)


def begin(trial: PlanTrial, *, by: User, now: datetime) -> PlanTrial:
    """Write a trial down; one person has one at a time."""
    trial.user_id, trial.created_at = by.id, now
    return LIFE.queue(
        trial,
        event="try plan out",
        busy=lambda: gettext("You are trying something out already. Wait until it is done."),
        by=by,
        now=now,
        details={"kind": trial.kind.value},
    )


def changes_of(trial: PlanTrial) -> Changes:
    """Return what was to be different."""
    stored = dict(trial.changes)
    new = stored.pop("new_mentors")
    return Changes(
        lifting=stored.get("lifting"),
        weights=stored["weights"],
        common_minutes=stored.get("common_minutes"),
        age_distance_years=stored.get("age_distance_years"),
        without_rules=tuple(stored["without_rules"]),
        more_minutes=stored["more_minutes"],
        without_mentor=trial.mentor_id,
        new_mentors=None if new is None else NewMentors(**new),
    )


def enter_stage(trial: PlanTrial, stage: TrialStage, *, now: datetime) -> None:
    """Say what is being done now, as a sign of life."""
    trial.stage = stage
    trial.seen_alive_at = now


def finish_trial(trial: PlanTrial, found: Comparison, protected: Protected, *, now: datetime) -> None:
    """Write down what was found, without anything that would tell where protected people live."""
    LIFE.finish(trial, now=now)
    trial.moves = [
        TrialMove(
            request_id=move.request_id,
            before_mentor_id=move.before,
            after_mentor_id=move.after,
            is_new_mentor=move.is_new,
        )
        for move in found.moves
    ]
    is_hidden = trial.request_id in protected.requests or trial.mentor_id in protected.mentors
    trial.answer = {
        "broken_rules": told_rules(found.broken_rules, is_hidden=is_hidden),
        "served": found.served,
        "mean_score": None if is_hidden else found.mean_score,
        "worst_score": None if is_hidden else found.worst_score,
        "groups": None if found.groups is None else asdict(found.groups),
        "pair": None if found.pair is None else asdict(pair_without_places(found.pair, protected)),
    }


def told_rules(rules: Collection[str], *, is_hidden: bool) -> list[str]:
    """Return the broken rules as they may be told: of somebody protected nothing about the way."""
    return [NOT_TOLD if is_hidden and rule == RULE_OF_PLACE else rule for rule in rules]


def pair_of(trial: PlanTrial) -> PlannedPair:
    """Return the pair that was tried out, as it was found."""
    return PlannedPair(**(trial.answer["pair"] | {"alternates": ()}))


def forget_young_person(young_person: YoungPerson) -> None:
    """Forget all advice that could tell where somebody lives who is protected from now on; the row is locked."""
    own = select(MentorRequest.id).where(MentorRequest.young_person_id == young_person.id)
    moved = select(TrialMove.trial_id).where(TrialMove.request_id.in_(own))
    db.session.execute(delete(PlanTrial).where(or_(PlanTrial.request_id.in_(own), PlanTrial.id.in_(moved))))
    # Kinds of mentors name areas, and nobody's id is kept with them: they come anew with the next run.
    db.session.execute(delete(RecruitmentAdvice))


def forget_mentor(mentor: Mentor) -> None:
    """Forget what was tried out with a mentor who is protected from now on; the volunteer's row is locked."""
    moved = select(TrialMove.trial_id).where(
        or_(TrialMove.before_mentor_id == mentor.id, TrialMove.after_mentor_id == mentor.id)
    )
    db.session.execute(
        delete(PlanTrial).where(or_(PlanTrial.mentor_id == mentor.id, PlanTrial.id.in_(moved)))
    )
