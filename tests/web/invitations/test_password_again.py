"""Whoever changes who gets in, or takes data out, types their password first, unless they have just done so."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from flask_security import hash_password

from tests.web import factories as make
from web.accounts.models import RoleName, User
from web.core.freshness import FRESH_FOR_SECONDS, TYPED_AT
from web.extensions import db

SignIn = Callable[[User], FlaskClient]
PASSWORD = "tre gule cykler"
AGAIN = "/bekraeft-adgangskode?next="


def stale(sign_in: SignIn, user: User) -> FlaskClient:
    """A browser in which the user has signed in more than a quarter of an hour ago."""
    client = sign_in(user)
    with client.session_transaction() as content:
        content[TYPED_AT] -= FRESH_FOR_SECONDS + 1
    return client


@pytest.fixture
def administrator(database: None) -> User:
    return make.make_user(RoleName.ADMINISTRATOR, password=hash_password(PASSWORD))


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/brugere/inviter"),
        ("POST", "/brugere/invitationer/1/send-igen"),
        ("POST", "/brugere/invitationer/1/traek-tilbage"),
        ("GET", "/brugere/{user}/luk"),
        ("POST", "/brugere/{user}/genaabn"),
        ("GET", "/brugere/{user}/roller/caseworker/fjern"),
        ("GET", "/brugere/{user}/sagsstamme"),
        ("GET", "/brugere/{user}/omraader"),
        ("GET", "/brugere/{user}/ekstra-trin"),
        ("POST", "/brugere/{user}/log-ud"),
        ("GET", "/mine-data/mine-data.json"),
        ("GET", "/mine-data/mine-data.html"),
        ("GET", "/mine-data/slet"),
        ("GET", "/konto/e-mail"),
        ("GET", "/konto/to-trin"),
        ("GET", "/stedfortraeder"),
    ],
)
def test_an_administrator_types_the_password_again(
    sign_in: SignIn, administrator: User, method: str, path: str
) -> None:
    address = path.format(user=make.make_user(RoleName.CASEWORKER).id)
    client = stale(sign_in, administrator)
    assert client.open(address, method=method).location.startswith(AGAIN)


def test_so_does_whoever_takes_the_log_out_or_opens_a_record(sign_in: SignIn) -> None:
    contact = stale(sign_in, make.make_user(RoleName.DATA_PROTECTION_CONTACT))
    assert contact.get("/haendelseslog/udtraek.csv").location.startswith(AGAIN)
    caseworker = stale(sign_in, make.make_user(RoleName.CASEWORKER))
    assert caseworker.get("/indsigt/aabn").location.startswith(AGAIN)


def test_what_was_typed_meanwhile_is_offered_afterwards(sign_in: SignIn, administrator: User) -> None:
    client = stale(sign_in, administrator)
    typed = {"name": "Karen Ny", "email": "karen.ny@example.dk", "roles": "caseworker", "locale": "da"}
    assert client.post("/brugere/inviter", data=typed).location == f"{AGAIN}/fortsaet"
    answer = client.post(f"{AGAIN}/fortsaet", data={"password": PASSWORD})
    assert answer.location.endswith("/fortsaet")
    page = client.get("/fortsaet").text
    assert 'action="/brugere/inviter"' in page
    assert "karen.ny@example.dk" in page
    assert client.post("/brugere/inviter", data=typed).location == "/brugere/invitationer"


def test_a_button_leads_back_to_where_it_stands(sign_in: SignIn, administrator: User) -> None:
    closed = make.make_user(RoleName.CASEWORKER, active=False)
    client = stale(sign_in, administrator)
    assert client.post(f"/brugere/{closed.id}/genaabn").location == f"{AGAIN}/brugere"
    db.session.refresh(closed)
    assert not closed.active
