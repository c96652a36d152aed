"""Breaking the glass: one record, with a reason, for an hour, in front of everybody's eyes, and never the notes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.web import factories as make
from tests.web.factories import NOW
from tests.web.protection.test_young_people import without_form_keys
from web.accounts.models import RoleName, User
from web.audit.models import AuditEvent
from web.core import clock
from web.core.errors import RuleError, TransitionError
from web.disclosure.models import Disclosure, DisclosureReason, DisclosureStatus
from web.disclosure.predicates import has_broken_the_glass
from web.disclosure.queries import looks_within
from web.disclosure.services import (
    answer_question,
    ask_about_disclosure,
    close_record,
    escalate_disclosure,
    note_disclosure,
    open_record,
)
from web.extensions import db
from web.notifications.models import OutboxMessage
from web.youth.models import YoungPerson

pytestmark = pytest.mark.usefixtures("database")
SignIn = Callable[[User], FlaskClient]
WORDS = "Skolen har ringet, og sagsbehandleren er på ferie."
NAMES = ("Hemmelin", "Skjult", "Skjulstrup", "11 22 33 44", "Sagsnote", WORDS)


def watcher() -> User:
    """The data protection contact."""
    return make.make_user(RoleName.DATA_PROTECTION_CONTACT, name="Dina Databeskytter")


def somebody(**values: object) -> YoungPerson:
    """Another caseworker's young person."""
    defaults: dict[str, object] = {
        "first_name": "Hemmelin", "last_name": "Skjult", "phone": "11 22 33 44", "note": "Sagsnote",
        "area": make.make_area(name="Skjulstrup", postcode="8999"),
    }  # fmt: skip
    return make.make_young_person(**(defaults | values))


def typed(person: YoungPerson, **values: object) -> dict[str, object]:
    """What the reader types."""
    sent = {
        "kind": "young_person", "name": f"{person.first_name} {person.last_name}", "born_on": str(person.born_on),
        "reason": "colleague_away", "words": WORDS, "has_read": "y",
    }  # fmt: skip
    return sent | values


def opened(reader: User, record: YoungPerson | None = None, **values: object) -> Disclosure:
    """A record opened just now."""
    now = values.pop("now", clock.now())
    return open_record(
        record or somebody(),
        DisclosureReason.COLLEAGUE_AWAY,
        words=WORDS,
        by=reader,
        now=now,  # type: ignore[arg-type]
    )


def events(action: str) -> list[AuditEvent]:
    return list(db.session.scalars(select(AuditEvent).where(AuditEvent.action == action)))


@pytest.mark.parametrize("role", [RoleName.CASEWORKER, RoleName.ADMINISTRATOR])
def test_a_reason_opens_one_record_without_its_note(sign_in: SignIn, role: RoleName) -> None:
    watcher()
    person, other = somebody(), somebody(first_name="Anden")
    reader = make.make_user(role)
    client = sign_in(reader)
    landed = client.post("/indsigt/aabn", data=typed(person))
    assert landed.status_code == 302
    page = client.get(landed.location).text
    for shown in ("Hemmelin Skjult", "11 22 33 44", "8999 Skjulstrup", "open-banner"):
        assert shown in page
    assert "Sagsnote" not in page
    assert "Anden" not in page
    assert client.get(f"/unge/{other.id}").status_code == 404
    assert client.get(f"/unge/{person.id}").status_code == 404
    assert client.get(f"/unge/{person.id}/ret").status_code == 404


@pytest.mark.parametrize(
    "role",
    [
        RoleName.VOLUNTEER, RoleName.MENTOR, RoleName.YOUNG_PERSON, RoleName.COORDINATOR, RoleName.AREA_CONTACT,
        RoleName.DATA_PROTECTION_CONTACT,
    ],
)  # fmt: skip
def test_nobody_but_caseworkers_and_administrators_may_open_anything(sign_in: SignIn, role: RoleName) -> None:
    watcher()
    client = sign_in(make.make_user(role))
    assert client.get("/indsigt/aabn").status_code == 404
    assert client.post("/indsigt/aabn", data=typed(somebody())).status_code == 404
    assert db.session.scalar(select(Disclosure)) is None


@pytest.mark.parametrize(
    "missing",
    [{"reason": ""}, {"words": "kort"}, {"words": ""}, {"has_read": ""}, {"born_on": ""}, {"kind": ""}],
)
def test_without_a_whole_reason_nothing_is_opened(sign_in: SignIn, missing: dict[str, str]) -> None:
    watcher()
    sent = {key: value for key, value in typed(somebody(), **missing).items() if value}
    page = sign_in(make.make_user(RoleName.CASEWORKER)).post("/indsigt/aabn", data=sent)
    assert page.status_code == 200
    assert "error-summary" in page.text
    assert db.session.scalar(select(Disclosure)) is None


@pytest.mark.parametrize("wrong", [{"name": "Hemmelin"}, {"name": "%"}, {"born_on": "2008-06-02"}])
def test_a_record_is_found_by_whole_name_and_birthday_only(sign_in: SignIn, wrong: dict[str, str]) -> None:
    watcher()
    page = sign_in(make.make_user(RoleName.CASEWORKER)).post("/indsigt/aabn", data=typed(somebody(), **wrong))
    assert page.status_code == 200
    assert db.session.scalar(select(Disclosure)) is None
    (search,) = events("search outside own work")
    assert search.details == {"kind": "young_person", "is_found": False}


def test_opening_and_every_look_is_in_the_log_with_its_purpose(sign_in: SignIn) -> None:
    watcher()
    person, reader = somebody(), make.make_user(RoleName.CASEWORKER)
    client = sign_in(reader)
    address = client.post("/indsigt/aabn", data=typed(person)).location
    for _ in range(2):
        client.get(address)
    (breaking,) = events("break the glass")
    assert (breaking.actor_id, breaking.young_person_id, breaking.purpose) == (
        reader.id,
        person.id,
        "colleague_away",
    )
    looks = events("look at young person")
    assert [(look.actor_id, look.subject_id) for look in looks] == [(reader.id, person.id)] * 2
    assert {look.purpose for look in looks} == {"broken glass: colleague_away"}
    assert looks_within(db.session.scalars(select(Disclosure)).one()) == 2
    for event in db.session.scalars(select(AuditEvent)):
        for name in NAMES:
            assert name not in str(event.details) + event.purpose


def test_the_contact_and_the_caseworker_are_told_at_once_without_personal_data() -> None:
    contact, person, reader = watcher(), somebody(), make.make_user(RoleName.ADMINISTRATOR)
    opened(reader, person)
    mails = db.session.scalars(select(OutboxMessage)).all()
    assert {mail.user_id for mail in mails} == {contact.id, person.caseworker_id}
    for mail in mails:
        for name in (*NAMES, reader.name, person.alias):
            assert name not in mail.subject + mail.body


def test_the_caseworker_sees_who_opened_the_record_and_why(sign_in: SignIn) -> None:
    watcher()
    person, reader = somebody(), make.make_user(RoleName.CASEWORKER, name="Nysgerrig Nabo")
    opened(reader, person)
    page = sign_in(person.caseworker).get(f"/unge/{person.id}").text
    assert "Nysgerrig Nabo" in page
    assert WORDS not in page


def test_after_an_hour_the_record_is_closed(sign_in: SignIn) -> None:
    watcher()
    reader, person = make.make_user(RoleName.CASEWORKER), somebody()
    over = opened(reader, person, now=clock.now() - timedelta(minutes=61))
    assert not has_broken_the_glass(reader, person)
    answer = sign_in(reader).get(f"/indsigt/{over.id}/sag")
    assert answer.status_code == 302
    assert "Hemmelin" not in answer.text


def test_a_closed_record_stays_closed(sign_in: SignIn) -> None:
    watcher()
    reader, person = make.make_user(RoleName.CASEWORKER), somebody()
    disclosure = opened(reader, person)
    assert has_broken_the_glass(reader, person)
    client = sign_in(reader)
    assert client.post(f"/indsigt/{disclosure.id}/luk").status_code == 302
    assert client.get(f"/indsigt/{disclosure.id}/sag").status_code == 302
    db.session.refresh(disclosure)
    assert not has_broken_the_glass(reader, person)
    close_record(disclosure, by=reader, now=clock.now())
    assert len(events("close opened record")) == 1


def test_the_opening_is_the_readers_alone(sign_in: SignIn) -> None:
    watcher()
    disclosure = opened(make.make_user(RoleName.CASEWORKER))
    for role in (RoleName.CASEWORKER, RoleName.ADMINISTRATOR):
        client = sign_in(make.make_user(role))
        assert client.get(f"/indsigt/{disclosure.id}/sag").status_code == 404
        assert client.post(f"/indsigt/{disclosure.id}/luk").status_code == 404
        assert client.get(f"/indsigt/{disclosure.id}/svar").status_code == 404


def test_a_reader_who_loses_the_role_reads_no_more(sign_in: SignIn) -> None:
    watcher()
    reader = make.make_user(RoleName.CASEWORKER)
    disclosure = opened(reader)
    client = sign_in(reader)
    reader.roles = []
    db.session.commit()
    assert client.get(f"/indsigt/{disclosure.id}/sag").status_code == 404


def test_a_protected_record_tells_no_place_even_then(sign_in: SignIn) -> None:
    watcher()
    reader = make.make_user(RoleName.CASEWORKER)
    disclosure = opened(reader, somebody(is_protected=True))
    page = sign_in(reader).get(f"/indsigt/{disclosure.id}/sag").text
    assert "Skjulstrup" not in page
    assert "8999" not in without_form_keys(page)


def test_ones_own_young_people_need_no_breaking() -> None:
    watcher()
    person = somebody()
    with pytest.raises(RuleError):
        opened(person.caseworker, person)


def test_without_anybody_to_tell_nothing_is_opened() -> None:
    with pytest.raises(RuleError):
        opened(make.make_user(RoleName.CASEWORKER))


def test_a_volunteers_record_can_be_opened_too(sign_in: SignIn) -> None:
    watcher()
    user = make.make_user(RoleName.VOLUNTEER, name="Viggo Vibe")
    volunteer = make.make_volunteer(user=user)
    sent = typed(somebody(), kind="volunteer", name="viggo  vibe", born_on=str(volunteer.born_on))
    client = sign_in(make.make_user(RoleName.ADMINISTRATOR))
    landed = client.post("/indsigt/aabn", data=sent)
    assert "Viggo Vibe" in client.get(landed.location).text
    assert [look.purpose for look in events("look at volunteer")] == ["broken glass: colleague_away"]


def test_the_contact_reviews_without_learning_whose_record_it_is(sign_in: SignIn) -> None:
    contact, reader = watcher(), make.make_user(RoleName.CASEWORKER, name="Nysgerrig Nabo")
    disclosure = opened(reader)
    client = sign_in(contact)
    for address in ("/indsigt", f"/indsigt/{disclosure.id}"):
        page = client.get(address).text
        assert "Nysgerrig Nabo" in page
        for name in ("Hemmelin", "Skjult", "11 22 33 44", "Sagsnote"):
            assert name not in page
    assert WORDS in client.get(f"/indsigt/{disclosure.id}").text
    assert client.get(f"/indsigt/{disclosure.id}/sag").status_code == 404
    assert client.post(f"/indsigt/{disclosure.id}", data={"decision": "note"}).status_code == 302
    db.session.refresh(disclosure)
    assert (disclosure.status, disclosure.reviewed_by_id) == (DisclosureStatus.NOTED, contact.id)


@pytest.mark.parametrize("role", [RoleName.CASEWORKER, RoleName.ADMINISTRATOR, RoleName.AREA_CONTACT])
def test_nobody_but_the_contact_reviews(sign_in: SignIn, role: RoleName) -> None:
    watcher()
    disclosure = opened(make.make_user(RoleName.CASEWORKER))
    client = sign_in(make.make_user(role))
    assert client.get("/indsigt").status_code == 404
    assert client.post(f"/indsigt/{disclosure.id}", data={"decision": "note"}).status_code == 404


def test_nobody_reviews_what_they_opened_themselves(sign_in: SignIn) -> None:
    watcher()
    both = make.make_user(RoleName.CASEWORKER, RoleName.DATA_PROTECTION_CONTACT)
    disclosure = opened(both)
    client = sign_in(both)
    assert client.post(f"/indsigt/{disclosure.id}", data={"decision": "note"}).status_code == 404
    assert disclosure.status is DisclosureStatus.WAITING


def test_a_question_is_answered_and_then_noted() -> None:
    contact, reader = watcher(), make.make_user(RoleName.CASEWORKER)
    disclosure = opened(reader)
    with pytest.raises(RuleError):
        answer_question(disclosure, words="Ingen har spurgt", by=reader, now=NOW)
    with pytest.raises(RuleError):
        ask_about_disclosure(disclosure, words="", by=contact, now=NOW)
    ask_about_disclosure(disclosure, words="Hvorfor lige nu?", by=contact, now=NOW)
    answer_question(disclosure, words="Fordi skolen ringede.", by=reader, now=NOW)
    note_disclosure(disclosure, words="", by=contact, now=NOW)
    assert disclosure.status is DisclosureStatus.NOTED
    with pytest.raises(TransitionError):
        escalate_disclosure(disclosure, words="For sent", by=contact, now=NOW)


def test_taking_it_further_tells_the_administrators_but_not_the_reader() -> None:
    contact = watcher()
    reader, other = make.make_user(RoleName.ADMINISTRATOR), make.make_user(RoleName.ADMINISTRATOR)
    escalate_disclosure(opened(reader), words="Det var ikke nødvendigt.", by=contact, now=NOW)
    told = db.session.scalars(select(OutboxMessage).where(OutboxMessage.occasion.contains("escalated"))).all()
    assert [mail.user_id for mail in told] == [other.id]


def test_what_people_wrote_is_stored_encrypted() -> None:
    contact = watcher()
    disclosure = opened(make.make_user(RoleName.CASEWORKER))
    ask_about_disclosure(disclosure, words="Hvorfor lige nu?", by=contact, now=NOW)
    row = db.session.connection().exec_driver_sql("SELECT words, review_words FROM disclosures").one()
    assert "Skolen" not in str(row)
    assert "Hvorfor" not in str(row)


def test_where_somebody_is_in_danger_a_word_is_enough(sign_in: SignIn) -> None:
    watcher()
    sent = typed(somebody(), reason="in_danger", words="Fare")
    client = sign_in(make.make_user(RoleName.CASEWORKER))
    assert "mindst 15 tegn" in client.get("/indsigt/aabn").text
    assert client.post("/indsigt/aabn", data=sent).status_code == 302
