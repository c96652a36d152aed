"""When a session ends in the middle of a form, what was typed waits behind the sign-in page."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import text, update

from tests.web import factories as make
from web.core.permissions import Permission
from web.core.submissions import InterruptedForm
from web.extensions import db

TYPED = {
    "title": 'Læsemakker på "Østervangsskolen" <3',
    "skills": ["4", "7"],
    "password": "hemmeligt",
    "csrf_token": "x",
}


def guarded_paths(app: Flask) -> Iterator[str]:
    """Yield the paths without arguments that take a form from somebody signed in."""
    for rule in app.url_map.iter_rules():
        access = getattr(app.view_functions[rule.endpoint], "access", None)
        if "POST" in (rule.methods or ()) and not rule.arguments and isinstance(access, Permission):
            yield rule.rule


def sign_in(client: FlaskClient) -> None:
    """Sign somebody in without losing what the session holds."""
    user = make.make_user()
    db.session.commit()
    with client.session_transaction() as session:
        session["_user_id"] = user.fs_uniquifier
        session["_fresh"] = True


def test_what_was_typed_comes_back_after_signing_in(app: Flask, client: FlaskClient) -> None:
    paths = list(guarded_paths(app))
    assert paths
    for path in paths:
        answer = client.post(path, data=TYPED)
        assert answer.status_code == 302, path
        assert answer.location.startswith("/log-ind"), path
    sign_in(client)
    page = client.get("/fortsaet").get_data(as_text=True)
    assert f'action="{paths[-1]}"' in page
    assert "Læsemakker på &#34;Østervangsskolen&#34; &lt;3" in page
    assert page.count('name="skills"') == 2
    assert "hemmeligt" not in page


def test_it_is_offered_once(app: Flask, client: FlaskClient) -> None:
    client.post(next(guarded_paths(app)), data=TYPED)
    assert client.get("/fortsaet").status_code == 200
    assert client.get("/fortsaet").location == "/"


def test_it_is_offered_in_the_same_browser_only(app: Flask, client: FlaskClient) -> None:
    client.post(next(guarded_paths(app)), data=TYPED)
    assert app.test_client().get("/fortsaet").location == "/"


def test_it_is_stored_encrypted_and_forgotten_after_an_hour(app: Flask, client: FlaskClient) -> None:
    client.post(next(guarded_paths(app)), data=TYPED)
    stored = db.session.execute(text("SELECT content FROM interrupted_forms")).scalar_one()
    assert "Læsemakker".encode() not in bytes(stored)
    db.session.execute(update(InterruptedForm).values(kept_at=InterruptedForm.kept_at - timedelta(hours=2)))
    db.session.commit()
    assert client.get("/fortsaet").location == "/"
    assert db.session.execute(text("SELECT count(*) FROM interrupted_forms")).scalar_one() == 0


@pytest.mark.parametrize("size", [70_000, 300_000])
def test_too_much_text_is_not_kept_and_breaks_nothing(app: Flask, client: FlaskClient, size: int) -> None:
    answer = client.post(next(guarded_paths(app)), data={"title": "x" * size})
    assert answer.status_code == 302
    assert client.get("/fortsaet").location == "/"


@pytest.mark.parametrize("path", ["/frivillig/mentor/ansoeg", "/frivillig/mentor/igen"])
def test_a_form_from_a_lost_session_leads_straight_to_signing_in(
    app: Flask, client: FlaskClient, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    monkeypatch.setitem(app.config, "WTF_CSRF_ENABLED", True)
    answer = client.post(path, data=TYPED)
    assert answer.location.startswith("/log-ind")
    sign_in(client)
    assert f'action="{path}"' in client.get("/fortsaet").get_data(as_text=True)
