"""Sessions on the server: what a browser holds, when its id changes, and when a session is over."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import LiteralString

import psycopg
import pytest
from flask import Flask, session
from flask.testing import FlaskClient
from sqlalchemy import select, update

from tests.conftest import owner_url
from tests.web import factories as make
from tests.web.sessions.browsers import (
    FIREFOX,
    PASSWORD,
    browser_with,
    cookie_of,
    csrf_token_in,
    is_signed_in,
    make_person,
    sign_in_by_password,
    stored,
)
from web.accounts.models import RoleName, User
from web.accounts.services import give_role
from web.core import clock
from web.extensions import db
from web.sessions.jobs import forget_old_sessions
from web.sessions.lifetimes import MOST_PER_PERSON
from web.sessions.models import StoredSession

SignIn = Callable[[User], FlaskClient]
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def csrf(app: Flask) -> Iterator[None]:
    """Keys against forged forms are asked for, as in a real installation."""
    app.config["WTF_CSRF_ENABLED"] = True
    yield
    app.config["WTF_CSRF_ENABLED"] = False


@pytest.mark.usefixtures("csrf")
def test_who_only_reads_leaves_no_row_and_can_still_send_forms(client: FlaskClient) -> None:
    token = csrf_token_in(client.get("/").text)
    cookie = cookie_of(client)
    assert len(cookie) == 43
    client.get("/opgaver")
    assert cookie_of(client) == cookie
    assert not stored()
    assert client.post("/sprog", data={"language": "en", "csrf_token": token}).status_code == 302
    assert "Sign in" in client.get("/").text
    assert len(stored()) == 1


@pytest.mark.usefixtures("csrf")
def test_a_form_in_another_tab_stays_valid_when_the_first_thing_is_stored(client: FlaskClient) -> None:
    token = csrf_token_in(client.get("/").text)
    client.post("/sprog", data={"language": "en", "csrf_token": token})
    client.post("/sprog", data={"language": "da", "csrf_token": token})
    assert "Log ind" in client.get("/").text


@pytest.mark.usefixtures("csrf")
def test_a_key_of_another_browser_is_refused(client: FlaskClient, app: Flask) -> None:
    client.get("/")
    foreign = csrf_token_in(app.test_client().get("/").text)
    answer = client.post("/sprog", data={"language": "en", "csrf_token": foreign})
    assert answer.headers["Location"] == "/fortsaet"


@pytest.mark.usefixtures("csrf")
def test_the_key_against_forged_forms_is_a_new_one_after_signing_in(client: FlaskClient) -> None:
    user = make_person()
    token = csrf_token_in(client.get("/log-ind").text)
    client.post("/log-ind", data={"email": user.email, "password": PASSWORD, "csrf_token": token})
    assert client.post("/log-ud", data={"csrf_token": token}).status_code != 204
    assert is_signed_in(client)
    client.post("/log-ud", data={"csrf_token": csrf_token_in(client.get("/konto").text)})
    assert not is_signed_in(client)


def test_the_database_holds_a_hash_and_no_address_of_the_network(client: FlaskClient) -> None:
    client.environ_base.update(REMOTE_ADDR="192.0.2.77", HTTP_USER_AGENT=FIREFOX)
    sign_in_by_password(client, make_person())
    (row,) = stored()
    assert row.token_hash == hashlib.sha256(cookie_of(client).encode()).digest()
    assert (row.browser, row.system) == ("Firefox", "Windows")
    everything = " ".join(str(getattr(row, column.key)) for column in StoredSession.__table__.columns)
    for secret in (cookie_of(client), "192.0.2.77", "Gecko", '"_id"'):
        assert secret not in everything


def test_an_id_from_before_signing_in_is_dead_afterwards(client: FlaskClient) -> None:
    client.post("/sprog", data={"language": "en"})
    planted = cookie_of(client)
    sign_in_by_password(client, make_person())
    assert cookie_of(client) != planted
    assert is_signed_in(client)
    assert not is_signed_in(browser_with(client, planted))
    assert "Your account" in client.get("/konto").text, "what was chosen before is kept"


def test_an_id_that_the_service_never_gave_is_not_taken_over(client: FlaskClient) -> None:
    client.set_cookie("session", "a" * 43)
    client.post("/sprog", data={"language": "en"})
    assert cookie_of(client) != "a" * 43
    assert "Sign in" not in browser_with(client, "a" * 43).get("/").text


@pytest.mark.parametrize("cookie", ["", "x", "å" * 43, "a" * 4_000, "a.b.c", "a" * 42 + "\\"])
def test_a_cookie_that_is_none_of_ours_is_no_session(client: FlaskClient, cookie: str) -> None:
    client.set_cookie("session", cookie)
    assert client.get("/").status_code == 200
    assert not is_signed_in(client)


def test_a_copied_cookie_is_dead_after_signing_out(client: FlaskClient) -> None:
    sign_in_by_password(client, make_person())
    copy = browser_with(client, cookie_of(client))
    assert is_signed_in(copy)
    client.post("/log-ud")
    assert not is_signed_in(client)
    assert not is_signed_in(copy)
    assert not any(row.user_id for row in stored())


def test_the_next_person_at_the_same_browser_inherits_nothing_but_the_language(client: FlaskClient) -> None:
    sign_in_by_password(client, make_person())
    with client.session_transaction() as content:
        content["way_back"], content["locale"] = "/hemmeligt", "en"
    client.post("/log-ud")
    sign_in_by_password(client, make_person())
    with client.session_transaction() as content:
        assert "way_back" not in content
        assert content["locale"] == "en"


def test_a_new_password_ends_every_other_session(client: FlaskClient, sign_in: SignIn) -> None:
    user = make_person()
    elsewhere = sign_in(user)
    sign_in_by_password(client, user)
    before = cookie_of(client)
    new = "fire grønne både"
    client.post(
        "/skift-adgangskode",
        data={"password": PASSWORD, "new_password": new, "new_password_confirm": new},
    )
    assert is_signed_in(client)
    assert cookie_of(client) != before
    assert not is_signed_in(elsewhere)


def test_an_account_that_is_closed_is_out_at_the_next_request(client: FlaskClient) -> None:
    user = make_person()
    sign_in_by_password(client, user)
    user.active = False
    db.session.commit()
    assert not is_signed_in(client)
    user.active = True
    db.session.commit()
    forget_old_sessions(timestamp=int(clock.now().timestamp()))


def test_other_rights_bring_another_id(client: FlaskClient) -> None:
    user = make_person()
    sign_in_by_password(client, user)
    before = cookie_of(client)
    give_role(user, RoleName.VOLUNTEER, by=None, now=make.NOW)
    db.session.commit()
    assert is_signed_in(client)
    assert cookie_of(client) != before
    assert not is_signed_in(browser_with(client, before))
    assert is_signed_in(client)


def aged(client: FlaskClient, *, unused: timedelta, since: timedelta) -> bool:
    """Whether the browser is still signed in when its session is that old."""
    now = clock.now()
    db.session.execute(
        update(StoredSession).values(
            seen_at=now - unused, authenticated_at=now - since, created_at=now - since
        )
    )
    db.session.commit()
    return is_signed_in(client)


LIMITS = [
    ((RoleName.VOLUNTEER,), 14 * DAY, 30 * DAY),
    ((RoleName.YOUNG_PERSON,), 14 * DAY, 30 * DAY),
    ((RoleName.VOLUNTEER, RoleName.MENTOR), 3 * DAY, 14 * DAY),
    ((RoleName.COORDINATOR,), 3 * DAY, 14 * DAY),
    ((RoleName.CASEWORKER,), HOUR, 10 * HOUR),
    ((RoleName.AREA_CONTACT,), HOUR, 10 * HOUR),
    ((RoleName.ADMINISTRATOR, RoleName.VOLUNTEER), HOUR, 10 * HOUR),
    ((RoleName.DATA_PROTECTION_CONTACT,), HOUR, 10 * HOUR),
]


@pytest.mark.parametrize(("roles", "idle", "absolute"), LIMITS)
def test_how_long_a_session_lasts_follows_the_roles(
    sign_in: SignIn, roles: tuple[RoleName, ...], idle: timedelta, absolute: timedelta
) -> None:
    client = sign_in(make.make_user(*roles))
    assert aged(client, unused=idle - MINUTE, since=idle - MINUTE)
    assert not aged(client, unused=idle + MINUTE, since=idle + MINUTE)
    assert aged(client, unused=MINUTE, since=absolute - MINUTE)
    assert not aged(client, unused=MINUTE, since=absolute + MINUTE)


def test_whoever_becomes_staff_has_the_limits_of_staff_at_once(sign_in: SignIn) -> None:
    user = make.make_user(RoleName.VOLUNTEER)
    client = sign_in(user)
    assert aged(client, unused=2 * HOUR, since=2 * HOUR)
    user.roles = list(make.make_user(RoleName.AREA_CONTACT).roles)
    db.session.commit()
    assert not aged(client, unused=2 * HOUR, since=2 * HOUR)


def test_only_so_many_devices_and_the_one_unused_for_longest_goes(sign_in: SignIn) -> None:
    user = make.make_user()
    first, *others = (sign_in(user) for _ in range(MOST_PER_PERSON + 1))
    assert not is_signed_in(first)
    assert all(is_signed_in(client) for client in others)


def test_reading_pages_writes_at_most_once_a_minute(sign_in: SignIn) -> None:
    client = sign_in(make.make_user())
    before = stored()[0].seen_at
    client.get("/konto")
    client.get("/konto")
    assert stored()[0].seen_at == before
    aged(client, unused=2 * MINUTE, since=2 * MINUTE)
    assert stored()[0].seen_at > clock.now() - MINUTE


def test_a_page_that_fails_changes_nothing_of_the_session(app: Flask, sign_in: SignIn) -> None:
    client = sign_in(make.make_user())
    with client.session_transaction() as content:
        content["way_back"] = "/opgaver"
    view = app.view_functions["accounts.own_account"]

    def broken() -> str:
        del session["way_back"]
        session.pop("_user_id")
        return str(1 / 0)

    app.view_functions["accounts.own_account"] = broken
    app.config["PROPAGATE_EXCEPTIONS"] = False
    try:
        assert client.get("/konto").status_code == 500
    finally:
        app.view_functions["accounts.own_account"] = view
        app.config["PROPAGATE_EXCEPTIONS"] = None
    assert is_signed_in(client)
    with client.session_transaction() as content:
        assert content["way_back"] == "/opgaver"


def as_owner(statement: LiteralString) -> None:
    """Run a statement as the owner of the tables."""
    with psycopg.connect(owner_url(str(db.engine.url.database)), autocommit=True) as connection:
        connection.execute(statement)


def test_no_id_ever_reaches_the_log(
    app: Flask, client: FlaskClient, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    sign_in_by_password(client, make_person())
    cookie = cookie_of(client)
    client.get("/findes-ikke")
    app.config["PROPAGATE_EXCEPTIONS"] = False
    as_owner("ALTER TABLE sessions RENAME COLUMN data TO gone")
    try:
        assert client.get("/konto").status_code == 500
    finally:
        as_owner("ALTER TABLE sessions RENAME COLUMN gone TO data")
        app.config["PROPAGATE_EXCEPTIONS"] = None
    written = "".join(capfd.readouterr()) + caplog.text
    assert "Traceback" in written
    for secret in (cookie, hashlib.sha256(cookie.encode()).hexdigest(), "parameters: {"):
        assert secret not in written


def test_while_a_session_cannot_be_written_the_page_says_so(sign_in: SignIn) -> None:
    client = sign_in(make.make_user())
    cookie = cookie_of(client)
    with db.engine.begin() as somebody:
        somebody.execute(select(StoredSession.id).with_for_update())
        answer = client.post("/sprog", data={"language": "en"})
        assert answer.status_code == 503
        assert "Back in a moment" in answer.text
        assert "Location" not in answer.headers
        assert "Set-Cookie" not in answer.headers
    assert cookie_of(client) == cookie
    assert client.post("/sprog", data={"language": "en"}).status_code == 302


def test_what_no_keyboard_types_is_kept_as_it_is(client: FlaskClient) -> None:
    odd = "\x00\u202e🦊 a\u030a"
    with client.session_transaction() as content:
        content["way_back"] = odd
    with client.session_transaction() as content:
        assert content["way_back"] == odd


def test_the_night_takes_what_is_over_and_leaves_the_rest(app: Flask, sign_in: SignIn) -> None:
    ended, closed, lasting = make.make_user(), make.make_user(), make.make_user()
    clients = {user.id: sign_in(user) for user in (ended, closed, lasting)}
    app.test_client().post("/sprog", data={"language": "en"})
    long_ago: datetime = clock.now() - 15 * DAY
    db.session.execute(
        update(StoredSession).where(StoredSession.user_id == ended.id).values(seen_at=long_ago)
    )
    db.session.execute(update(StoredSession).where(StoredSession.user_id.is_(None)).values(seen_at=long_ago))
    closed.active = False
    kept = lasting.id
    db.session.commit()
    forget_old_sessions(timestamp=int(clock.now().timestamp()))
    assert [row.user_id for row in stored()] == [kept]
    assert is_signed_in(clients[kept])
