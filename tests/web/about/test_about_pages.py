"""The pages a public service owes say what the code really does."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.web.production import PRODUCTION
from web.about.holdings import groups, tables_about
from web.about.labels import WHO_SEES
from web.about.security_text import security_text
from web.config import SettingsError, settings_from
from web.core.personal_data import About, personal_tables
from web.core.personal_data_words import KINDS, PURPOSES, period_words

PAGES = ("/privatliv", "/tilgaengelighed", "/cookies")
NOW = datetime(2026, 3, 2, 15, 0, tzinfo=UTC)


def plain(client: FlaskClient, path: str) -> str:
    """The text of a page in one line."""
    return " ".join(re.sub(r"<[^>]+>", " ", client.get(path).get_data(as_text=True)).split())


@pytest.mark.parametrize("path", PAGES)
def test_everybody_can_read_it_in_both_languages_and_finds_it_in_the_footer(
    client: FlaskClient, path: str
) -> None:
    assert client.get(path).status_code == 200
    assert f'href="{path}"' in client.get("/").get_data(as_text=True)
    danish = plain(client, path)
    client.post("/sprog", data={"language": "en", "back": "/"})
    assert plain(client, path) != danish


def test_the_notice_names_every_sort_of_fact_that_is_stored(app: Flask, client: FlaskClient) -> None:
    text = plain(client, "/privatliv")
    with app.test_request_context():
        for table in personal_tables().values():
            if not table.columns:
                continue
            assert str(PURPOSES[table.purpose]) in text, table.name
            assert period_words(table.retention) in text, table.name
            for column in table.columns.values():
                assert str(KINDS[column.kind]) in text, table.name


def test_the_notice_says_about_each_group_who_sees_it(app: Flask) -> None:
    assert set(WHO_SEES) == set(About)
    with app.test_request_context():
        assert [group.about for group in groups()] == [about for about in About if tables_about(about)]
        assert all(group.holdings for group in groups())


def test_there_is_one_cookie_and_the_page_names_it(app: Flask, client: FlaskClient) -> None:
    client.post("/sprog", data={"language": "en", "back": "/"})
    answer = client.get("/log-ind")
    names = {header.partition("=")[0] for header in answer.headers.getlist("Set-Cookie")}
    held = {cookie.key for cookie in client._cookies.values()} if client._cookies else set()
    assert names | held <= {app.config["SESSION_COOKIE_NAME"]}
    assert app.config["SESSION_COOKIE_NAME"] in plain(client, "/cookies")


def test_security_text_is_as_the_standard_says(app: Flask, client: FlaskClient) -> None:
    answer = client.get("/.well-known/security.txt")
    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
    fields = dict(line.split(": ", 1) for line in answer.get_data(as_text=True).splitlines())
    assert re.match(r"(mailto:[^@ ]+@[^@ ]+|https://\S+)$", fields["Contact"])
    assert fields["Canonical"].endswith("/.well-known/security.txt")
    expires_at = datetime.strptime(fields["Expires"], "%Y-%m-%dT%H:%M:%S%z")
    assert timedelta(days=30) < expires_at - datetime.now(UTC) < timedelta(days=365)


def test_security_text_expires_half_a_year_after_it_is_asked_for() -> None:
    settings = settings_from(PRODUCTION)
    assert "Expires: 2026-08-29T00:00:00Z\n" in security_text(settings, now=NOW)
    assert "Contact: mailto:sikkerhed@randers.dk\n" in security_text(settings, now=NOW)


@pytest.mark.parametrize(
    "contact", ["sikkerhed@randers.dk", "http://randers.dk", "mailto:a@b.dk\nExpires: x", "javascript:x"]
)
def test_a_security_contact_that_is_no_address_is_refused(contact: str) -> None:
    with pytest.raises(SettingsError, match="SECURITY_CONTACT"):
        settings_from(PRODUCTION | {"SECURITY_CONTACT": contact})


def test_the_short_address_leads_to_the_statement_in_the_register(app: Flask, client: FlaskClient) -> None:
    assert client.get("/was").location == "/tilgaengelighed"
    before = app.config["SETTINGS"]
    address = "https://www.was.digst.dk/frivillig-randers-dk"
    app.config["SETTINGS"] = replace(before, accessibility_statement_url=address)
    try:
        assert client.get("/was").location == address
        assert address in client.get("/tilgaengelighed").get_data(as_text=True)
    finally:
        app.config["SETTINGS"] = before


def test_of_everybody_it_is_said_who_sees_what_is_held_about_them() -> None:
    assert set(WHO_SEES) == set(About)
