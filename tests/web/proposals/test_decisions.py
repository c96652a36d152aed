"""What caseworker and mentor do with a proposal: each answer, who is told, and what stands against a yes."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from tests.web import factories as make
from web.accounts.models import User
from web.audit.models import AuditEvent
from web.core.errors import RuleError, TransitionError
from web.extensions import db
from web.notifications.models import OutboxMessage
from web.profiles.models import MentorStatus
from web.proposals import services
from web.proposals.answers import No
from web.proposals.models import Alternate, Proposal, ProposalStatus
from web.proposals.places import free_places
from web.vetting.models import Clearance, ClearanceKind
from web.youth.models import BlockedPair, BlockReason, MentorRequestStatus

pytestmark = pytest.mark.usefixtures("database")
NO = No(reason="other", words="Ikke lige nu")


def caseworker_of(proposal: Proposal) -> User:
    return proposal.request.young_person.caseworker


def mentor_user_of(proposal: Proposal) -> User:
    return proposal.mentor.volunteer.user


def approve(proposal: Proposal) -> None:
    services.approve_proposal(proposal, by=caseworker_of(proposal), now=make.NOW)


def accepted_by_mentor(**values: object) -> Proposal:
    """A proposal that waits for the young person."""
    proposal = make.make_proposal(**values)
    approve(proposal)
    services.accept_as_mentor(proposal, by=mentor_user_of(proposal), now=make.NOW)
    return proposal


def mails_to(address: str) -> list[OutboxMessage]:
    return list(db.session.scalars(select(OutboxMessage).where(OutboxMessage.address == address)))


def test_approving_asks_the_mentor_once_and_gives_a_week() -> None:
    proposal = make.make_proposal()
    approve(proposal)
    assert proposal.status is ProposalStatus.APPROVED
    assert proposal.expires_at == make.NOW + timedelta(days=7)
    assert len(mails_to(mentor_user_of(proposal).email)) == 1


def test_no_mail_to_a_mentor_names_the_young_person() -> None:
    proposal = accepted_by_mentor()
    services.decline_as_young_person(proposal, NO, by=None, is_on_behalf=False, now=make.NOW)
    person = proposal.request.young_person
    for mail in mails_to(mentor_user_of(proposal).email):
        assert person.first_name not in mail.subject + mail.body
        assert person.last_name not in mail.subject + mail.body


def test_approving_twice_is_refused() -> None:
    proposal = make.make_proposal()
    approve(proposal)
    with pytest.raises(TransitionError):
        approve(proposal)


def test_a_lapsed_clearance_refuses_the_approval() -> None:
    proposal = make.make_proposal()
    clearance = db.session.scalars(
        select(Clearance).where(
            Clearance.volunteer_id == proposal.mentor.volunteer_id, Clearance.kind == ClearanceKind.REFERENCES
        )
    ).one()
    clearance.expires_on = make.TODAY - timedelta(days=1)
    with pytest.raises(RuleError, match="godkendelser"):
        approve(proposal)
    assert proposal.status is ProposalStatus.PROPOSED


def test_a_missing_consent_refuses_the_approval() -> None:
    proposal = make.make_proposal()
    make.take_back_consent(proposal.request.young_person)
    with pytest.raises(RuleError, match="sagt ja"):
        approve(proposal)


def test_a_paused_mentor_refuses_the_approval() -> None:
    proposal = make.make_proposal(mentor=make.make_mentor(status=MentorStatus.PAUSED))
    with pytest.raises(RuleError, match="kan ikke lige nu"):
        approve(proposal)


def test_a_promised_place_cannot_be_promised_again() -> None:
    mentor = make.make_mentor(capacity=1)
    first, second = make.make_proposal(mentor=mentor), make.make_proposal(mentor=mentor)
    approve(first)
    assert free_places(mentor) == 0
    assert second.status is ProposalStatus.WITHDRAWN
    with pytest.raises(RuleError):
        approve(second)


def test_an_answer_after_the_time_is_over_is_refused() -> None:
    proposal = make.make_proposal(expires_at=make.NOW - timedelta(hours=1))
    with pytest.raises(RuleError, match="Tiden"):
        approve(proposal)


def test_declined_proposal_frees_the_mentor_and_blocks_the_pair() -> None:
    proposal = make.make_proposal()
    approve(proposal)
    services.decline_as_mentor(proposal, NO, by=mentor_user_of(proposal), now=make.NOW)
    assert proposal.status is ProposalStatus.DECLINED_BY_MENTOR
    assert proposal.decline_words == NO.words
    assert free_places(proposal.mentor) == 1
    assert proposal.request.status is MentorRequestStatus.OPEN
    assert db.session.scalars(select(BlockedPair.reason)).one() is BlockReason.DECLINED_BY_MENTOR


def test_knowing_each_other_is_the_reason_that_is_kept() -> None:
    proposal = make.make_proposal()
    no = No(reason="know_each_other")
    services.decline_as_caseworker(proposal, no, by=caseworker_of(proposal), now=make.NOW)
    assert db.session.scalars(select(BlockedPair.reason)).one() is BlockReason.KNOW_EACH_OTHER


def test_the_young_person_is_asked_when_the_mentor_has_said_yes() -> None:
    person = make.make_young_person(email="ung.en@example.dk")
    proposal = accepted_by_mentor(request=make.make_request(young_person=person))
    (mail,) = mails_to("ung.en@example.dk")
    assert "/svar/" in mail.body
    assert proposal.status is ProposalStatus.MENTOR_ACCEPTED


def test_a_no_of_the_young_person_is_told_kindly_to_both() -> None:
    proposal = accepted_by_mentor()
    services.decline_as_young_person(
        proposal, NO, by=caseworker_of(proposal), is_on_behalf=True, now=make.NOW
    )
    assert proposal.answered_on_behalf
    assert len(mails_to(mentor_user_of(proposal).email)) == 2
    assert len(mails_to(caseworker_of(proposal).email)) == 2


def test_a_chosen_alternate_is_an_override_and_does_not_block_the_proposed_mentor() -> None:
    proposal = make.make_proposal()
    other = make.make_mentor()
    alternate = Alternate(rank=1, mentor=other, score=0.5, consequences={"others_moved": 0})
    proposal.alternates.append(alternate)
    db.session.flush()
    chosen = services.choose_alternate(proposal, alternate, by=caseworker_of(proposal), now=make.NOW)
    assert proposal.status is ProposalStatus.REPLACED
    assert (chosen.status, chosen.is_override, chosen.mentor_id) == (ProposalStatus.APPROVED, True, other.id)
    assert db.session.scalar(select(func.count()).select_from(BlockedPair)) == 0


def test_withdrawing_the_request_tells_the_mentor_who_was_asked() -> None:
    proposal = make.make_proposal()
    approve(proposal)
    services.withdraw_request(proposal.request, by=caseworker_of(proposal), now=make.NOW)
    assert proposal.status is ProposalStatus.WITHDRAWN
    assert proposal.request.status is MentorRequestStatus.WITHDRAWN
    assert len(mails_to(mentor_user_of(proposal).email)) == 2


def test_an_overdue_proposal_expires_and_frees_both() -> None:
    proposal = make.make_proposal()
    approve(proposal)
    services.expire_proposal(proposal, now=make.NOW + timedelta(days=8))
    assert proposal.status is ProposalStatus.EXPIRED
    assert free_places(proposal.mentor) == 1
    assert db.session.scalar(select(func.count()).select_from(BlockedPair)) == 0


def test_a_proposal_in_time_does_not_expire() -> None:
    proposal = make.make_proposal()
    approve(proposal)
    services.expire_proposal(proposal, now=make.NOW + timedelta(days=6))
    assert proposal.status is ProposalStatus.APPROVED


def test_each_answer_leaves_one_event() -> None:
    accepted_by_mentor()
    actions = db.session.scalars(select(AuditEvent.action).order_by(AuditEvent.id)).all()
    assert actions == ["proposal: approve", "proposal: accept as mentor"]
