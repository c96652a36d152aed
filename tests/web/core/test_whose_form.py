"""Several people use one browser: what one of them typed is neither shown to the next nor sent in the next one's name."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from tests.web.sessions.browsers import PASSWORD, csrf_token_in, make_person
from web.accounts.models import RoleName, User
from web.core.submissions import InterruptedForm
from web.extensions import db

PAGE = "/konto"
TYPED = "Skrevet af Anna"


@pytest.fixture(autouse=True)
def csrf(app: Flask, database: None) -> Iterator[None]:
    """Keys against forged forms are asked for, as in a real installation."""
    app.config["WTF_CSRF_ENABLED"] = True
    yield
    app.config["WTF_CSRF_ENABLED"] = False


@pytest.fixture
def anna() -> User:
    return make_person(RoleName.VOLUNTEER)


@pytest.fixture
def bo() -> User:
    return make_person(RoleName.VOLUNTEER)


def come_in(client: FlaskClient, user: User) -> None:
    """Sign in by password in this browser."""
    token = csrf_token_in(client.get("/log-ind").text)
    client.post("/log-ind", data={"email": user.email, "password": PASSWORD, "csrf_token": token})


def go(client: FlaskClient) -> None:
    """Sign out."""
    client.post("/log-ud", data={"csrf_token": csrf_token_in(client.get(PAGE).text)})


def form_of(client: FlaskClient) -> dict[str, str]:
    """A form as whoever is signed in has it open, with something typed."""
    return {"name": TYPED, "locale": "da", "csrf_token": csrf_token_in(client.get(PAGE).text)}


def kept() -> int | None:
    """How many forms wait for their writers."""
    return db.session.scalar(select(func.count()).select_from(InterruptedForm))


def test_the_writer_is_offered_the_form_after_signing_in_again(client: FlaskClient, anna: User) -> None:
    come_in(client, anna)
    form = form_of(client)
    go(client)
    assert client.post(PAGE, data=form).location.startswith("/log-ind")
    come_in(client, anna)
    assert TYPED in client.get("/fortsaet").text


def test_the_next_person_is_neither_shown_nor_left_the_form(
    client: FlaskClient, anna: User, bo: User
) -> None:
    come_in(client, anna)
    form = form_of(client)
    go(client)
    client.post(PAGE, data=form)
    come_in(client, bo)
    assert client.get("/fortsaet").location == "/"
    assert kept() == 0


def test_nobody_else_signed_in_sends_the_form_in_their_own_name(
    client: FlaskClient, anna: User, bo: User
) -> None:
    come_in(client, anna)
    form = form_of(client)
    go(client)
    come_in(client, bo)
    answer = client.post(PAGE, data=form)
    assert "blev åbnet af en anden" in client.get(answer.location).text
    assert kept() == 0
    db.session.refresh(bo)
    assert bo.name != TYPED


def test_a_stranger_goes_on_with_their_form_after_signing_in(client: FlaskClient, anna: User) -> None:
    form = {"name": TYPED, "csrf_token": csrf_token_in(client.get("/log-ind").text)}
    client.post(PAGE, data=form)
    come_in(client, anna)
    assert TYPED in client.get("/fortsaet").text


def test_a_key_that_somebody_made_up_marks_nobody(client: FlaskClient, anna: User) -> None:
    come_in(client, anna)
    real = csrf_token_in(client.get(PAGE).text)
    client.post(PAGE, data={"name": TYPED, "csrf_token": real[:-3] + "abc"})
    assert TYPED in client.get("/fortsaet").text
