"""Refusals at the door leave events that can be searched, and no flood of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.web import factories as make
from tests.web.sessions.browsers import csrf_token_in
from web.accounts.models import RoleName, User
from web.audit.models import AuditEvent
from web.extensions import db
from web.oversight.watch import MOST_OF_STRANGERS

SignIn = Callable[[User], FlaskClient]


@pytest.fixture
def strict(app: Flask, database: None) -> Iterator[None]:
    """Keys and limits as in a real installation."""
    app.config.update(WTF_CSRF_ENABLED=True, RATELIMIT_ENABLED=True)
    yield
    app.config.update(WTF_CSRF_ENABLED=False, RATELIMIT_ENABLED=False)


def refusals() -> list[tuple[str, int | None, int]]:
    """(action, account, times) of what was refused."""
    db.session.rollback()
    found = db.session.scalars(
        select(AuditEvent).where(AuditEvent.action.startswith("refused:")).order_by(AuditEvent.id)
    )
    return [(event.action, event.actor_id, event.details["times"]) for event in found]


def test_a_page_for_others_is_noted_once_a_minute_and_at_the_tenth(sign_in: SignIn) -> None:
    user = make.make_user(RoleName.VOLUNTEER)
    client = sign_in(user)
    for _ in range(12):
        client.get("/brugere")
    assert refusals() == [("refused: page", user.id, 1), ("refused: page", user.id, 10)]


def test_what_does_not_exist_is_noted_like_what_is_not_theirs(sign_in: SignIn) -> None:
    user = make.make_user(RoleName.COORDINATOR)
    client = sign_in(user)
    client.get("/opgaver/999999/ret")
    assert refusals() == [("refused: page", user.id, 1)]


def test_a_guessed_personal_link_is_noted_for_strangers_too(client: FlaskClient) -> None:
    client.get("/kalender/gaettet.ics")
    assert refusals() == [("refused: link", None, 1)]


@pytest.mark.usefixtures("strict")
def test_a_form_without_its_key_is_noted(client: FlaskClient) -> None:
    client.post("/sprog", data={"language": "en"})
    assert refusals() == [("refused: form key", None, 1)]


def test_a_form_from_another_site_is_noted(client: FlaskClient) -> None:
    client.post("/sprog", headers={"Origin": "https://evil.example"})
    assert refusals() == [("refused: other site", None, 1)]


@pytest.mark.usefixtures("strict")
def test_too_many_tries_are_noted(client: FlaskClient) -> None:
    token = csrf_token_in(client.get("/log-ind").text)
    for _ in range(12):
        client.post("/log-ind", data={"email": "a@example.dk", "password": "x", "csrf_token": token})
    assert refusals() == [("refused: too many", None, 1)]


def test_a_choice_that_was_not_offered_is_noted_and_an_empty_one_is_not(sign_in: SignIn) -> None:
    user = make.make_user(RoleName.VOLUNTEER)
    client = sign_in(user)
    client.post("/konto", data={"name": "Anna", "locale": ""})
    assert refusals() == []
    client.post("/konto", data={"name": "Anna", "locale": "klingon"})
    assert refusals() == [("refused: choice", user.id, 1)]


def test_many_strangers_cannot_bury_the_log(client: FlaskClient) -> None:
    for number in range(MOST_OF_STRANGERS + 20):
        client.post(
            "/sprog",
            headers={"Origin": "https://evil.example"},
            environ_base={"REMOTE_ADDR": f"192.0.2.{number}"},
        )
    assert len(refusals()) == MOST_OF_STRANGERS


def test_no_event_holds_an_address_or_anything_typed(client: FlaskClient) -> None:
    client.post("/sprog?hemmeligt", data={"x": "hemmeligt"}, headers={"Origin": "https://hemmeligt.example"})
    [event] = db.session.scalars(select(AuditEvent)).all()
    told = f"{event.details} {event.place} {event.purpose} {event.action}"
    assert "hemmeligt" not in told
    assert "127.0.0.1" not in told


def test_the_data_protection_contact_finds_them(sign_in: SignIn) -> None:
    user = make.make_user(RoleName.VOLUNTEER)
    sign_in(user).get("/brugere")
    page = sign_in(make.make_user(RoleName.DATA_PROTECTION_CONTACT)).get(
        "/haendelseslog", query_string={"handling": "refused: page", "af": user.email}
    )
    assert page.text.count("Fik nej til en side, der ikke er til dem") >= 2


def test_a_password_that_is_wrong_when_asked_again_is_noted(sign_in: SignIn) -> None:
    user = make.make_user(RoleName.VOLUNTEER)
    sign_in(user).post("/bekraeft-adgangskode", data={"password": "gættet"})
    found = db.session.scalars(select(AuditEvent).where(AuditEvent.action == "refused sign-in")).one()
    assert found.subject_id == user.id
    assert found.details == {"step": "verify"}
