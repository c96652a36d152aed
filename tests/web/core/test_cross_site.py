"""A form that another site sends is refused at the door, and takes nobody's session away."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select

from tests.web.sessions.browsers import make_person, sign_in_by_password
from web.core.submissions import InterruptedForm
from web.extensions import db

ELSEWHERE = [
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
    {"Origin": "https://evil.example"},
    {"Origin": "http://localhost.evil.example"},
    {"Sec-Fetch-Site": "cross-site", "Origin": "http://localhost"},
]
OWN: list[dict[str, str]] = [
    {},
    {"Sec-Fetch-Site": "same-origin"},
    {"Sec-Fetch-Site": "none"},
    {"Origin": "http://localhost"},
    {"Origin": "null"},
    {"Sec-Fetch-Site": "same-origin", "Origin": "null"},
]
FORGED = {"name": "Forfalsket", "locale": "da"}


@pytest.mark.parametrize("headers", ELSEWHERE)
@pytest.mark.parametrize("path", ["/konto", "/opgaver", "/findes-ikke", "/log-ind"])
def test_it_is_refused_without_a_cookie_and_kept_for_nobody(
    client: FlaskClient, path: str, headers: dict[str, str]
) -> None:
    answer = client.post(path, data=FORGED, headers=headers)
    assert answer.status_code == 403
    assert "Set-Cookie" not in answer.headers
    assert db.session.scalar(select(func.count()).select_from(InterruptedForm)) == 0


@pytest.mark.parametrize("headers", OWN)
def test_our_own_pages_and_plain_programs_come_in(client: FlaskClient, headers: dict[str, str]) -> None:
    assert client.post("/sprog", data={"language": "en"}, headers=headers).status_code == 302


def test_a_link_from_elsewhere_is_welcome(client: FlaskClient) -> None:
    assert client.get("/", headers={"Sec-Fetch-Site": "cross-site"}).status_code == 200


def test_it_changes_nothing_even_with_the_session(client: FlaskClient) -> None:
    user = make_person()
    sign_in_by_password(client, user)
    name = user.name
    client.post("/konto", data=FORGED, headers={"Origin": "https://evil.example"})
    db.session.refresh(user)
    assert user.name == name
