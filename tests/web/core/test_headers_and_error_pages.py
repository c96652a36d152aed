"""What every answer carries, and what a visitor is told when something is not there or not theirs."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.web import factories as make
from web.accounts.models import User
from web.core.headers import FIXED_HEADERS

SignIn = Callable[[User], FlaskClient]
PLACES = ["/", "/findes-ikke", "/start", "/log-ind", "/healthz", "/static/css/site.css"]


@pytest.fixture
def visitor(app: Flask) -> FlaskClient:
    """A browser whose every request stands alone, as on a real server."""
    return app.test_client()


@pytest.mark.parametrize("path", PLACES)
def test_every_answer_carries_the_security_headers(visitor: FlaskClient, path: str) -> None:
    with visitor.get(path) as answer:
        for name, value in FIXED_HEADERS.items():
            assert answer.headers[name] == value
        policy = answer.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy


def test_each_page_has_a_nonce_of_its_own_and_uses_it(visitor: FlaskClient) -> None:
    announced = set()
    for _ in range(2):
        answer = visitor.get("/")
        found = re.findall(r"'nonce-([^']+)'", answer.headers["Content-Security-Policy"])
        assert set(re.findall(r'nonce="([^"]+)"', answer.get_data(as_text=True))) == set(found)
        announced.update(found)
    assert len(announced) == 2


def test_pages_are_kept_in_no_cache(client: FlaskClient) -> None:
    assert client.get("/").headers["Cache-Control"] == "no-store"


def without_nonces(answer: TestResponse) -> bytes:
    """The body, with what differs between any two answers taken out."""
    body = re.sub(rb'nonce="[^"]+"', b"", answer.data)
    return re.sub(rb'name="csrf_token" value="[^"]+"', b"", body)


def test_missing_and_forbidden_look_the_same(app: Flask, sign_in: SignIn) -> None:
    client = sign_in(make.make_user())
    client.get("/")
    missing = client.get("/findes-ikke")
    forbidden = [
        rule.rule
        for rule in app.url_map.iter_rules()
        if not rule.arguments and "GET" in (rule.methods or ()) and not rule.endpoint.startswith("security.")
        if client.get(rule.rule).status_code == 404
    ]
    assert forbidden
    for path in forbidden:
        answer = client.get(path)
        assert without_nonces(answer) == without_nonces(missing), path
        assert without_differing(answer) == without_differing(missing), path


def without_differing(answer: TestResponse) -> dict[str, str]:
    """The headers, without the policy's nonce and the length."""
    return {
        name: value
        for name, value in answer.headers
        if name not in {"Content-Security-Policy", "Content-Length"}
    }


@pytest.mark.parametrize("path", ["//example.com", "/\\example.com", "https://example.com", "javascript:alert(1)",
                                  "/\t/example.com", "/\n/example.com", "/\r\nSet-Cookie: a=b", "", "\0"])  # fmt: skip
def test_the_language_switch_leads_nowhere_else(client: FlaskClient, path: str) -> None:
    answer = client.post("/sprog", data={"language": "en", "back": path})
    assert answer.status_code == 302
    assert re.match(r"^/(?![/\\\t])", answer.location)
    assert "Set-Cookie: a" not in str(answer.headers)


def test_the_language_switch_stays_on_the_page_and_is_remembered(client: FlaskClient) -> None:
    answer = client.post("/sprog", data={"language": "en", "back": "/findes-ikke?page=2"})
    assert answer.location == "/findes-ikke?page=2"
    assert '<html lang="en">' in client.get("/").get_data(as_text=True)
    client.post("/sprog", data={"language": "xx", "back": "/"})
    assert '<html lang="en">' in client.get("/").get_data(as_text=True)


def test_a_page_for_somebody_signed_in_leads_through_the_sign_in_page(client: FlaskClient) -> None:
    assert client.get("/start?a=b").location == "/log-ind?next=/start?a%3Db"


def test_too_much_at_once_is_refused_plainly(client: FlaskClient) -> None:
    answer = client.post("/sprog", data={"language": "x" * 13 * 1024 * 1024})
    assert answer.status_code == 413
    assert "Det var for meget" in answer.get_data(as_text=True)


def test_too_many_fields_are_refused_plainly(client: FlaskClient) -> None:
    answer = client.post("/sprog", data={f"field-{number}": "" for number in range(20_000)})
    assert answer.status_code in (302, 413)
