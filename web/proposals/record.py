"""Writing a plan down: earlier proposals that still wait for a caseworker are replaced, approved ones stay."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime, timedelta

from sqlalchemy import delete, insert, select

from web.audit.services import record_event, take_step
from web.extensions import db
from web.proposals.models import (
    PROPOSAL_STEPS,
    Alternate,
    MatchRun,
    Proposal,
    ProposalStatus,
    Unmatched,
)
from web.proposals.places import HOLDING_A_PLACE
from web.proposals.plan import Plan, PlannedPair
from web.proposals.whereabouts import lock_protected, plan_without_places
from web.vetting.models import MentorWorth
from web.youth.models import MentorRequest, MentorRequestStatus

CASEWORKER_HAS = timedelta(days=14)


def record_plan(run: MatchRun, plan: Plan, *, now: datetime) -> Plan:
    """Write the proposals and the reasons of a plan; return it as it was written.

    The open requests are locked, so that one which was answered or withdrawn meanwhile is left alone. People are
    locked before them, so that nobody becomes protected while it is written.
    """
    plan = plan_without_places(plan, lock_protected(plan))
    ids = [pair.request_id for pair in plan.pairs] + [left.request_id for left in plan.left_out]
    still_open = lock_open_requests(ids)
    replace_waiting(now=now)
    for pair in plan.pairs:
        if pair.request_id in still_open:
            write_proposal(run, pair, now=now)
    for left in plan.left_out:
        if left.request_id in still_open:
            db.session.add(Unmatched(run=run, request_id=left.request_id, reasons=left.reasons))
    record_worths(plan, now=now)
    db.session.flush()
    return plan


def record_worths(plan: Plan, *, now: datetime) -> None:
    """Write down how many each person who is still to be vetted could help, in the place of the earlier counts."""
    db.session.execute(delete(MentorWorth))
    if plan.worths:
        rows = [asdict(worth) | {"counted_at": now} for worth in plan.worths]
        db.session.execute(insert(MentorWorth), rows)


def lock_open_requests(ids: list[int]) -> set[int]:
    """Lock these requests and return those that are open and have nothing approved."""
    promised = select(Proposal.request_id).where(Proposal.status.in_(HOLDING_A_PLACE))
    locked = db.session.scalars(
        select(MentorRequest.id)
        .where(MentorRequest.id.in_(ids), MentorRequest.status == MentorRequestStatus.OPEN)
        .order_by(MentorRequest.id)
        .with_for_update()
    ).all()
    taken = set(db.session.scalars(promised))
    return set(locked) - taken


def replace_waiting(*, now: datetime) -> None:
    """Take every proposal that no caseworker has answered out of play."""
    waiting = db.session.scalars(
        select(Proposal)
        .where(Proposal.status == ProposalStatus.PROPOSED)
        .order_by(Proposal.id)
        .with_for_update()
    ).all()
    for proposal in waiting:
        take_step(proposal, PROPOSAL_STEPS, "replace", by=None, now=now)


def write_proposal(run: MatchRun, pair: PlannedPair, *, now: datetime) -> None:
    """Write one proposal with its alternates."""
    proposal = Proposal(
        run=run,
        request_id=pair.request_id,
        mentor_id=pair.mentor_id,
        score=pair.score,
        contributions=pair.contributions,
        facts=pair.facts,
        expires_at=now + CASEWORKER_HAS,
        alternates=[
            Alternate(
                rank=rank,
                mentor_id=other.mentor_id,
                score=other.score,
                contributions=other.contributions,
                facts=other.facts,
                consequences=other.consequences,
            )
            for rank, other in enumerate(pair.alternates, start=1)
        ],
    )
    db.session.add(proposal)
    db.session.flush()
    record_event("propose", proposal, by=None, now=now, details={"run": run.id})
