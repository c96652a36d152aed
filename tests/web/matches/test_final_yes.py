"""The young person's yes: one match, one set of notices, one event; what lapsed in between refuses it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from tests.web import factories as make
from web.accounts.models import User
from web.audit.models import AuditEvent
from web.core.errors import TransitionError
from web.extensions import db
from web.matches.labels import CloseReason
from web.matches.models import Match, MatchStatus
from web.matches.services import Refusal, accept_as_young_person, close_match
from web.notifications.models import OutboxMessage
from web.proposals.models import Proposal, ProposalStatus
from web.proposals.places import free_places
from web.vetting.models import Clearance, ClearanceKind
from web.youth.models import BlockedPair, MentorRequestStatus

pytestmark = pytest.mark.usefixtures("database")


def waiting_proposal(**values: object) -> Proposal:
    """A proposal that waits for the young person."""
    return make.make_proposal(**({"status": ProposalStatus.MENTOR_ACCEPTED} | values))


def accept(proposal: Proposal) -> Match | Refusal:
    return accept_as_young_person(proposal, by=None, is_on_behalf=False, now=make.NOW)


def accepted_match(**values: object) -> Match:
    match = accept(waiting_proposal(**values))
    assert isinstance(match, Match)
    return match


def count(model: type[object]) -> int:
    return db.session.scalar(select(func.count()).select_from(model)) or 0


def caseworker_of(match: Match) -> User:
    return match.young_person.caseworker


def test_a_yes_makes_the_match_and_tells_all_three() -> None:
    person = make.make_young_person(email="ung@example.dk")
    match = accepted_match(request=make.make_request(young_person=person))
    assert (match.status, match.seat, match.started_on) == (MatchStatus.ACTIVE, 1, make.TODAY)
    assert match.proposal.status is ProposalStatus.ACCEPTED
    assert match.request.status is MentorRequestStatus.MATCHED
    assert count(OutboxMessage) == 3


def test_no_mail_about_a_match_holds_the_name() -> None:
    match = accepted_match()
    for mail in db.session.scalars(select(OutboxMessage)):
        assert match.young_person.first_name not in mail.subject + mail.body


def test_a_second_yes_changes_nothing() -> None:
    proposal = waiting_proposal()
    accept(proposal)
    with pytest.raises(TransitionError):
        accept(proposal)
    db.session.rollback()


def test_a_clearance_that_lapses_in_between_refuses_the_yes_with_an_explanation() -> None:
    proposal = waiting_proposal()
    lapsed = db.session.scalars(
        select(Clearance).where(
            Clearance.volunteer_id == proposal.mentor.volunteer_id, Clearance.kind == ClearanceKind.TRAINING
        )
    ).one()
    lapsed.expires_on = make.TODAY - timedelta(days=1)
    answer = accept(proposal)
    assert isinstance(answer, Refusal)
    assert "godkendelser" in answer.message
    assert (proposal.status, proposal.decline_reason) == (ProposalStatus.WITHDRAWN, "match_needs_clearance")
    assert (count(Match), proposal.request.status) == (0, MentorRequestStatus.OPEN)
    actions = db.session.scalars(select(AuditEvent.action)).all()
    assert actions == ["proposal: withdraw"]


def test_a_consent_taken_back_in_between_refuses_the_yes() -> None:
    proposal = waiting_proposal()
    make.take_back_consent(proposal.request.young_person)
    assert isinstance(accept(proposal), Refusal)
    assert proposal.decline_reason == "match_needs_consent"


def test_without_a_free_place_the_yes_is_refused() -> None:
    mentor = make.make_mentor(capacity=1)
    accepted_match(mentor=mentor)
    late = waiting_proposal(mentor=mentor)
    answer = accept(late)
    assert isinstance(answer, Refusal)
    assert late.decline_reason == "no_place"


def test_a_full_mentor_loses_the_proposals_that_still_wait() -> None:
    mentor = make.make_mentor(capacity=1)
    other = make.make_proposal(mentor=mentor)
    accepted_match(mentor=mentor)
    assert other.status is ProposalStatus.WITHDRAWN


def test_the_lowest_free_seat_is_taken() -> None:
    mentor = make.make_mentor(capacity=3)
    first, second = accepted_match(mentor=mentor), accepted_match(mentor=mentor)
    end(first)
    third = accepted_match(mentor=mentor)
    assert (second.seat, third.seat) == (2, 1)


def end(match: Match, reason: CloseReason = CloseReason.REACHED, *, wants_another: bool = False) -> None:
    close_match(
        match, reason, words="Tak", wants_another=wants_another, by=caseworker_of(match), now=make.NOW
    )


def test_an_ended_match_frees_the_place_and_puts_the_request_away() -> None:
    match = accepted_match()
    end(match)
    assert (match.status, match.seat, match.closed_on) == (MatchStatus.CLOSED, None, make.TODAY)
    assert free_places(match.mentor) == 1
    assert match.request.status is MentorRequestStatus.WITHDRAWN
    assert count(BlockedPair) == 0


def test_whoever_wants_another_mentor_is_in_the_next_run() -> None:
    match = accepted_match()
    end(match, CloseReason.DID_NOT_WORK, wants_another=True)
    assert match.request.status is MentorRequestStatus.OPEN
    assert count(BlockedPair) == 1
