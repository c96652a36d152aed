"""Taking a consent back counts at once: proposals, request, the next run, and a running match."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import func, select

from tests.web import factories as make
from tests.web.matches.test_races import accepting, at_once
from web.consents.models import Consent, ConsentPurpose, Through
from web.consents.queries import live_consent
from web.consents.services import give_consent, withdraw_consent
from web.core.errors import RuleError
from web.extensions import db
from web.matches.labels import CloseReason
from web.matches.models import Match, MatchReview, MatchStatus, ReviewDecision, ReviewReason
from web.matches.reviews import let_match_go_on, open_review_of, reviews_waiting_for
from web.matches.services import Refusal, accept_as_young_person, close_match
from web.notifications.models import OutboxMessage
from web.profiles.models import Mentor
from web.proposals.intake import available_mentors, open_requests
from web.proposals.models import LIVE_PROPOSALS, Proposal, ProposalStatus
from web.youth.models import MentorRequestStatus, YoungPerson

pytestmark = pytest.mark.usefixtures("database")


def consent_of(person: YoungPerson) -> Consent:
    consent = live_consent(person, ConsentPurpose.BEING_MATCHED)
    assert consent is not None
    return consent


def withdraw(person: YoungPerson) -> None:
    withdraw_consent(consent_of(person), through=Through.OWN_PAGE, by=None, now=make.NOW)


def withdraw_mentor(mentor: Mentor) -> None:
    consent = live_consent(mentor.volunteer.user, ConsentPurpose.BEING_MENTOR)
    assert consent is not None
    withdraw_consent(consent, through=Through.OWN_PAGE, by=mentor.volunteer.user, now=make.NOW)


def running_match(**values: object) -> Match:
    proposal = make.make_proposal(**({"status": ProposalStatus.MENTOR_ACCEPTED} | values))
    match = accept_as_young_person(proposal, by=None, is_on_behalf=False, now=make.NOW)
    assert isinstance(match, Match)
    return match


@pytest.mark.parametrize("status", sorted(LIVE_PROPOSALS))
def test_a_live_proposal_is_withdrawn_with_its_request(status: ProposalStatus) -> None:
    proposal = make.make_proposal(status=status)
    withdraw(proposal.request.young_person)
    assert (proposal.status, proposal.decline_reason) == (ProposalStatus.WITHDRAWN, "consent_withdrawn")
    assert proposal.request.status is MentorRequestStatus.WITHDRAWN
    assert open_requests() == []


def test_the_mentor_who_was_asked_is_told_kindly_and_without_names() -> None:
    person = make.make_young_person(first_name="Zebradotte", alias="Glad odder")
    proposal = make.make_proposal(
        status=ProposalStatus.APPROVED, request=make.make_request(young_person=person)
    )
    withdraw(person)
    user = proposal.mentor.volunteer.user
    body = db.session.scalars(select(OutboxMessage.body).where(OutboxMessage.user_id == user.id)).one()
    assert "Du behøver ikke" in body
    assert "Zebradotte" not in body
    assert "Glad odder" not in body


def test_a_mentor_who_was_not_asked_yet_hears_nothing() -> None:
    proposal = make.make_proposal()
    withdraw(proposal.request.young_person)
    user = proposal.mentor.volunteer.user
    found = db.session.scalars(select(OutboxMessage).where(OutboxMessage.user_id == user.id)).all()
    assert found == []


def test_a_running_match_is_flagged_and_not_cut() -> None:
    match = running_match()
    withdraw(match.young_person)
    review = open_review_of(match)
    assert review is not None
    assert review.reason is ReviewReason.YOUNG_PERSON_WITHDREW
    assert match.status is MatchStatus.ACTIVE
    assert reviews_waiting_for(match.young_person.caseworker) == [review]
    assert reviews_waiting_for(make.make_user()) == []


def test_a_flagged_match_goes_on_only_with_a_new_yes_and_the_reason_is_kept() -> None:
    match = running_match()
    person = match.young_person
    withdraw(person)
    review = db.session.scalars(select(MatchReview)).one()
    with pytest.raises(RuleError, match="nyt ja"):
        let_match_go_on(review, words="Vi har talt.", by=person.caseworker, now=make.NOW)
    give_consent(
        person,
        ConsentPurpose.BEING_MATCHED,
        through=Through.NOTED,
        language="da",
        by=person.caseworker,
        now=make.NOW,
    )
    let_match_go_on(review, words="Vi har talt.", by=person.caseworker, now=make.NOW)
    assert (review.decision, review.words) == (ReviewDecision.GOES_ON, "Vi har talt.")


def test_ending_a_flagged_match_settles_the_decision() -> None:
    match = running_match()
    withdraw(match.young_person)
    close_match(
        match,
        CloseReason.WISH_OF_YOUNG_PERSON,
        words="",
        wants_another=False,
        by=match.young_person.caseworker,
        now=make.NOW,
    )
    assert db.session.scalars(select(MatchReview.decision)).one() is ReviewDecision.ENDED


def test_a_mentor_who_takes_their_yes_back_is_in_no_run_and_no_proposal() -> None:
    proposal = make.make_proposal(status=ProposalStatus.APPROVED)
    withdraw_mentor(proposal.mentor)
    assert proposal.status is ProposalStatus.WITHDRAWN
    assert proposal.request.status is MentorRequestStatus.OPEN
    assert available_mentors() == []


def test_a_mentors_running_match_is_flagged() -> None:
    match = running_match()
    withdraw_mentor(match.mentor)
    review = open_review_of(match)
    assert review is not None
    assert review.reason is ReviewReason.MENTOR_WITHDREW


def test_wishes_are_hidden_at_once() -> None:
    person = make.make_young_person()
    consent = make.make_consent(young_person=person, purpose=ConsentPurpose.SHOWING_WISHES)
    withdraw_consent(consent, through=Through.OWN_PAGE, by=None, now=make.NOW)
    assert person.may_show_wishes is False


def test_without_the_mentors_consent_the_database_refuses_the_match() -> None:
    proposal = make.make_proposal(
        status=ProposalStatus.MENTOR_ACCEPTED, mentor=make.make_mentor(is_consenting=False)
    )
    answer = accept_as_young_person(proposal, by=None, is_on_behalf=False, now=make.NOW)
    assert isinstance(answer, Refusal)
    assert proposal.decline_reason == "match_needs_mentor_consent"


@pytest.mark.parametrize("_round", range(12))
def test_a_withdrawal_during_the_last_yes_never_leaves_a_match_without_consent(
    app: Flask, _round: int
) -> None:
    proposal = make.make_proposal(status=ProposalStatus.MENTOR_ACCEPTED)
    proposal_id, person_id = proposal.id, proposal.request.young_person_id

    def withdrawing() -> str:
        withdraw(db.session.get_one(YoungPerson, person_id))
        return "withdrawn"

    ends = at_once(app, [accepting(proposal_id), withdrawing])
    assert ends["withdrawn"] == 1
    matches = db.session.scalar(select(func.count()).select_from(Match))
    flagged = db.session.scalar(select(func.count()).select_from(MatchReview))
    stored = db.session.get_one(Proposal, proposal_id)
    assert ends["match"] == matches == flagged
    assert stored.status is (ProposalStatus.ACCEPTED if matches else ProposalStatus.WITHDRAWN)
