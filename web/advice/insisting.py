"""Insisting on a mentor whom the plan did not choose: people overrule the engine, knowing what it costs."""

from __future__ import annotations

import enum
from datetime import datetime, timedelta

from flask_babel import gettext
from sqlalchemy import exists, select
from sqlalchemy.exc import IntegrityError

from web.accounts.models import User
from web.advice.models import PlanTrial, TrialKind, TrialStatus
from web.advice.trials import pair_of
from web.audit.services import record_event, take_step
from web.core.errors import RuleError
from web.core.locks import lock_row
from web.extensions import db
from web.proposals.models import LIVE_PROPOSALS, PROPOSAL_STEPS, Proposal, ProposalStatus
from web.proposals.places import lock_mentor
from web.proposals.plan import PlannedPair
from web.proposals.record import CASEWORKER_HAS
from web.proposals.services import approve_proposal
from web.proposals.whereabouts import Protected, is_protected_pair, pair_without_places
from web.youth.models import BlockedPair, MentorRequest

COUNTS_FOR = timedelta(days=1)


class WhyInsist(enum.StrEnum):
    """Why the caseworker chooses another mentor than the plan does."""

    KNOWS_BOTH = "knows_both"
    YOUNG_PERSON_ASKED = "young_person_asked"
    MET_BEFORE = "met_before"
    OTHER = "other"


def insist(trial: PlanTrial, why: WhyInsist, *, by: User, now: datetime) -> Proposal:
    """Propose the pair that was tried out in the place of what waits, and ask the mentor.

    Raises RuleError where it was tried out too long ago, cannot be, or something stands against it by now.
    """
    assert trial.mentor_id is not None, "an override names both"
    assert trial.request is not None, "an override names both"
    lock_mentor(trial.mentor_id)
    earlier = live_proposal_of(trial.request)
    if earlier is not None:
        lock_row(earlier)
    lock_row(trial)
    ensure_still_counts(trial, now=now)
    if earlier is not None:
        replace_waiting(earlier, by=by, now=now)
    chosen = proposal_of(trial, pair_as_it_may_be_told(trial), now=now)
    write(chosen)
    record_event("insist on mentor", chosen, by=by, now=now, purpose=why.value, details={"trial": trial.id})
    approve_proposal(chosen, by=by, now=now)
    trial.proposal = chosen
    return chosen


def ensure_still_counts(trial: PlanTrial, *, now: datetime) -> None:
    """Raise RuleError unless the trial found that the two can be proposed, lately, and nobody has said no since."""
    if trial.proposal_id is not None:
        raise RuleError(gettext("You have chosen this mentor already."))
    if (
        trial.kind is not TrialKind.OVERRIDE
        or trial.status is not TrialStatus.DONE
        or trial.answer["pair"] is None
    ):
        raise RuleError(gettext("These two cannot be proposed to each other."))
    if trial.created_at < now - COUNTS_FOR:
        raise RuleError(gettext("This was worked out too long ago. Try it out again first."))
    assert trial.request is not None
    blocked = exists().where(
        BlockedPair.young_person_id == trial.request.young_person_id, BlockedPair.mentor_id == trial.mentor_id
    )
    if db.session.scalar(select(blocked)):
        raise RuleError(gettext("One of the two has said no to the other since then."))


def live_proposal_of(request: MentorRequest) -> Proposal | None:
    """Return what is under way for a request."""
    return db.session.scalars(
        select(Proposal).where(Proposal.request_id == request.id, Proposal.status.in_(LIVE_PROPOSALS))
    ).one_or_none()


def replace_waiting(earlier: Proposal, *, by: User, now: datetime) -> None:
    """Take the proposal that waits for the caseworker out of play; raise RuleError where somebody was asked already."""
    if earlier.status in LIVE_PROPOSALS and earlier.status is not ProposalStatus.PROPOSED:
        raise RuleError(gettext("A mentor has been asked already. Say no to that proposal first."))
    if earlier.status is ProposalStatus.PROPOSED:
        take_step(earlier, PROPOSAL_STEPS, "replace", by=by, now=now)


def pair_as_it_may_be_told(trial: PlanTrial) -> PlannedPair:
    """Return the pair, without places where one of the two has become protected since."""
    pair = pair_of(trial)
    assert trial.request is not None
    assert trial.mentor is not None
    if not is_protected_pair(trial.request, trial.mentor):
        return pair
    return pair_without_places(pair, Protected(frozenset({pair.request_id}), frozenset()))


def proposal_of(trial: PlanTrial, pair: PlannedPair, *, now: datetime) -> Proposal:
    """Return the proposal of the pair."""
    return Proposal(
        request=trial.request,
        mentor_id=pair.mentor_id,
        score=pair.score,
        contributions=pair.contributions,
        facts=pair.facts,
        is_override=True,
        expires_at=now + CASEWORKER_HAS,
    )


def write(chosen: Proposal) -> None:
    """Write the proposal; raise RuleError where a match run has just written another for the same request."""
    try:
        with db.session.begin_nested():
            db.session.add(chosen)
            db.session.flush()
    except IntegrityError as error:
        if "uq_proposals_live_request" not in str(error):
            raise
        raise RuleError(
            gettext("There is a new proposal for the young person. Look at that first.")
        ) from error
