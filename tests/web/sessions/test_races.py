"""Two requests of one session at the same time: nothing is lost, nothing that has ended comes back."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine

from tests.web import factories as make
from tests.web.conftest import client_of
from tests.web.sessions.browsers import cookie_of, stored
from web.accounts.models import User
from web.core import clock
from web.extensions import db
from web.sessions import store
from web.sessions.content import FLASHES, USER, ServerSession, unpacked
from web.sessions.devices import Device
from web.sessions.interface import find_now
from web.sessions.saving import save

DEVICE = Device("Firefox", "Linux")


def opened(token: str) -> ServerSession:
    """The session of a request that has begun and has read what is stored."""
    engine: Engine = db.engine
    session = ServerSession(token, is_new=False, key="k" * 40, find=lambda sent: find_now(engine, sent))
    assert session.content.found is not None
    return session


def saved(session: ServerSession) -> str | None:
    """What the browser gets at the end of the request."""
    return save(db.engine, session, device=DEVICE, now=clock.now())


@pytest.fixture
def user(database: None) -> User:
    """Somebody with an account."""
    user = make.make_user()
    db.session.commit()
    return user


@pytest.fixture
def token(app: Flask, user: User) -> str:
    """The id of a browser in which the user is signed in."""
    return cookie_of(client_of(app, user))


def content() -> dict[str, object]:
    """What the only session holds."""
    (row,) = stored()
    return unpacked(row.data)


def test_two_requests_write_different_things_and_both_are_kept(token: str) -> None:
    first, second = opened(token), opened(token)
    first["draft"], second["locale"] = "1", "en"
    saved(first)
    saved(second)
    assert content()["draft"] == "1"
    assert content()["locale"] == "en"


def test_messages_of_two_requests_are_all_shown_once(token: str) -> None:
    before = opened(token)
    before[FLASHES] = [("info", "old")]
    saved(before)
    shows, adds = opened(token), opened(token)
    del shows[FLASHES]
    adds[FLASHES] = [*adds[FLASHES], ("info", "new")]
    saved(shows)
    saved(adds)
    assert content()[FLASHES] == [("info", "new")]


def test_many_threads_lose_nothing(app: Flask, token: str) -> None:
    number = 8
    start = Barrier(number)

    def write(index: int) -> None:
        with app.app_context():
            session = opened(token)
            start.wait()
            session[f"key {index}"] = index
            saved(session)

    with ThreadPoolExecutor(number) as threads:
        list(threads.map(write, range(number)))
    assert all(content()[f"key {index}"] == index for index in range(number))


def test_a_session_that_was_signed_out_meanwhile_does_not_come_back(token: str) -> None:
    slow, leaving = opened(token), opened(token)
    slow["draft"] = "1"
    del leaving[USER]
    saved(leaving)
    assert saved(slow) is None
    assert not any(row.user_id for row in stored())


def test_a_sign_out_ends_the_session_even_if_its_id_was_replaced_meanwhile(token: str) -> None:
    leaving, verifying = opened(token), opened(token)
    verifying["fs_paa"] = 1.0
    replaced = saved(verifying)
    assert replaced is not None
    del leaving[USER]
    saved(leaving)
    assert store.find(db.engine, replaced, now=clock.now()) is None


def test_a_request_with_an_id_that_was_replaced_meanwhile_changes_nothing(token: str) -> None:
    slow, verifying = opened(token), opened(token)
    slow["draft"] = "1"
    verifying["fs_paa"] = 1.0
    replaced = saved(verifying)
    assert saved(slow) is None
    assert "draft" not in content()
    assert replaced is not None
    assert store.find(db.engine, replaced, now=clock.now()) is not None


def test_of_two_replacements_of_an_id_one_counts(app: Flask, token: str) -> None:
    start = Barrier(2)

    def verify(moment: float) -> str | None:
        with app.app_context():
            session = opened(token)
            start.wait()
            session["fs_paa"] = moment
            return saved(session)

    with ThreadPoolExecutor(2) as threads:
        given = [new for new in threads.map(verify, (1.0, 2.0)) if new is not None]
    assert len(given) == 1
    assert len(stored()) == 1
    assert store.find(db.engine, given[0], now=clock.now()) is not None


def test_a_double_click_on_signing_in_signs_in(client: FlaskClient, user: User) -> None:
    client.post("/sprog", data={"language": "en"})
    token = cookie_of(client)
    first, second = opened(token), opened(token)
    first[USER] = second[USER] = user.fs_uniquifier
    tokens = [saved(first), saved(second)]
    for given in tokens:
        assert given is not None
        found = store.find(db.engine, given, now=clock.now())
        assert found is not None
        assert found.user_id == user.id


def test_a_name_that_belongs_to_nobody_signs_nobody_in(client: FlaskClient) -> None:
    client.post("/sprog", data={"language": "en"})
    session = opened(cookie_of(client))
    session[USER] = "nobody"
    saved(session)
    assert USER not in content()
