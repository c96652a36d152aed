"""Writing a plan down: earlier proposals that still wait for a caseworker are replaced, approved ones stay."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from psycopg.errors import LockNotAvailable
from sqlalchemy import delete, insert, select
from sqlalchemy.exc import OperationalError

from web.audit.services import record_event, take_step
from web.extensions import db
from web.proposals.changes import record_changes
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
from web.proposals.whereabouts import Protected, lock_protected, plan_without_places
from web.vetting.models import MentorWorth
from web.youth.models import MentorRequest, MentorRequestStatus

CASEWORKER_HAS = timedelta(days=14)
PATIENCE_SECONDS = 60
PAUSE_SECONDS = 0.05


@dataclass(frozen=True)
class Held:
    """What is locked until the plan is written: who of it is protected, what waits for caseworkers, what is still open."""

    protected: Protected
    waiting: Sequence[Proposal]
    open_requests: set[int]


def record_plan(run: MatchRun, plan: Plan, *, now: datetime) -> Plan:
    """Write the proposals and the reasons of a plan; return it as it was written.

    The open requests are locked, so that one which was answered or withdrawn meanwhile is left alone; and people, so
    that nobody becomes protected while it is written.
    """
    held = hold_everything(plan)
    plan = plan_without_places(plan, held.protected)
    for proposal in held.waiting:
        take_step(proposal, PROPOSAL_STEPS, "replace", by=None, now=now)
    for pair in plan.pairs:
        if pair.request_id in held.open_requests:
            write_proposal(run, pair, now=now)
    for left in plan.left_out:
        if left.request_id in held.open_requests:
            db.session.add(Unmatched(run=run, request_id=left.request_id, reasons=left.reasons))
    note_changes(run, plan, held)
    record_worths(plan, now=now)
    db.session.flush()
    return plan


def note_changes(run: MatchRun, plan: Plan, held: Held) -> None:
    """Write down who has another mentor than in the plan before."""
    before = {proposal.request_id: proposal.mentor_id for proposal in held.waiting}
    written = [pair for pair in plan.pairs if pair.request_id in held.open_requests]
    left = {left.request_id for left in plan.left_out} & held.open_requests
    record_changes(run, before, {pair.request_id: pair.mentor_id for pair in written}, left)


def hold_everything(plan: Plan) -> Held:
    """Lock all that a plan touches, in one go: while somebody's answer holds a part of it, nothing is held here.

    People answer in the order mentor, proposal, request. Whoever holds many rows and waits for one more would stand in
    their way in every order, and the database would end one of the two.
    """
    ids = [pair.request_id for pair in plan.pairs] + [left.request_id for left in plan.left_out]
    give_up_at = time.monotonic() + PATIENCE_SECONDS
    while True:
        try:
            with db.session.begin_nested():
                return Held(lock_protected(plan), lock_waiting(), lock_open_requests(ids))
        except OperationalError as error:
            if not isinstance(error.orig, LockNotAvailable) or time.monotonic() > give_up_at:
                raise
        time.sleep(PAUSE_SECONDS)


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
        .with_for_update(nowait=True)
    ).all()
    taken = set(db.session.scalars(promised))
    return set(locked) - taken


def lock_waiting() -> Sequence[Proposal]:
    """Lock and return every proposal that no caseworker has answered."""
    return db.session.scalars(
        select(Proposal)
        .where(Proposal.status == ProposalStatus.PROPOSED)
        .order_by(Proposal.id)
        .with_for_update(nowait=True)
        .execution_options(populate_existing=True)
    ).all()


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
