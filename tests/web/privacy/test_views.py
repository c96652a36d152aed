"""My data, requests and retention through the browser: one's own alone, never a note, never a secret."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.web import factories as make
from web.accounts.models import RoleName, User
from web.consents.models import Consent, ConsentPurpose, LawSection, Through
from web.core.personal_data import personal_tables
from web.extensions import db
from web.notifications.models import OutboxMessage
from web.privacy.models import DataRequest, RequestKind, RequestStatus
from web.privacy.pseudonyms import is_pseudonym
from web.youth.models import YoungPerson

SignIn = Callable[[User], FlaskClient]


def young_user(**values: Any) -> tuple[User, YoungPerson]:
    user = make.make_user(RoleName.YOUNG_PERSON)
    return user, make.make_young_person(user=user, **values)


def files_of(client: FlaskClient) -> str:
    return client.get("/mine-data/mine-data.json").text + client.get("/mine-data/mine-data.html").text


def test_a_young_person_sees_their_own_record_and_never_the_note(sign_in: SignIn) -> None:
    user, person = young_user(first_name="Zebradotte", note="Zebranote")
    make.make_request(young_person=person, wishes="Lave mad")
    client = sign_in(user)
    page = client.get("/mine-data").text
    for text in (page, files_of(client)):
        assert "Zebradotte" in text
        assert "Lave mad" in text
        assert "Zebranote" not in text


def test_nobody_elses_data_are_in_the_file(sign_in: SignIn) -> None:
    user, person = young_user(first_name="Freja", last_name="Holm")
    mentor = make.make_mentor(motivation="Mentorens ord")
    make.make_proposal(mentor=mentor, request=make.make_request(young_person=person))
    mentor.volunteer.user.name = "Mentornavn"
    of_young = files_of(sign_in(user))
    assert "Mentorens ord" not in of_young
    assert "Mentornavn" not in of_young
    assert "Holm" not in files_of(sign_in(mentor.volunteer.user))


def test_the_file_holds_no_secret_and_nothing_that_is_not_shown(sign_in: SignIn) -> None:
    user = make.make_user(password="hemmelig-hash", mf_recovery_codes=["kode-1"])
    held = json.loads(sign_in(user).get("/mine-data/mine-data.json").text)["tables"]
    shown = {
        (name, column)
        for name, table in personal_tables().items()
        for column, said in table.columns.items()
        if said.is_shown
    }
    assert {(name, column) for name, rows in held.items() for row in rows for column in row} <= shown
    assert "hemmelig-hash" not in json.dumps(held)


def test_the_files_are_kept_by_no_cache(sign_in: SignIn) -> None:
    response = sign_in(make.make_user()).get("/mine-data/mine-data.html")
    assert response.headers["Cache-Control"] == "no-store"
    assert "attachment" in response.headers["Content-Disposition"]


@pytest.mark.parametrize(
    "path",
    [
        "/mine-data",
        "/mine-data/mine-data.json",
        "/mine-data/mine-data.html",
        "/mine-data/slet",
        "/mine-samtykker",
    ],
)
def test_without_signing_in_there_is_nothing_to_see(client: FlaskClient, path: str) -> None:
    response = client.get(path)
    assert response.status_code == 302
    assert "/log-ind" in response.headers["Location"]


def test_a_request_reaches_the_caseworker_or_the_data_protection_contact(sign_in: SignIn) -> None:
    contact = make.make_user(RoleName.DATA_PROTECTION_CONTACT)
    user, person = young_user()
    sign_in(user).post("/mine-data", data={"kind": "case_files"})
    sign_in(make.make_volunteer().user).post("/mine-data", data={"kind": "objection", "words": "Nej"})
    told = db.session.scalars(select(OutboxMessage.user_id).order_by(OutboxMessage.id)).all()
    assert told == [person.caseworker_id, contact.id]


def test_only_whom_it_reaches_may_open_a_request(sign_in: SignIn) -> None:
    user, person = young_user()
    sign_in(user).post("/mine-data", data={"kind": "case_files"})
    request = db.session.scalars(select(DataRequest)).one()
    path = f"/databeskyttelse/henvendelser/{request.id}"
    assert sign_in(person.caseworker).get(path).status_code == 200
    for other in (
        make.make_user(RoleName.CASEWORKER),
        make.make_user(RoleName.DATA_PROTECTION_CONTACT),
        make.make_user(RoleName.ADMINISTRATOR),
        user,
    ):
        assert sign_in(other).get(path).status_code == 404


def test_the_same_request_is_sent_once(sign_in: SignIn) -> None:
    user, _ = young_user()
    client = sign_in(user)
    client.post("/mine-data", data={"kind": "case_files"})
    page = client.post("/mine-data", data={"kind": "case_files"})
    assert "Det har du allerede bedt om." in page.text
    assert db.session.scalars(select(DataRequest.kind)).all() == [RequestKind.CASE_FILES]


def test_a_granted_erasure_erases_the_young_person(sign_in: SignIn) -> None:
    user, person = young_user()
    sign_in(user).post("/mine-data/slet", data={"is_sure": "y"})
    request = db.session.scalars(select(DataRequest)).one()
    assert (request.kind, request.status) == (RequestKind.ERASURE, RequestStatus.OPEN)
    sign_in(person.caseworker).post(
        f"/databeskyttelse/henvendelser/{request.id}", data={"decision": "grant", "answer": "Slettet."}
    )
    db.session.expire_all()
    assert request.status is RequestStatus.GRANTED
    assert is_pseudonym(person.code)


def test_deleting_needs_the_tick_and_ends_the_session(sign_in: SignIn) -> None:
    user = make.make_volunteer().user
    client = sign_in(user)
    assert "Sæt et flueben" in client.post("/mine-data/slet", data={}).text
    response = client.post("/mine-data/slet", data={"is_sure": "y"})
    assert response.headers["Location"] == "/mine-data/slettet"
    assert client.get("/mine-data").status_code == 302
    db.session.expire_all()
    assert is_pseudonym(user.email)


def test_a_caseworker_notes_a_consent_and_a_legal_basis(sign_in: SignIn) -> None:
    person = make.make_young_person(consented_on=None)
    client = sign_in(person.caseworker)
    client.post(f"/unge/{person.id}/samtykke/noter", data={"said_on": "2026-01-05", "may_show_wishes": "y"})
    client.post(
        f"/unge/{person.id}/samtykke/hjemmel", data={"basis": "public_task", "section": "youth_effort"}
    )
    found = {consent.purpose: consent for consent in db.session.scalars(select(Consent))}
    assert found[ConsentPurpose.BEING_MATCHED].given_through is Through.NOTED
    assert found[ConsentPurpose.CASEWORK].law_section is LawSection.YOUTH_EFFORT
    assert ConsentPurpose.SHOWING_WISHES in found


def test_another_caseworkers_young_person_looks_like_nobody(sign_in: SignIn) -> None:
    person = make.make_young_person()
    client = sign_in(make.make_user(RoleName.CASEWORKER))
    missing = client.get("/unge/99999/samtykke")
    hidden = client.get(f"/unge/{person.id}/samtykke")
    assert (hidden.status_code, missing.status_code) == (404, 404)
    for path in ("noter", "spoerg", "hjemmel", "being_matched/tilbage"):
        assert client.post(f"/unge/{person.id}/samtykke/{path}").status_code == 404
    db.session.expire_all()
    assert person.consented_on is not None


def test_one_cannot_agree_to_what_is_not_ones_own_matter(sign_in: SignIn) -> None:
    client = sign_in(make.make_user(RoleName.VOLUNTEER))
    for purpose in ("being_matched", "being_mentor", "casework", "nonsense"):
        assert client.post(f"/mine-samtykker/{purpose}/ja").status_code == 404
    assert client.post("/mine-samtykker/other_tasks/ja").status_code == 302
    assert db.session.scalars(select(Consent.purpose)).all() == [ConsentPurpose.OTHER_TASKS]


@pytest.mark.parametrize(
    ("role", "status"),
    [
        (RoleName.ADMINISTRATOR, 200),
        (RoleName.DATA_PROTECTION_CONTACT, 200),
        (RoleName.CASEWORKER, 404),
        (RoleName.VOLUNTEER, 404),
    ],
)
def test_the_report_on_retention_is_for_those_who_watch(sign_in: SignIn, role: RoleName, status: int) -> None:
    assert sign_in(make.make_user(role)).get("/opbevaring").status_code == status
