"""Limits on tries: shared by all processes, exact under races, and a page that loses nothing and tells nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_security import hash_password
from limits import parse
from limits.strategies import FixedWindowRateLimiter
from sqlalchemy import select, update

from tests.web import factories as make
from tests.web.conftest import hash_quickly
from web.accounts.models import RoleName, User
from web.app import create_app
from web.config import settings_from
from web.core import clock
from web.core.every_form import FROM_ONE_ADDRESS, OF_ONE_ACCOUNT, SCOPE, hidden
from web.core.tries import CountedTries, TriesInDatabase, forget_old_tries
from web.extensions import db, limiter

PASSWORD = "tre gule cykler"
SignIn = Callable[[User], FlaskClient]


@pytest.fixture(autouse=True)
def limits(app: Flask, database: None) -> Iterator[None]:
    """Rate limits as in a real installation."""
    app.config["RATELIMIT_ENABLED"] = True
    yield
    app.config["RATELIMIT_ENABLED"] = False


def tried(client: FlaskClient, *, address: str = "127.0.0.1", **headers: str) -> int:
    """Try to sign in as somebody; return the status."""
    return client.post(
        "/log-ind",
        data={"email": f"{address}@example.dk", "password": "x"},
        environ_base={"REMOTE_ADDR": address},
        headers=headers,
    ).status_code


def test_two_processes_count_together(app: Flask, client: FlaskClient, database_url: str) -> None:
    other = create_app(settings_from({"DATABASE_URL": database_url, "SECRET_KEY": "t" * 40}))
    other.config.update(TESTING=True, WTF_CSRF_ENABLED=False)
    hash_quickly(other)
    elsewhere = other.test_client()
    for _ in range(5):
        assert tried(client) == tried(elsewhere) == 200
    assert tried(client) == tried(elsewhere) == 429
    with other.app_context():
        db.engine.dispose()


def test_tries_at_the_same_moment_are_counted_one_by_one(app: Flask) -> None:
    counted = FixedWindowRateLimiter(TriesInDatabase())
    limit = parse("10 per 5 minutes")

    def attempt(number: int) -> bool:
        with app.app_context():
            return counted.hit(limit, "somebody")

    with ThreadPoolExecutor(8) as threads:
        assert sum(threads.map(attempt, range(40))) == 10


@pytest.mark.parametrize("spelling", ["ＥＸＡＭＰＬＥ.dk", "example。dk", "Example.DK", "ｅxample.dk"])
def test_an_account_is_counted_under_every_spelling_of_its_address(
    client: FlaskClient, spelling: str
) -> None:
    tried_from = [
        client.post(
            "/log-ind",
            data={"email": f"kendt@{'example.dk' if number else spelling}", "password": "x"},
            environ_base={"REMOTE_ADDR": f"192.0.2.{number}"},
        ).status_code
        for number in range(11)
    ]
    assert tried_from == [200] * 10 + [429]


def test_naming_others_does_not_help_who_guesses_the_password_of_an_open_session(sign_in: SignIn) -> None:
    client = sign_in(make.make_user(RoleName.VOLUNTEER, password=hash_password(PASSWORD)))
    answers = [
        client.post(
            "/bekraeft-adgangskode",
            data={"password": "x", "email": f"nr{number}@example.dk"},
            environ_base={"REMOTE_ADDR": f"192.0.2.{number}"},
        ).status_code
        for number in range(11)
    ]
    assert answers == [200] * 10 + [429]


def test_trying_out_numbers_in_an_address_is_searching(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("web.accounts.limits.SEARCHES_FROM_ONE_ADDRESS", "3 per minute")
    answers = [client.get(f"/bevis/0000-0000-000{number}").status_code for number in range(4)]
    assert answers == [404, 404, 404, 429]


def test_a_span_that_is_over_counts_from_one_again(client: FlaskClient) -> None:
    assert [tried(client) for _ in range(11)][-1] == 429
    db.session.execute(update(CountedTries).values(ends_at=clock.now()))
    db.session.commit()
    assert tried(client) == 200


def test_what_is_over_is_forgotten_and_names_nobody(client: FlaskClient) -> None:
    tried(client, address="192.0.2.9")
    rows = db.session.scalars(select(CountedTries)).all()
    assert rows
    assert all(len(row.key_hash) == 32 for row in rows)
    db.session.execute(update(CountedTries).values(ends_at=clock.now()))
    forget_old_tries(now=clock.now())
    assert db.session.scalars(select(CountedTries)).all() == []


def test_a_forwarded_address_is_not_believed_without_a_trusted_proxy(client: FlaskClient) -> None:
    answers = [
        client.post(
            "/log-ind",
            data={"email": f"nr{number}@example.dk", "password": "x"},
            headers={"X-Forwarded-For": f"192.0.2.{number}"},
        ).status_code
        for number in range(11)
    ]
    assert answers == [200] * 10 + [429]


def test_behind_a_trusted_proxy_each_address_counts_for_itself(database_url: str, database: None) -> None:
    app = create_app(
        settings_from({"DATABASE_URL": database_url, "SECRET_KEY": "t" * 40, "TRUSTED_PROXIES": "1"})
    )
    app.config.update(TESTING=True, WTF_CSRF_ENABLED=False)
    hash_quickly(app)
    client = app.test_client()
    answers = [
        client.post(
            "/log-ind",
            data={"email": f"nr{number}@example.dk", "password": "x"},
            headers={"X-Forwarded-For": f"192.0.2.{number}"},
        ).status_code
        for number in range(11)
    ]
    assert answers == [200] * 11
    with app.app_context():
        db.engine.dispose()


def test_the_page_says_how_long_and_reads_the_same_for_known_and_unknown(client: FlaskClient) -> None:
    make.make_user(email="kendt@example.dk", password=hash_password(PASSWORD))
    db.session.commit()
    pages = []
    for email in ("kendt@example.dk", "ukendt@example.dk"):
        for _ in range(6):
            answer = client.post("/nulstil-adgangskode", data={"email": email})
        assert answer.status_code == 429
        assert int(answer.headers["Retry-After"]) > 0
        pages.append(answer.text.split("<main")[1].split("</main>")[0].replace(email, ""))
        db.session.execute(update(CountedTries).values(ends_at=clock.now()))
        db.session.commit()
    assert "I dag er der ikke flere forsøg" in pages[0]
    known, unknown = (page.split("csrf_token")[0] for page in pages)
    assert known == unknown


def test_a_refused_sign_in_does_not_hand_back_the_password(client: FlaskClient) -> None:
    for _ in range(11):
        answer = client.post("/log-ind", data={"email": "a@example.dk", "password": PASSWORD})
    assert answer.status_code == 429
    assert PASSWORD not in answer.text
    assert 'href="/log-ind"' in answer.text
    assert "Vent" in answer.text


def fill(limit_name: str, key: str) -> None:
    """Use up the forms of one account or one address."""
    limit = {"account": OF_ONE_ACCOUNT, "address": FROM_ONE_ADDRESS}[limit_name]
    while limiter.limiter.hit(limit, SCOPE, hidden(key), cost=limit.amount):
        pass


def test_every_form_is_counted_and_what_was_typed_is_kept(sign_in: SignIn) -> None:
    user = make.make_user()
    client = sign_in(user)
    typed = {"name": "Åse <b>", "locale": "en"}
    fill("account", user.fs_uniquifier)
    answer = client.post("/konto", data=typed)
    assert answer.status_code == 429
    assert 'name="name" value="Åse &lt;b&gt;"' in answer.text
    db.session.execute(update(CountedTries).values(ends_at=clock.now()))
    db.session.commit()
    assert client.post("/konto", data=typed).status_code == 302


def test_forms_of_strangers_are_counted_by_address(client: FlaskClient) -> None:
    fill("address", "127.0.0.1")
    assert client.post("/sprog", data={"language": "en"}).status_code == 429
    assert client.get("/opgaver").status_code == 200


def test_searching_has_a_limit_and_looking_has_none(sign_in: SignIn) -> None:
    client = sign_in(make.make_user(RoleName.ADMINISTRATOR))
    assert {client.get("/brugere?q=a").status_code for _ in range(60)} == {200}
    answer = client.get("/brugere?q=a")
    assert answer.status_code == 429
    assert 'href="/brugere?q=a"' in answer.text
    assert client.get("/brugere").status_code == 200
