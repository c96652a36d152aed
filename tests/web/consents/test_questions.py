"""Asking a parent or the young person by mail: a signed link, one answer, the caseworker told."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.web import factories as make
from web.consents.links import link_to_question, question_of_link
from web.consents.models import ConsentPurpose, ConsentQuestion, Through
from web.consents.queries import live_consent
from web.consents.questions import ANSWER_WITHIN, answer, ask_parent, ask_young_person, take_back_by_link
from web.core import clock
from web.core.errors import NotVisibleError, RuleError
from web.extensions import db
from web.notifications.models import OutboxMessage
from web.proposals.models import ProposalStatus
from web.youth.models import YoungPerson

pytestmark = pytest.mark.usefixtures("database")


def child(**values: object) -> YoungPerson:
    return make.make_young_person(
        **({"born_on": make.TODAY - timedelta(days=13 * 365), "consented_on": None} | values)
    )


def asked(person: YoungPerson | None = None) -> ConsentQuestion:
    found = person or child()
    return ask_parent(found, "far@example.dk", by=found.caseworker, now=make.NOW)


def say(question: ConsentQuestion, *, is_yes: bool, days: int = 1) -> None:
    answer(
        question,
        is_yes=is_yes,
        may_show_wishes=True,
        language="en",
        now=make.NOW + timedelta(days=days),
    )


def test_the_mail_to_a_parent_is_in_two_languages_and_names_no_child() -> None:
    asked(child(first_name="Zebradotte", alias="Glad odder"))
    mail = db.session.scalars(select(OutboxMessage)).one()
    assert mail.address == "far@example.dk"
    assert "mentor til dit barn" in mail.body
    assert "a mentor for your child" in mail.body
    assert "Zebradotte" not in mail.subject + mail.body
    assert "Glad odder" not in mail.subject + mail.body


def test_a_parents_yes_is_a_consent_in_the_parents_language_and_the_caseworker_is_told() -> None:
    question = asked()
    say(question, is_yes=True)
    person = question.young_person
    consent = live_consent(person, ConsentPurpose.BEING_MATCHED)
    assert consent is not None
    assert (consent.given_through, consent.language) == (Through.PARENT_LINK, "en")
    assert live_consent(person, ConsentPurpose.SHOWING_WISHES) is not None
    told = db.session.scalars(select(OutboxMessage.user_id).where(OutboxMessage.user_id.is_not(None))).all()
    assert told == [person.caseworker_id]


def test_a_no_is_kept_and_takes_back_what_stood() -> None:
    person = child(consented_on=make.TODAY)
    question = asked(person)
    say(question, is_yes=False)
    assert question.is_yes is False
    assert person.consented_on is None


def test_a_question_is_answered_once() -> None:
    question = asked()
    say(question, is_yes=True)
    with pytest.raises(RuleError, match="allerede"):
        say(question, is_yes=False)


def test_a_question_lapses() -> None:
    question = asked()
    with pytest.raises(RuleError, match="forbi"):
        say(question, is_yes=True, days=ANSWER_WITHIN.days + 1)


def test_a_newer_question_puts_an_end_to_the_older_link() -> None:
    older = asked()
    token = link_to_question(older).rpartition("/")[2]
    asked(older.young_person)
    with pytest.raises(NotVisibleError):
        question_of_link(token)


def test_a_parent_is_not_asked_about_somebody_of_fifteen() -> None:
    with pytest.raises(RuleError, match="15 år eller"):
        asked(make.make_young_person())


def test_a_young_person_of_fifteen_is_asked_themself() -> None:
    person = make.make_young_person(email="ung@example.dk", consented_on=None)
    question = ask_young_person(person, by=person.caseworker, now=make.NOW)
    say(question, is_yes=True)
    consent = live_consent(person, ConsentPurpose.BEING_MATCHED)
    assert consent is not None
    assert consent.given_through is Through.OWN_LINK


def test_a_parent_takes_the_yes_back_by_the_same_link() -> None:
    question = asked()
    say(question, is_yes=True)
    request = make.make_request(young_person=question.young_person)
    proposal = make.make_proposal(request=request, status=ProposalStatus.APPROVED)
    take_back_by_link(question, now=make.NOW + timedelta(days=60))
    assert question.young_person.consented_on is None
    assert proposal.status is ProposalStatus.WITHDRAWN
    with pytest.raises(RuleError):
        take_back_by_link(question, now=make.NOW + timedelta(days=61))


def test_the_page_behind_the_link_names_nobody(client: FlaskClient) -> None:
    person = child(first_name="Zebradotte", last_name="Zebrason")
    question = ask_parent(person, "far@example.dk", by=person.caseworker, now=clock.now())
    token = link_to_question(question).rpartition("/")[2]
    db.session.commit()
    page = client.get(f"/samtykke/{token}")
    assert page.status_code == 200
    assert "Zebra" not in page.text
    assert "begynder med Z" in page.text


def test_a_forged_link_is_not_found(client: FlaskClient) -> None:
    assert client.get("/samtykke/abc").status_code == 404
