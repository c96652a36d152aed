"""Signing in through a real provider: who gets in, and every way in which an answer is not believed."""

from __future__ import annotations

import threading
import time
from collections.abc import Mapping
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any, ClassVar
from urllib.parse import parse_qs, urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.web import factories as make
from tests.web.federation.conftest import MakeService
from tests.web.federation.running_provider import free_port, identify
from tests.web.federation.visits import (
    SUBJECT,
    asked,
    changed,
    comes_back,
    is_signed_in,
    linked_user,
)
from web.audit.models import AuditEvent
from web.core import clock
from web.extensions import db
from web.federation import dialogue, provider
from web.federation.dialogue import checked_claims
from web.federation.failures import Failure, ProviderError
from web.federation.models import FederatedIdentity


def test_a_linked_person_signs_in(visitor: FlaskClient, issuer: str) -> None:
    user = linked_user(issuer)
    assert comes_back(visitor, identify(asked(visitor), SUBJECT)) == "/videre"
    assert is_signed_in(visitor)
    event = db.session.scalars(select(AuditEvent).where(AuditEvent.action == "sign in by provider")).one()
    assert (event.actor_id, event.details) == (user.id, {"is_strong": True})


def test_only_what_is_needed_is_asked_for(visitor: FlaskClient) -> None:
    query = parse_qs(urlsplit(asked(visitor)).query)
    assert query["scope"] == ["openid"]
    assert query["response_type"] == ["code"]
    assert query["code_challenge_method"] == ["S256"]
    assert query["acr_values"] == ["substantial high"]
    assert query["prompt"] == ["login"]
    assert len(query["state"][0]) >= 20
    assert len(query["nonce"][0]) >= 20
    assert len(query["code_challenge"][0]) == 43


def test_one_goes_on_to_where_one_was_going_but_never_elsewhere(visitor: FlaskClient, issuer: str) -> None:
    linked_user(issuer)
    assert comes_back(visitor, identify(asked(visitor, next="/konto"), SUBJECT)) == "/konto"
    visitor.post("/log-ud")
    for trick in ("//ond.example/", "https://ond.example/", "/\\ond.example"):
        other = visitor.application.test_client()
        assert comes_back(other, identify(asked(other, next=trick), SUBJECT)) == "/videre"


@pytest.mark.parametrize("level", ["low"])
def test_a_level_that_is_too_low_is_refused(visitor: FlaskClient, issuer: str, level: str) -> None:
    linked_user(issuer)
    back = urlsplit(identify(asked(visitor), SUBJECT, level=level))
    page = visitor.get(f"{back.path}?{back.query}")
    assert page.status_code == 400
    assert "sikrere login" in page.text
    assert not is_signed_in(visitor)


def test_an_unknown_person_is_told_how_to_link_and_never_linked_by_themselves(visitor: FlaskClient) -> None:
    make.make_user(email=f"{SUBJECT}@example.dk")
    db.session.commit()
    back = urlsplit(identify(asked(visitor), SUBJECT))
    page = visitor.get(f"{back.path}?{back.query}")
    assert page.status_code == 403
    assert "Vi kender dig ikke endnu" in page.text
    assert SUBJECT not in page.text
    assert not is_signed_in(visitor)
    assert db.session.scalars(select(FederatedIdentity)).all() == []


@pytest.mark.parametrize("state", [{"active": False}, {"confirmed_at": None}])
def test_a_closed_account_reads_like_an_unknown_one(
    visitor: FlaskClient, issuer: str, state: dict[str, object]
) -> None:
    linked_user(issuer, **state)
    assert comes_back(visitor, identify(asked(visitor), SUBJECT)) == "403"
    assert not is_signed_in(visitor)


def test_an_answer_is_taken_once(visitor: FlaskClient, issuer: str) -> None:
    linked_user(issuer)
    back = identify(asked(visitor), SUBJECT)
    assert comes_back(visitor, back) == "/videre"
    visitor.post("/log-ud")
    assert comes_back(visitor, back) == "400"
    assert not is_signed_in(visitor)


def test_a_code_is_taken_once_even_under_a_new_question(visitor: FlaskClient, issuer: str) -> None:
    linked_user(issuer)
    first = identify(asked(visitor), SUBJECT)
    comes_back(visitor, first)
    visitor.post("/log-ud")
    second = identify(asked(visitor), SUBJECT)
    code = parse_qs(urlsplit(first).query)["code"][0]
    assert comes_back(visitor, changed(second, code=code)) == "400"
    assert not is_signed_in(visitor)


@pytest.mark.parametrize("state", ["", "another", "x" * 4000])
def test_a_changed_state_is_refused(visitor: FlaskClient, issuer: str, state: str) -> None:
    linked_user(issuer)
    assert comes_back(visitor, changed(identify(asked(visitor), SUBJECT), state=state)) == "400"
    assert not is_signed_in(visitor)


def test_an_answer_to_another_browser_is_refused(visitor: FlaskClient, issuer: str) -> None:
    """The attacker's own answer, slipped to a victim, must not sign the victim in as the attacker."""
    linked_user(issuer)
    back = identify(asked(visitor), SUBJECT)
    victim = visitor.application.test_client()
    assert comes_back(victim, back) == "400"
    assert not is_signed_in(victim)


def test_a_changed_nonce_is_refused(visitor: FlaskClient, issuer: str) -> None:
    linked_user(issuer)
    back = identify(changed(asked(visitor), nonce="of-somebody-elses-question"), SUBJECT)
    assert comes_back(visitor, back) == "400"
    assert not is_signed_in(visitor)


def test_the_provider_verifies_our_proof_of_the_question(visitor: FlaskClient, issuer: str) -> None:
    linked_user(issuer)
    back = identify(
        changed(asked(visitor), code_challenge="E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"), SUBJECT
    )
    assert comes_back(visitor, back) == "400"
    assert not is_signed_in(visitor)


def test_an_answer_in_the_name_of_another_provider_is_refused(visitor: FlaskClient, issuer: str) -> None:
    linked_user(issuer)
    back = changed(identify(asked(visitor), SUBJECT), iss="https://ond.example")
    assert comes_back(visitor, back) == "400"
    assert not is_signed_in(visitor)


def test_an_answer_comes_too_late(visitor: FlaskClient, issuer: str, monkeypatch: pytest.MonkeyPatch) -> None:
    linked_user(issuer)
    back = identify(asked(visitor), SUBJECT)
    later = clock.now().timestamp() + provider.ANSWER_WITHIN_SECONDS + 1
    monkeypatch.setattr(time, "time", lambda: later)
    assert comes_back(visitor, back) == "400"


def test_a_token_for_another_service_is_refused(make_service: MakeService, database: None) -> None:
    """A real token of the same provider, signed by the same key, but issued to another of its clients."""
    token, nonce = real_token(make_service(OIDC_CLIENT_ID="another"))
    with make_service().app_context(), pytest.raises(ProviderError) as refused:
        checked_claims(token, nonce=nonce)
    assert refused.value.failure is Failure.REFUSED


def test_a_token_is_only_believed_as_it_was_signed(make_service: MakeService, database: None) -> None:
    app = make_service()
    token, nonce = real_token(app)
    head, body, signature = token["id_token"].split(".")
    unsigned = "eyJhbGciOiJub25lIn0"
    forged = [
        f"{head}.{body}.{signature[:-4]}AAAA",
        f"{unsigned}.{body}.",
        f"{head}.{body[:-4]}AAAA.{signature}",
        "x",
    ]
    with app.app_context():
        assert checked_claims(token, nonce=nonce)["sub"] == SUBJECT
        for id_token in forged:
            with pytest.raises(ProviderError):
                checked_claims({"id_token": id_token}, nonce=nonce)


def real_token(app: Flask) -> tuple[Mapping[str, str], str]:
    """Let this application ask and be answered; return the token and the nonce it was asked with."""
    with app.test_request_context():
        address = dialogue.ask(dialogue.Purpose.SIGN_IN)
        back = parse_qs(urlsplit(identify(address, SUBJECT)).query)
        question = dialogue.take_question(back["state"][0])
        token = provider.provider().fetch_access_token(
            redirect_uri=question["redirect_uri"],
            code=back["code"][0],
            state=back["state"][0],
            code_verifier=question["code_verifier"],
        )
        return token, question["nonce"]


def test_an_expired_token_is_refused(
    make_service: MakeService, database: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = make_service()
    token, nonce = real_token(app)
    later = (clock.now() + timedelta(minutes=12)).timestamp()
    monkeypatch.setattr(time, "time", lambda: later)
    with app.app_context(), pytest.raises(ProviderError):
        checked_claims(token, nonce=nonce)


def test_who_stops_on_the_way_is_told_so(visitor: FlaskClient) -> None:
    back = urlsplit(identify(asked(visitor), SUBJECT, answer="no"))
    page = visitor.get(f"{back.path}?{back.query}")
    assert "Du stoppede undervejs" in page.text
    assert "cancelled by the person" not in page.text


def test_what_the_provider_writes_is_not_repeated(visitor: FlaskClient) -> None:
    state = parse_qs(urlsplit(asked(visitor)).query)["state"][0]
    page = visitor.get(f"/log-ind/udbyder/retur?state={state}&error=x&error_description=<b>ring+12345678</b>")
    assert page.status_code == 400
    assert "12345678" not in page.text
    assert state not in page.text


def test_a_provider_that_is_away_leaves_the_password(make_service: MakeService, database: None) -> None:
    visitor = make_service(OIDC_ISSUER=f"http://127.0.0.1:{free_port()}").test_client()
    page = visitor.post("/log-ind/udbyder")
    assert page.status_code == 503
    assert "svarer ikke" in page.text
    assert visitor.get("/log-ind").status_code == 200


def test_a_provider_that_calls_itself_something_else_is_not_believed(
    make_service: MakeService, identity_provider: object, issuer: str
) -> None:
    visitor = make_service(OIDC_ISSUER=issuer.replace("127.0.0.1", "localhost")).test_client()
    assert visitor.post("/log-ind/udbyder").status_code == 400


class SendsOn(BaseHTTPRequestHandler):
    """Answers every question with the way to an address inside the network, and notes who came there."""

    asked: ClassVar[list[str]] = []

    def do_GET(self) -> None:
        self.asked.append(self.path)
        self.send_response(302)
        self.send_header("Location", "/inside")
        self.end_headers()

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""


def test_a_provider_cannot_send_us_elsewhere(make_service: MakeService, database: None) -> None:
    with HTTPServer(("127.0.0.1", 0), SendsOn) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        service = make_service(OIDC_ISSUER=f"http://127.0.0.1:{server.server_port}")
        assert service.test_client().post("/log-ind/udbyder").status_code == 503
        server.shutdown()
        thread.join()
    assert SendsOn.asked == ["/.well-known/openid-configuration"]
