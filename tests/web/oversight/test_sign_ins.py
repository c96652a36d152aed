"""Every way in, every refusal at the door and every new password leaves an event, and none tells whether an account exists."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_security import hash_password
from sqlalchemy import select

from tests.web import factories as make
from web.accounts.models import RoleName, User
from web.audit.models import AuditEvent
from web.extensions import db

PASSWORD = "grøn stige bag huset"


@pytest.fixture
def user(app: Flask, database: None) -> User:
    """Somebody with a password."""
    with app.test_request_context():
        user = make.make_user(RoleName.VOLUNTEER, password=hash_password(PASSWORD))
    db.session.commit()
    return user


def events() -> list[tuple[str, int | None, int]]:
    """(action, actor, subject) of every event."""
    db.session.rollback()
    found = db.session.scalars(select(AuditEvent).order_by(AuditEvent.id))
    return [(event.action, event.actor_id, event.subject_id) for event in found]


def test_coming_and_going_is_written_down(client: FlaskClient, user: User) -> None:
    client.post("/log-ind", data={"email": user.email, "password": PASSWORD})
    client.post("/log-ud")
    assert events() == [("sign in", user.id, user.id), ("sign out", user.id, user.id)]


def test_a_refused_password_is_written_down_without_it(client: FlaskClient, user: User) -> None:
    client.post("/log-ind", data={"email": user.email.upper(), "password": "gættet forkert igen"})
    client.post("/log-ind", data={"email": "findes-ikke@example.dk", "password": "gættet forkert igen"})
    client.post("/log-ind", data={"email": "a\x00b", "password": "x"})
    assert events() == [
        ("refused sign-in", None, user.id), ("refused sign-in", None, 0), ("refused sign-in", None, 0)]  # fmt: skip
    stored = str([event.details for event in db.session.scalars(select(AuditEvent))])
    assert "findes-ikke" not in stored
    assert "gættet" not in stored


def test_a_new_password_is_written_down(client: FlaskClient, user: User) -> None:
    client.post("/log-ind", data={"email": user.email, "password": PASSWORD})
    client.post(
        "/skift-adgangskode",
        data={
            "password": PASSWORD,
            "new_password": "blå stige foran laden",
            "new_password_confirm": "blå stige foran laden",
        },
    )
    assert ("change password", user.id, user.id) in events()


def test_signing_out_clears_what_the_browser_holds(client: FlaskClient, user: User) -> None:
    client.post("/log-ind", data={"email": user.email, "password": PASSWORD})
    assert client.post("/log-ud").headers["Clear-Site-Data"] == '"cache", "storage"'
    assert "Clear-Site-Data" not in client.get("/").headers
