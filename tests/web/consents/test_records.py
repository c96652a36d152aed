"""Consent as records: who may say yes, which words they said yes to, and what stays when it is taken back."""

from __future__ import annotations

import hashlib
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from tests.web import factories as make
from web.accounts.models import RoleName
from web.audit.models import AuditEvent
from web.consents.models import Consent, ConsentPurpose, LawSection, LegalBasis, Through
from web.consents.queries import live_consent
from web.consents.services import give_consent, record_legal_basis, withdraw_consent
from web.consents.texts import CURRENT_VERSION, FOLDER, LANGUAGES, text_of
from web.core.errors import RuleError
from web.extensions import db
from web.youth.models import YoungPerson

pytestmark = pytest.mark.usefixtures("database")

# Words that somebody may have agreed to never change: new words are a new version, and a new line here.
PUBLISHED = {
    "before_records.da.txt": "93646c766468642e",
    "before_records.en.txt": "6ea41cd27a544dec",
    "being_matched.2026-11.da.txt": "a8a1d1512bc04e33",
    "being_matched.2026-11.en.txt": "7f7df7b8e303c757",
    "being_mentor.2026-11.da.txt": "fd16b63561faf068",
    "being_mentor.2026-11.en.txt": "c46f1d9e0d016ad2",
    "casework.2026-11.da.txt": "dffacf287a49d0d6",
    "casework.2026-11.en.txt": "f699033a9d7124a7",
    "other_tasks.2026-11.da.txt": "ac02316c40583a2a",
    "other_tasks.2026-11.en.txt": "a5cde5b00732be70",
    "showing_wishes.2026-11.da.txt": "29d5174495865eab",
    "showing_wishes.2026-11.en.txt": "5ca16ffbf308182c",
}


def give(person: YoungPerson, *, through: Through = Through.OWN_PAGE, **values: object) -> Consent:
    return give_consent(
        person,
        ConsentPurpose.BEING_MATCHED,
        through=through,
        language="da",
        by=None,
        now=make.NOW,
        **values,  # type: ignore[arg-type]
    )


def child() -> YoungPerson:
    return make.make_young_person(born_on=make.TODAY - timedelta(days=14 * 365), consented_on=None)


def test_words_that_were_ever_shown_never_change() -> None:
    found = {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()[:16] for path in sorted(FOLDER.glob("*.txt"))
    }
    assert found == PUBLISHED


@pytest.mark.parametrize("purpose", list(ConsentPurpose))
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_purpose_has_its_words_in_every_language(purpose: ConsentPurpose, language: str) -> None:
    assert len(text_of(purpose, language=language)) > 80


def test_a_yes_is_a_record_of_what_when_and_in_which_words() -> None:
    person = make.make_young_person(consented_on=None)
    consent = give(person)
    assert (consent.text_version, consent.language) == (CURRENT_VERSION, "da")
    assert (consent.given_at, consent.given_through) == (make.NOW, Through.OWN_PAGE)
    assert person.consented_on == make.TODAY


def test_a_second_yes_changes_nothing() -> None:
    person = make.make_young_person(consented_on=None)
    assert give(person).id == give(person).id
    assert db.session.scalars(select(AuditEvent.action)).all() == ["give consent"]


def test_a_yes_can_be_given_again_after_it_was_taken_back() -> None:
    person = make.make_young_person(consented_on=None)
    first = give(person)
    withdraw_consent(first, through=Through.OWN_PAGE, by=None, now=make.NOW)
    assert person.consented_on is None
    assert give(person).id != first.id
    assert person.consented_on == make.TODAY


def test_taking_back_twice_is_one_withdrawal() -> None:
    consent = give(make.make_young_person(consented_on=None))
    for _ in range(2):
        withdraw_consent(consent, through=Through.OWN_PAGE, by=None, now=make.NOW)
    assert db.session.scalars(select(AuditEvent.action)).all() == ["give consent", "withdraw consent"]


def test_under_fifteen_the_own_yes_does_not_count() -> None:
    with pytest.raises(RuleError, match="under 15"):
        give(child(), through=Through.NOTED)


def test_from_fifteen_a_parent_cannot_say_yes() -> None:
    with pytest.raises(RuleError, match="15 år eller"):
        give(make.make_young_person(consented_on=None), through=Through.PARENT_LINK)


def test_the_own_yes_takes_the_place_of_a_parents() -> None:
    person = child()
    of_parent = give(person, through=Through.PARENT_LINK)
    person.born_on = date(2008, 1, 1)
    own = give(person)
    assert of_parent.withdrawn_through is Through.NEWER_CONSENT
    assert live_consent(person, ConsentPurpose.BEING_MATCHED) == own


def test_a_legal_basis_is_recorded_with_its_section_and_replaced_by_a_newer() -> None:
    person = make.make_young_person(consented_on=None)
    caseworker = make.make_user(RoleName.CASEWORKER)
    first = record_legal_basis(
        person, LegalBasis.PUBLIC_TASK, LawSection.YOUTH_EFFORT, by=caseworker, now=make.NOW
    )
    second = record_legal_basis(
        person, LegalBasis.PUBLIC_TASK, LawSection.ADVICE, by=caseworker, now=make.NOW
    )
    assert first.withdrawn_at == make.NOW
    assert second.law_section is LawSection.ADVICE
    assert person.consented_on is None


def test_the_audit_event_of_a_consent_names_nobody() -> None:
    person = make.make_young_person(first_name="Zebradotte", consented_on=None)
    give(person)
    event = db.session.scalars(select(AuditEvent)).one()
    assert "Zebradotte" not in str(vars(event))
