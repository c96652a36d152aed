"""Statements that the person gives online, and decisions with reasons that can be taken back and asked about."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.web import factories as make
from web.accounts.models import RoleName, User
from web.core.errors import RuleError
from web.extensions import db
from web.matches.models import ClearanceLapse, Match
from web.notifications.models import OutboxMessage
from web.profiles.models import Mentor, MentorStatus
from web.proposals.models import Proposal, ProposalStatus
from web.vetting.decisions import ask_about_refusal, newest_decision, refuse_mentor, reopen_application
from web.vetting.models import (
    Clearance,
    ClearanceKind,
    ClearanceStatus,
    DecisionReason,
    GivenStatement,
    Outcome,
)
from web.vetting.services import refuse_clearance
from web.vetting.statements import STATEMENTS, give_statement

pytestmark = pytest.mark.usefixtures("database")


def an_applicant() -> Mentor:
    return make.make_mentor(is_cleared=False, status=MentorStatus.APPLIED)


def a_caseworker() -> User:
    return make.make_user(RoleName.CASEWORKER)


def status_of(mentor: Mentor, kind: ClearanceKind) -> ClearanceStatus:
    return db.session.scalars(
        select(Clearance.status).where(Clearance.volunteer_id == mentor.volunteer_id, Clearance.kind == kind)
    ).one()


@pytest.mark.parametrize("kind", list(STATEMENTS))
def test_a_statement_is_kept_word_for_word_and_puts_the_clearance_in_order(kind: ClearanceKind) -> None:
    mentor = an_applicant()
    user, version = mentor.volunteer.user, STATEMENTS[kind].version
    give_statement(mentor, kind, version=version, language="da", by=user, now=make.NOW)
    given = db.session.scalars(select(GivenStatement)).one()
    assert (given.words, given.language, given.given_at) == (STATEMENTS[kind].words["da"], "da", make.NOW)
    assert status_of(mentor, kind) is ClearanceStatus.VALID


def test_nobody_gives_a_statement_for_somebody_else_or_to_words_that_were_changed() -> None:
    mentor, kind = an_applicant(), ClearanceKind.CONFIDENTIALITY
    with pytest.raises(RuleError):
        give_statement(mentor, kind, version=1, language="da", by=a_caseworker(), now=make.NOW)
    with pytest.raises(RuleError):
        give_statement(mentor, kind, version=0, language="da", by=mentor.volunteer.user, now=make.NOW)


def test_a_statement_that_staff_refused_cannot_be_given_past_them() -> None:
    mentor, kind = an_applicant(), ClearanceKind.CONFIDENTIALITY
    refuse_clearance(mentor.volunteer, kind, "", by=a_caseworker(), now=make.NOW)
    with pytest.raises(RuleError):
        give_statement(mentor, kind, version=1, language="da", by=mentor.volunteer.user, now=make.NOW)


def test_the_page_of_a_statement_wants_a_tick(sign_in: Callable[[User], FlaskClient]) -> None:
    mentor = an_applicant()
    client = sign_in(mentor.volunteer.user)
    path = "/frivillig/mentor/loefte/commitment"
    assert "mindst ét år" in client.get(path).get_data(as_text=True)
    assert "Sæt kryds her" in client.post(path, data={"version": "1"}).get_data(as_text=True)
    assert client.post(path, data={"version": "1", "is_agreed": "y"}).status_code == 302
    assert client.get("/frivillig/mentor/loefte/interview").status_code == 404


def test_nothing_is_written_in_free_text_about_criminal_matters(
    sign_in: Callable[[User], FlaskClient],
) -> None:
    mentor = an_applicant()
    with pytest.raises(RuleError):
        refuse_clearance(
            mentor.volunteer, ClearanceKind.CRIMINAL_RECORD, "En dom", by=a_caseworker(), now=make.NOW
        )
    mentor_id = mentor.id
    client = sign_in(a_caseworker())
    assert 'name="words"' not in client.get(f"/godkendelser/{mentor_id}/criminal_record").get_data(
        as_text=True
    )
    assert 'name="words"' in client.get(f"/godkendelser/{mentor_id}/references").get_data(as_text=True)


def test_a_no_is_respectful_and_keeps_its_reason_to_those_who_vet(
    sign_in: Callable[[User], FlaskClient],
) -> None:
    mentor, caseworker = an_applicant(), a_caseworker()
    refuse_mentor(mentor, DecisionReason.REFERENCES, by=caseworker, now=make.NOW)
    mail = db.session.scalars(select(OutboxMessage).order_by(OutboxMessage.id.desc()).limit(1)).one()
    assert "Du kan bede om en begrundelse" in mail.body
    assert "eferenc" not in mail.body
    mentor_id, user = mentor.id, mentor.volunteer.user
    assert "Referencerne" in sign_in(caseworker).get(f"/godkendelser/{mentor_id}").get_data(as_text=True)
    own = sign_in(user).get("/frivillig/mentor").get_data(as_text=True)
    assert "Referencerne" not in own
    assert "bede om en begrundelse" in own


def test_a_refused_applicant_asks_and_objects_and_staff_see_it(
    sign_in: Callable[[User], FlaskClient],
) -> None:
    mentor, caseworker = an_applicant(), a_caseworker()
    user, mentor_id = mentor.volunteer.user, mentor.id
    with pytest.raises(RuleError):
        ask_about_refusal(mentor, is_objection=True, by=user, now=make.NOW)
    refuse_mentor(mentor, DecisionReason.TIME, by=caseworker, now=make.NOW)
    client = sign_in(user)
    client.post("/frivillig/mentor/afslag", data={"question": "reasons"})
    client.post("/frivillig/mentor/afslag", data={"question": "objection"})
    db.session.expire_all()
    decision = newest_decision(db.session.get_one(Mentor, mentor_id))
    assert decision is not None
    assert decision.reasons_asked_at is not None
    assert decision.objected_at is not None
    staff = sign_in(caseworker)
    assert "Spørger til svaret" in staff.get("/godkendelser?status=refused").get_data(as_text=True)


def test_a_no_can_be_taken_back() -> None:
    mentor, caseworker = an_applicant(), a_caseworker()
    refuse_mentor(mentor, DecisionReason.INTERVIEW, by=caseworker, now=make.NOW)
    reopen_application(mentor, DecisionReason.DECIDED_BY_MISTAKE, by=caseworker, now=make.NOW)
    assert mentor.status is MentorStatus.APPLIED
    decision = newest_decision(mentor)
    assert decision is not None
    assert (decision.outcome, decision.reason) == (Outcome.REOPENED, DecisionReason.DECIDED_BY_MISTAKE)


def test_a_yes_can_be_taken_back_which_withdraws_proposals_and_flags_matches_without_cutting_them() -> None:
    mentor, caseworker = make.make_mentor(capacity=2), a_caseworker()
    proposal = make.make_proposal(mentor=mentor)
    running = make.save(
        Match(
            proposal=proposal,
            request=proposal.request,
            young_person=proposal.request.young_person,
            mentor=mentor,
            seat=1,
            started_on=make.TODAY,
        )
    )
    waiting = make.make_proposal(mentor=mentor, status=ProposalStatus.APPROVED)
    owner = running.young_person.caseworker
    reopen_application(mentor, DecisionReason.NEW_INFORMATION, by=caseworker, now=make.NOW)
    assert db.session.get_one(Proposal, waiting.id).status is ProposalStatus.WITHDRAWN
    db.session.refresh(running)
    assert running.status.value == "active"
    lapse = db.session.scalars(select(ClearanceLapse)).one()
    assert (lapse.match_id, lapse.kind) == (running.id, None)
    told = db.session.scalars(select(OutboxMessage.subject).where(OutboxMessage.user_id == owner.id)).all()
    assert "Noget om en mentors godkendelse" in told


def test_nobody_reopens_their_own() -> None:
    mentor = make.make_mentor()
    with pytest.raises(RuleError, match="dig selv"):
        reopen_application(mentor, DecisionReason.NEW_INFORMATION, by=mentor.volunteer.user, now=make.NOW)
