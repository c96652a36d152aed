"""Confirming an address: nobody comes into an account that opens with a stranger's password, and no program confirms it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from web.accounts.models import User
from web.extensions import db
from web.notifications.models import OutboxMessage

STRANGERS, OWNERS = "gulerod lampe traktor hav", "cykel regnbue tallerken sky"
ADDRESS = "ejer@example.dk"


@pytest.fixture
def owner(client: FlaskClient) -> FlaskClient:
    """The browser of whoever owns the address; somebody else has opened an account with it first."""
    stranger = client.application.test_client()
    open_account(stranger, name="En Fremmed", password=STRANGERS)
    return client


@pytest.fixture
def limits(app: Flask) -> Iterator[None]:
    """Rate limits as in a real installation."""
    app.config["RATELIMIT_ENABLED"] = True
    yield
    app.config["RATELIMIT_ENABLED"] = False


def open_account(client: FlaskClient, *, name: str, password: str) -> None:
    client.post("/opret-konto", data={"name": name, "email": ADDRESS, "password": password})


def links() -> list[str]:
    """The links in the mails to the address, oldest first."""
    bodies = db.session.scalars(select(OutboxMessage.body).order_by(OutboxMessage.id))
    found = (re.search(r"http\S+/bekraeft/\S+", body) for body in bodies)
    return [urlsplit(link[0]).path for link in found if link]


def user() -> User:
    db.session.expire_all()
    return db.session.scalars(select(User)).one()


def may_enter(client: FlaskClient, password: str) -> bool:
    """Tell whether the password lets somebody in, from a browser of their own."""
    browser = client.application.test_client()
    browser.post("/log-ind", data={"email": ADDRESS, "password": password})
    return browser.get("/konto").status_code == 200


def test_the_newest_opening_counts_and_the_strangers_password_is_worth_nothing(owner: FlaskClient) -> None:
    open_account(owner, name="Ejer", password=OWNERS)
    assert owner.get(links()[1]).location == "/videre"
    assert owner.get("/konto").status_code == 200
    assert user().name == "Ejer"
    assert not may_enter(owner, STRANGERS)
    assert may_enter(owner, OWNERS)


def test_the_link_of_an_earlier_opening_is_dead(owner: FlaskClient) -> None:
    open_account(owner, name="Ejer", password=OWNERS)
    assert owner.get(links()[0]).location == "/bekraeft"
    assert user().confirmed_at is None


def test_a_stranger_who_comes_last_does_not_get_in_either(owner: FlaskClient) -> None:
    open_account(owner, name="Ejer", password=OWNERS)
    open_account(owner.application.test_client(), name="En Fremmed", password=STRANGERS)
    newest = links()[-1]
    assert owner.get(newest).status_code == 200
    assert owner.post(newest, data={"password": OWNERS}).status_code == 200
    assert user().confirmed_at is None
    onward = owner.post(newest, data={"new_password": "1"}).location
    assert onward.startswith("/nulstil-adgangskode/")
    assert not may_enter(owner, STRANGERS)
    owner.post(onward, data={"password": OWNERS, "password_confirm": OWNERS})
    assert may_enter(owner, OWNERS)
    assert not may_enter(owner, STRANGERS)


def test_opening_the_link_elsewhere_confirms_nothing_before_the_password(owner: FlaskClient) -> None:
    (link,) = links()
    page = owner.get(link)
    assert page.status_code == 200
    assert "Kender du ikke adgangskoden?" in page.get_data(as_text=True)
    assert user().confirmed_at is None
    assert owner.post(link, data={"password": STRANGERS}).location == "/videre"
    assert user().confirmed_at is not None


def test_whoever_owns_the_address_gets_the_account_with_a_password_of_their_own(owner: FlaskClient) -> None:
    (link,) = links()
    owner.post(link, data={"new_password": "1"})
    assert user().confirmed_at is not None
    assert user().password is None
    assert owner.get("/konto").status_code == 302
    assert not may_enter(owner, STRANGERS)


@pytest.mark.usefixtures("limits")
def test_passwords_are_not_guessed_behind_a_link(owner: FlaskClient) -> None:
    (link,) = links()
    answers = [owner.post(link, data={"password": f"gæt {number}"}).status_code for number in range(11)]
    assert answers[-1] == 429
