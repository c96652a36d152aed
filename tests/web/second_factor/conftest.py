"""People who sign in by hand, with app, passkey and recovery codes."""

from __future__ import annotations

import html
import json
import re
import time
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_security import hash_password
from passlib.totp import TOTP
from sqlalchemy import select

from tests.web import factories as make
from tests.web.second_factor.device import Device
from web.accounts.models import RoleName, User
from web.extensions import db
from web.notifications.models import OutboxMessage

PASSWORD = "tre gule cykler"
HALF_MINUTE = 30
SECRET_KEY = re.compile(r'class="secret-key"[^>]*>([A-Z2-7 ]+)<')
RECOVERY_CODE = re.compile(r"<code>([a-z0-9-]+)</code>")
OPTIONS = re.compile(r'data-options="([^"]*)"')
WITHOUT = {"tf_primary_method": None, "tf_totp_secret": None}


def make_person(*roles: RoleName, **values: Any) -> User:
    """A confirmed account without a second step, whose password is known."""
    person = make.make_user(*roles, **({"password": hash_password(PASSWORD)} | WITHOUT | values))
    db.session.commit()
    return person


def code_of(key: str, *, later_seconds: int = 0) -> str:
    """What an authenticator app with this key shows, now or a little later."""
    token: str = TOTP(key=key.replace(" ", "")).generate(time=int(time.time()) + later_seconds).token
    return token


def codes_on(page: str) -> list[str]:
    """The recovery codes that a page shows."""
    return RECOVERY_CODE.findall(page)


def options_on(page: str) -> dict[str, Any]:
    """What a page asks the browser for."""
    found = OPTIONS.search(page)
    assert found is not None
    options: dict[str, Any] = json.loads(html.unescape(found[1]))
    return options


def type_password(client: FlaskClient, user: User) -> str:
    """Sign in with the password; return where that leads."""
    answer = client.post("/log-ind", data={"email": user.email, "password": PASSWORD})
    assert answer.status_code == 302, answer.text
    return answer.location.removeprefix("http://localhost")


def connect_app(client: FlaskClient) -> tuple[str, list[str]]:
    """Set up an authenticator app; return its key and the recovery codes."""
    found = SECRET_KEY.search(client.get("/konto/to-trin").text)
    assert found is not None
    page = client.post("/konto/to-trin", data={"code": code_of(found[1])})
    assert page.status_code == 200, page.location
    return found[1], codes_on(page.text)


def add_passkey(client: FlaskClient, device: Device, name: str = "Min telefon") -> Any:
    """Add a passkey that this device keeps."""
    options = options_on(client.get("/konto/noegler").text)
    return client.post("/konto/noegler", data={"name": name, "credential": device.make(options)})


def ask_for_passkey(client: FlaskClient) -> tuple[str, dict[str, Any]]:
    """Press the button for a passkey; return where the answer goes and what is asked."""
    page = client.post("/log-ind/adgangsnoegle").text
    found = re.search(r'action="(/log-ind/adgangsnoegle/[^"]+)"', page)
    assert found is not None
    return html.unescape(found[1]), options_on(page)


def use_passkey(client: FlaskClient, device: Device) -> str:
    """Answer with a passkey; return where that leads."""
    place, options = ask_for_passkey(client)
    answer = client.post(place, data={"credential": device.use(options)})
    return str(answer.location).removeprefix("http://localhost")


def is_signed_in(client: FlaskClient) -> bool:
    """Tell whether somebody is signed in and free to go on."""
    return client.get("/videre").location == "/start"


def subjects_to(user: User) -> list[str]:
    """The subjects of the mails to a person, oldest first."""
    statement = select(OutboxMessage.subject).where(OutboxMessage.user_id == user.id)
    return list(db.session.scalars(statement.order_by(OutboxMessage.id)))


@pytest.fixture
def another_client(app: Flask, database: None) -> Callable[[], FlaskClient]:
    """Return a function that opens one more browser."""
    return app.test_client
