"""Many yeses at once: never more matches than places, one match per proposal, one set of notices."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Sequence

import pytest
from flask import Flask
from sqlalchemy import func, select, update

from tests.web import factories as make
from web.audit.models import AuditEvent
from web.core.errors import RuleError
from web.extensions import db
from web.matches.models import Match, MatchStatus
from web.matches.services import Refusal, accept_as_young_person
from web.notifications.models import OutboxMessage
from web.proposals.models import Proposal, ProposalStatus
from web.proposals.services import approve_proposal
from web.vetting.models import Clearance

pytestmark = pytest.mark.usefixtures("database")


def at_once(app: Flask, acts: Sequence[Callable[[], str]]) -> Counter[str]:
    """Run every act in a thread with a connection of its own, all starting together; count how they ended."""
    barrier, ends = threading.Barrier(len(acts)), Counter[str]()

    def run(act: Callable[[], str]) -> None:
        with app.app_context():
            barrier.wait()
            try:
                end = act()
                db.session.commit()
                ends[end] += 1
            except RuleError:
                db.session.rollback()
                ends["too late"] += 1
            finally:
                db.session.remove()

    db.session.commit()
    threads = [threading.Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    db.session.expire_all()
    return ends


def accepting(proposal_id: int) -> Callable[[], str]:
    def act() -> str:
        proposal = db.session.get_one(Proposal, proposal_id)
        answer = accept_as_young_person(proposal, by=None, is_on_behalf=False, now=make.NOW)
        return "refused" if isinstance(answer, Refusal) else "match"

    return act


def approving(proposal_id: int) -> Callable[[], str]:
    def act() -> str:
        proposal = db.session.get_one(Proposal, proposal_id)
        approve_proposal(proposal, by=proposal.request.young_person.caseworker, now=make.NOW)
        return "approved"

    return act


def active_matches() -> int:
    return db.session.scalar(select(func.count()).where(Match.status == MatchStatus.ACTIVE)) or 0


def test_one_proposal_accepted_by_many_threads_is_one_match_with_one_set_of_notices(app: Flask) -> None:
    proposal = make.make_proposal(status=ProposalStatus.MENTOR_ACCEPTED)
    ends = at_once(app, [accepting(proposal.id)] * 8)
    assert ends == {"match": 1, "too late": 7}
    assert active_matches() == 1
    assert db.session.scalar(select(func.count()).select_from(OutboxMessage)) == 2
    made = select(func.count()).where(AuditEvent.action == "make match")
    assert db.session.scalar(made) == 1


def test_more_yeses_than_places_never_overfill_a_mentor(app: Flask) -> None:
    mentor = make.make_mentor(capacity=2)
    ids = [make.make_proposal(mentor=mentor, status=ProposalStatus.MENTOR_ACCEPTED).id for _ in range(8)]
    ends = at_once(app, [accepting(proposal_id) for proposal_id in ids])
    assert ends == {"match": 2, "refused": 6}
    assert active_matches() == 2


def test_caseworkers_who_approve_at_once_never_promise_more_than_there_is(app: Flask) -> None:
    mentor = make.make_mentor(capacity=2)
    ids = [make.make_proposal(mentor=mentor).id for _ in range(6)]
    ends = at_once(app, [approving(proposal_id) for proposal_id in ids])
    assert ends["approved"] == 2
    approved = select(func.count()).where(Proposal.status == ProposalStatus.APPROVED)
    assert db.session.scalar(approved) == 2


def test_a_clearance_withdrawn_at_the_same_moment_never_leaves_a_match_without_it(app: Flask) -> None:
    proposal = make.make_proposal(status=ProposalStatus.MENTOR_ACCEPTED)
    volunteer_id = proposal.mentor.volunteer_id

    def lapse() -> str:
        wanted = update(Clearance).where(Clearance.volunteer_id == volunteer_id)
        db.session.execute(wanted.values(expires_on=make.TODAY.replace(year=2025)))
        return "lapsed"

    ends = at_once(app, [accepting(proposal.id), lapse])
    assert ends["lapsed"] == 1
    assert ends["match"] + ends["refused"] == 1
    assert active_matches() == ends["match"]
