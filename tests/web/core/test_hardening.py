"""Attempts at the service from outside, as in production: each one gets a plain no, or nothing at all."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from http.cookies import SimpleCookie
from urllib.parse import urljoin, urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, text
from werkzeug.test import TestResponse

from tests.web import factories as make
from tests.web.production import PRODUCTION
from web.accounts.models import RoleName, User
from web.app import create_app
from web.config import SettingsError, settings_from
from web.core.headers import FIXED_HEADERS
from web.extensions import db
from web.notifications.models import OutboxMessage
from web.second_factor.recovery_codes import DIGEST_WORK

SignIn = Callable[[User], FlaskClient]
HOME = PRODUCTION["BASE_URL"]


def production_app(database_url: str, **settings: str) -> Flask:
    """The application as it runs in production, on the tests' database."""
    app = create_app(settings_from(PRODUCTION | {"DATABASE_URL": database_url} | settings))

    @app.get("/test/broken")
    def broken() -> str:
        raise ZeroDivisionError

    return app


@pytest.fixture(scope="module")
def made_once(database_url: str) -> Iterator[Flask]:
    """That application."""
    app = production_app(database_url)
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def production(made_once: Flask, database: None) -> Flask:
    """That application, on a database that is empty afterwards."""
    return made_once


@pytest.fixture
def stranger(production: Flask) -> FlaskClient:
    """A browser that asks over HTTPS, and does not see our exceptions."""
    client = production.test_client()
    client.environ_base["wsgi.url_scheme"] = "https"
    client.environ_base["HTTP_HOST"] = "frivillig.randers.dk"
    return client


ANSWERS: dict[str, tuple[int, Callable[[FlaskClient], TestResponse]]] = {
    "a page": (200, lambda client: client.get("/", base_url=HOME)),
    "a redirect to sign in": (302, lambda client: client.get("/start", base_url=HOME)),
    "another host": (400, lambda client: client.get("/", base_url="https://example.com")),
    "nothing there": (404, lambda client: client.get("/findes-ikke", base_url=HOME)),
    "a method nobody takes": (404, lambda client: client.delete("/", base_url=HOME)),
    "too much": (413, lambda client: client.post("/sprog", data={"back": "x" * 13_000_000}, base_url=HOME)),
    "our own mistake": (500, lambda client: client.get("/test/broken", base_url=HOME)),
    "a file": (200, lambda client: client.get("/static/css/site.css", base_url=HOME)),
    "a file that is not there": (404, lambda client: client.get("/static/css/nothing.css", base_url=HOME)),
    "what is alive": (200, lambda client: client.get("/healthz", base_url=HOME)),
    "security.txt": (200, lambda client: client.get("/.well-known/security.txt", base_url=HOME)),
    "only the head": (200, lambda client: client.head("/", base_url=HOME)),
    "the options": (200, lambda client: client.options("/", base_url=HOME)),
}


@pytest.mark.parametrize("what", ANSWERS)
def test_every_answer_carries_every_header(production: Flask, stranger: FlaskClient, what: str) -> None:
    production.config["PROPAGATE_EXCEPTIONS"] = False
    status, ask = ANSWERS[what]
    with ask(stranger) as answer:
        assert answer.status_code in (status, 405 if status == 404 else status)
        assert {name: answer.headers.get(name) for name in FIXED_HEADERS} == FIXED_HEADERS
        assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
        assert "unsafe" not in answer.headers["Content-Security-Policy"]
        if what != "another host":
            assert answer.headers["Strict-Transport-Security"] == "max-age=63072000; includeSubDomains"
        if what not in ("a file", "security.txt"):
            assert answer.headers.get("Cache-Control", "no-store") == "no-store"
        assert "Werkzeug" not in answer.headers.get("Server", "")
        assert "ZeroDivisionError" not in answer.get_data(as_text=True)


def test_too_many_requests_and_an_absent_database_carry_every_header(
    database_url: str, database: None
) -> None:
    away = create_app(settings_from(PRODUCTION))
    answer = away.test_client().get("/", base_url=HOME)
    assert answer.status_code == 503
    assert {name: answer.headers.get(name) for name in FIXED_HEADERS} == FIXED_HEADERS
    busy = production_app(database_url)
    client = busy.test_client()
    codes = []
    for _ in range(15):
        answer = client.post("/log-ind", data={"email": "a@randers.dk", "password": "x"}, base_url=HOME)
        codes.append(answer.status_code)
        assert {name: answer.headers.get(name) for name in FIXED_HEADERS} == FIXED_HEADERS
    with busy.app_context():
        db.engine.dispose()
    assert codes


HOST_TRICKS: list[dict[str, str]] = [
    {"HTTP_HOST": "example.com"},
    {"HTTP_HOST": "frivillig.randers.dk.example.com"},
    {"HTTP_HOST": "example.com:443"},
    {"HTTP_HOST": "frivillig.randers.dk@example.com"},
    {"HTTP_HOST": "frivillig.randers.dk, example.com"},
    {"HTTP_HOST": "frivillig.randers.dk/../example.com"},
    {"HTTP_HOST": ""},
    {"HTTP_HOST": "[::1]"},
    {"HTTP_HOST": "127.0.0.1"},
]


@pytest.mark.parametrize("trick", HOST_TRICKS, ids=str)
def test_requests_for_another_host_end_at_the_door(stranger: FlaskClient, trick: dict[str, str]) -> None:
    answer = stranger.get("/log-ind", environ_overrides=trick)
    assert answer.status_code == 400
    assert "example.com" not in answer.get_data(as_text=True)
    assert "Set-Cookie" not in answer.headers


@pytest.mark.parametrize("header", ["X-Forwarded-Host", "X-Host", "X-Forwarded-Server", "Forwarded", "X-Original-URL", "X-Rewrite-URL", "X-HTTP-Method-Override"])  # fmt: skip
def test_no_header_changes_where_links_lead(stranger: FlaskClient, header: str) -> None:
    value = "host=example.com" if header == "Forwarded" else "example.com"
    for path in ("/", "/start", "/log-ind"):
        answer = stranger.get(path, headers={header: value}, base_url=HOME)
        assert "example.com" not in answer.get_data(as_text=True)
        assert "example.com" not in str(answer.headers)


def test_links_in_mails_are_on_our_own_address_whatever_a_request_says(client: FlaskClient) -> None:
    user = make.make_user(email="en@example.dk")
    db.session.commit()
    client.post("/nulstil-adgangskode", data={"email": user.email}, headers={"X-Forwarded-Host": "evil.test"})
    bodies = db.session.scalars(select(OutboxMessage.body)).all()
    assert bodies
    assert all("evil.test" not in body and "http://127.0.0.1:5000/" in body for body in bodies)


@pytest.mark.parametrize(
    ("proxies", "address"), [("0", "10.0.0.9"), ("1", "203.0.113.7"), ("2", "198.51.100.1")]
)
def test_a_forwarded_address_counts_only_behind_known_proxies(
    database_url: str, proxies: str, address: str
) -> None:
    app = production_app(database_url, TRUSTED_PROXIES=proxies)
    seen: list[str] = []

    @app.before_request
    def note() -> None:
        from flask_limiter.util import get_remote_address

        seen.append(get_remote_address())

    forwarded = {"X-Forwarded-For": "192.0.2.66, 198.51.100.1, 203.0.113.7"}
    app.test_client().get(
        "/healthz", headers=forwarded, base_url=HOME, environ_base={"REMOTE_ADDR": "10.0.0.9"}
    )
    assert seen == [address]


def test_the_cookie_is_bound_to_the_host(stranger: FlaskClient) -> None:
    answer = stranger.get("/log-ind", base_url=HOME)
    header = answer.headers["Set-Cookie"]
    (cookie,) = SimpleCookie(header).values()
    assert cookie.key == "__Host-session"
    assert (cookie["path"], cookie["domain"], cookie["samesite"]) == ("/", "", "Lax")
    assert cookie["secure"]
    assert cookie["httponly"]


def test_a_stolen_password_table_costs_its_guesser_much_work(production: Flask) -> None:
    """At least what OWASP asks of argon2id: 46 MiB in one round, or less memory in more."""
    stored = production.extensions["security"].pwd_context.hash("hemmelig adgang 12")
    memory, rounds = (int(number) for number in re.findall(r"[mt]=(\d+)", stored))
    assert stored.startswith("$argon2id$")
    assert memory * rounds >= 46 * 1024
    assert memory >= 19 * 1024


def test_stolen_tables_of_second_steps_cost_their_guesser_much_work(production: Flask) -> None:
    """A recovery code takes 16 MiB to try, and a key of those that encrypt an app's seed some thousand rounds."""
    assert production.config[DIGEST_WORK] >= 2**14
    assert production.extensions["security"].totp_factory._totp.wallet.encrypt_cost >= 13


ELSEWHERE = ["https://example.com", "//example.com", "/\\example.com", "\\\\example.com", "///example.com", "http:example.com",
             "/%09/example.com", "/\t/example.com", "https:/example.com", "javascript:alert(1)", "data:text/html,x",
             "/%0d%0aSet-Cookie:a=b", "\r\nLocation: https://example.com", "@example.com", "//example.com%2f@localhost", " //example.com"]  # fmt: skip


@pytest.mark.parametrize("target", ELSEWHERE)
def test_signing_in_leads_nowhere_else(app: Flask, client: FlaskClient, target: str) -> None:
    from flask_security import hash_password

    with app.test_request_context():
        user = make.make_user(RoleName.VOLUNTEER, password=hash_password("hemmelig adgang 12"))
    db.session.commit()
    page = client.get("/log-ind", query_string={"next": target}).get_data(as_text=True)
    assert re.search(r'(?:href|action|src)="(?:https?:)?[/\\]+example\.com', page) is None
    for data in ({"next": target}, {}):
        answer = client.post(
            "/log-ind", query_string={"next": target},
            data={"email": user.email, "password": "hemmelig adgang 12"} | data,
        )  # fmt: skip
        assert "a=b" not in str(answer.headers.getlist("Set-Cookie"))
        if answer.status_code == 302:
            landing = urlsplit(urljoin("http://localhost/log-ind", answer.location))
            assert (landing.scheme, landing.netloc) == ("http", "localhost"), answer.location
            assert not set(answer.location) & set("\\\t\r\n")
        client.post("/log-ud")


def test_fields_that_a_form_does_not_have_change_nothing(sign_in: SignIn) -> None:
    user = make.make_user(RoleName.VOLUNTEER)
    volunteer = make.make_volunteer(user=user)
    client = sign_in(user)
    extra = {"roles": "administrator", "active": "", "email": "anden@example.dk", "id": "1", "user_id": "1", "status": "active",
             "fs_uniquifier": "x", "confirmed_at": "2020-01-01", "is_protected": "1", "user-roles": "1", "password": "x"}  # fmt: skip
    before = db.session.execute(
        text("SELECT email, active, fs_uniquifier, password FROM users WHERE id = :id"), {"id": user.id}
    ).one()
    for path in (
        "/konto",
        "/frivillig/profil/om-dig",
        "/frivillig/profil",
        "/frivillig/tilmelding",
        "/konto/navn",
    ):
        client.post(path, data={"name": "Nyt navn", "locale": "da"} | extra)
    db.session.rollback()
    after = db.session.execute(
        text("SELECT email, active, fs_uniquifier, password FROM users WHERE id = :id"), {"id": user.id}
    ).one()
    assert after == before
    assert [role.name for role in db.session.get_one(User, user.id).roles] == ["volunteer"]
    assert volunteer.user_id == user.id


MARKUP = "<script>alert(1)</script><img src=x onerror=alert(1)>\"'{{7*7}}"


def test_markup_in_names_is_shown_as_it_was_written(sign_in: SignIn) -> None:
    caseworker = make.make_user(RoleName.CASEWORKER, name=MARKUP)
    person = make.make_young_person(caseworker=caseworker, first_name=MARKUP, last_name=MARKUP, alias=MARKUP)
    proposal = make.make_proposal(request=make.make_request(young_person=person, wishes=MARKUP))
    client = sign_in(caseworker)
    for path in ("/start", "/unge", f"/unge/{person.id}", f"/forslag/{proposal.id}", "/konto"):
        page = client.get(path).get_data(as_text=True)
        assert "<script>alert" not in page, path
        assert "<img src=x" not in page, path
        assert "49" not in re.findall(r"onerror=alert\(1\)&gt;&#34;&#39;(.{2})", page), path
    assert "&lt;script&gt;" in client.get("/unge").get_data(as_text=True)


@pytest.mark.parametrize("name", ["DEMO", "FLASK_DEBUG"])
def test_production_does_not_start_with_what_belongs_on_a_laptop(name: str) -> None:
    with pytest.raises(SettingsError, match=name):
        settings_from(PRODUCTION | {name: "1"})


@pytest.mark.parametrize("path", ["/", "/log-ind"])
def test_the_pages_reach_the_best_grade_of_the_mdn_observatory(stranger: FlaskClient, path: str) -> None:
    answer = stranger.get(path, base_url=HOME)
    headers, page = answer.headers, answer.get_data(as_text=True)
    csp, cookies = headers["Content-Security-Policy"], headers.getlist("Set-Cookie")
    (max_age,) = re.findall(r"max-age=(\d+)", headers["Strict-Transport-Security"])
    # The published rules: a hundred, less every penalty; then the bonuses.
    scripts = re.findall(r'<script\b[^>]*src="([^"]+)"', page)
    assert int(max_age) >= 15_768_000
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "Access-Control-Allow-Origin" not in headers
    assert all(source.startswith("/static/") for source in scripts)
    assert all(word in cookie for cookie in cookies for word in ("Secure", "HttpOnly", "SameSite="))
    bonuses = {
        "CSP with default-src 'none' and nothing unsafe": 10
        * ("default-src 'none'" in csp and "unsafe" not in csp),
        "frame-ancestors in the CSP": 5 * ("frame-ancestors 'none'" in csp),
        "a private referrer policy": 5 * (headers["Referrer-Policy"] == "same-origin"),
        "a resource policy": 10 * (headers["Cross-Origin-Resource-Policy"] == "same-origin"),
        "cookies with SameSite": 5 * bool(cookies),
    }
    assert 100 + sum(bonuses.values()) >= 125, bonuses
