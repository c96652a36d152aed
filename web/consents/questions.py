"""Asking by mail: a parent of somebody under 15, or the young person; a signed link, a yes or a no, once."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from flask_babel import gettext
from sqlalchemy import select

from web.accounts.models import User
from web.audit.services import record_event
from web.consents import messages
from web.consents.links import link_to_question
from web.consents.models import ADULT_IN_CONSENT, AskedOf, ConsentPurpose, ConsentQuestion, Through
from web.consents.queries import live_consent
from web.consents.services import give_consent, withdraw_consent
from web.core.ages import age_on
from web.core.clock import local_date
from web.core.errors import RuleError
from web.core.locks import lock_row
from web.extensions import db

if TYPE_CHECKING:
    from web.youth.models import YoungPerson

ANSWER_WITHIN = timedelta(days=14)
THROUGH = {AskedOf.PARENT: Through.PARENT_LINK, AskedOf.YOUNG_PERSON: Through.OWN_LINK}


def ask_parent(young_person: YoungPerson, address: str, *, by: User, now: datetime) -> ConsentQuestion:
    """Mail a parent the question; raise RuleError for somebody who is old enough to answer themself."""
    if age_on(young_person.born_on, local_date(now)) >= ADULT_IN_CONSENT:
        raise RuleError(gettext("The young person is 15 or older and says yes or no themself."))
    return ask(young_person, AskedOf.PARENT, address, by=by, now=now)


def ask_young_person(young_person: YoungPerson, *, by: User | None, now: datetime) -> ConsentQuestion:
    """Mail the young person the question; raise RuleError under 15, or without an address."""
    if age_on(young_person.born_on, local_date(now)) < ADULT_IN_CONSENT:
        raise RuleError(gettext("The young person is under 15, so a parent must say yes."))
    if not young_person.email:
        raise RuleError(gettext("Write the young person's e-mail address first."))
    return ask(young_person, AskedOf.YOUNG_PERSON, young_person.email, by=by, now=now)


def ask(
    young_person: YoungPerson, asked_of: AskedOf, address: str, *, by: User | None, now: datetime
) -> ConsentQuestion:
    """Write the question down, put an end to one that is still open, and mail the link."""
    lock_row(young_person, allows_references=True)
    end_open_question(young_person, now=now)
    question = ConsentQuestion(
        young_person_id=young_person.id,
        asked_of=asked_of,
        address=address,
        asked_by_id=None if by is None else by.id,
        asked_at=now,
        expires_at=now + ANSWER_WITHIN,
    )
    db.session.add(question)
    db.session.flush()
    record_event("ask for consent", question, by=by, now=now, details={"asked_of": asked_of.value})
    messages.ask(question, link=link_to_question(question))
    return question


def end_open_question(young_person: YoungPerson, *, now: datetime) -> None:
    """Let the link of an earlier question lead nowhere."""
    earlier = db.session.scalar(
        select(ConsentQuestion).where(
            ConsentQuestion.young_person_id == young_person.id,
            ConsentQuestion.answered_at.is_(None),
            ConsentQuestion.ended_at.is_(None),
        )
    )
    if earlier is not None:
        earlier.ended_at = now
        db.session.flush()


def answer(
    question: ConsentQuestion, *, is_yes: bool, may_show_wishes: bool, language: str, now: datetime
) -> None:
    """Take a yes or a no, once, and tell the caseworker; raise RuleError where it no longer counts."""
    lock_row(question)
    ensure_open(question, now=now)
    question.answered_at = now
    question.is_yes = is_yes
    record_event("answer about consent", question, by=None, now=now, details={"is_yes": is_yes})
    if is_yes:
        agree(question, may_show_wishes=may_show_wishes, language=language, now=now)
    else:
        take_back_what_stands(question, now=now)
    db.session.flush()
    messages.tell_caseworker_of_answer(question)


def ensure_open(question: ConsentQuestion, *, now: datetime) -> None:
    """Raise RuleError for a question that is answered, ended or too old."""
    if question.answered_at is not None:
        raise RuleError(gettext("The question has been answered already."))
    if question.ended_at is not None or question.expires_at < now:
        raise RuleError(gettext("The time to answer is over. Ask the caseworker for a new link."))


def agree(question: ConsentQuestion, *, may_show_wishes: bool, language: str, now: datetime) -> None:
    """Record what was agreed to."""
    purposes = [ConsentPurpose.BEING_MATCHED] + [ConsentPurpose.SHOWING_WISHES] * may_show_wishes
    for purpose in purposes:
        give_consent(
            question.young_person,
            purpose,
            through=THROUGH[question.asked_of],
            language=language,
            by=None,
            now=now,
        )


def take_back_what_stands(question: ConsentQuestion, *, now: datetime) -> None:
    """A no takes back what was agreed to before, whoever had said yes."""
    for purpose in (ConsentPurpose.BEING_MATCHED, ConsentPurpose.SHOWING_WISHES):
        standing = live_consent(question.young_person, purpose)
        if standing is not None:
            withdraw_consent(standing, through=THROUGH[question.asked_of], by=None, now=now)


def take_back_by_link(question: ConsentQuestion, *, now: datetime) -> None:
    """Take back, by the same link, the yes that was given by it; raise RuleError where none stands."""
    given = [
        consent
        for purpose in (ConsentPurpose.BEING_MATCHED, ConsentPurpose.SHOWING_WISHES)
        if (consent := live_consent(question.young_person, purpose)) is not None
        and consent.given_through is THROUGH[question.asked_of]
    ]
    if not given:
        raise RuleError(gettext("There is no yes to take back any more."))
    for consent in given:
        withdraw_consent(consent, through=THROUGH[question.asked_of], by=None, now=now)
    messages.tell_caseworker_of_withdrawal(question.young_person, now=now)
