"""Signing in through a real provider: who gets in, and every way in which an answer is not believed."""

from __future__ import annotations

import re
import time
from collections.abc import Mapping
from datetime import timedelta
from html import unescape
from urllib.parse import parse_qs, parse_qsl, urlencode, urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_security import hash_password
from sqlalchemy import select

from tests.web import factories as make
from tests.web.federation.conftest import MakeService
from tests.web.federation.running_provider import free_port, identify
from web.accounts.models import RoleName, User
from web.audit.models import AuditEvent
from web.config import SettingsError, settings_from
from web.core import clock
from web.core.errors import RuleError
from web.extensions import db
from web.federation import dialogue, provider
from web.federation.dialogue import checked_claims
from web.federation.failures import Failure, ProviderError
from web.federation.models import FederatedIdentity
from web.federation.services import link_identity
from web.notifications.models import OutboxMessage

SUBJECT = "5f3c2a10-0000-4000-8000-000000000001"
PASSWORD = "tre gule cykler"


@pytest.fixture
def issuer(service: Flask) -> str:
    """Who vouches."""
    return str(service.config["SETTINGS"].provider.issuer)


def linked_user(issuer: str, *roles: RoleName, **values: object) -> User:
    """Somebody whose account is linked."""
    user = make.make_user(*roles, password=hash_password(PASSWORD), **values)
    make.save(FederatedIdentity(user_id=user.id, issuer=issuer, subject=SUBJECT, linked_at=clock.now()))
    db.session.commit()
    return user


def asked(visitor: FlaskClient, path: str = "/log-ind/udbyder", **form: str) -> str:
    """Press the button; return the address at the provider to which the page goes on."""
    page = visitor.post(path, data=form)
    assert page.status_code == 200, page.text
    found = re.search(r'http-equiv="refresh" content="0; url=([^"]+)"', page.text)
    assert found is not None
    return unescape(found[1])


def changed(address: str, **values: str) -> str:
    """The address with other values in its query, as somebody on the way could change them."""
    parts = urlsplit(address)
    return parts._replace(query=urlencode(dict(parse_qsl(parts.query)) | values)).geturl()


def comes_back(visitor: FlaskClient, address: str) -> str:
    """Follow the provider's redirect; return where one lands, or the status of a page of ours that says no."""
    parts = urlsplit(address)
    response = visitor.get(f"{parts.path}?{parts.query}")
    return str(response.location or response.status_code)


def is_signed_in(visitor: FlaskClient) -> bool:
    return visitor.get("/start").status_code == 200


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


def test_an_account_is_linked_and_unlinked_by_its_owner(visitor: FlaskClient, issuer: str) -> None:
    user = make.make_user(password=hash_password(PASSWORD))
    db.session.commit()
    visitor.post("/log-ind", data={"email": user.email, "password": PASSWORD})
    assert "Knyt til MitID" in visitor.get("/konto/udbyder").text
    back = identify(asked(visitor, "/konto/udbyder/tilknyt"), SUBJECT)
    assert comes_back(visitor, back) == "/konto/udbyder"
    identity = db.session.scalars(select(FederatedIdentity)).one()
    assert (identity.user_id, identity.issuer, identity.subject) == (user.id, issuer, SUBJECT)
    visitor.post("/konto/udbyder/fjern")
    assert db.session.scalars(select(FederatedIdentity)).all() == []
    subjects = db.session.scalars(select(OutboxMessage.subject).where(OutboxMessage.user_id == user.id)).all()
    assert subjects == ["Du kan nu logge ind med MitID", "Du logger ikke længere ind med MitID"]
    actions = db.session.scalars(select(AuditEvent.action)).all()
    assert {"link identity", "unlink identity"} <= set(actions)
    assert SUBJECT not in str([event.details for event in db.session.scalars(select(AuditEvent))])


def test_linking_needs_the_password_anew(visitor: FlaskClient) -> None:
    user = make.make_user(password=hash_password(PASSWORD))
    db.session.commit()
    visitor.post("/log-ind", data={"email": user.email, "password": PASSWORD})
    with visitor.session_transaction() as session:
        session["fs_paa"] = 1
    for path in ("/konto/udbyder/tilknyt", "/konto/udbyder/fjern"):
        assert "/bekraeft-adgangskode" in str(visitor.post(path).location)


def test_who_signs_out_on_the_way_links_nothing(visitor: FlaskClient) -> None:
    user = make.make_user(password=hash_password(PASSWORD))
    db.session.commit()
    visitor.post("/log-ind", data={"email": user.email, "password": PASSWORD})
    back = identify(asked(visitor, "/konto/udbyder/tilknyt"), SUBJECT)
    visitor.post("/log-ud")
    assert comes_back(visitor, back) == "400"
    assert db.session.scalars(select(FederatedIdentity)).all() == []


def test_one_identity_belongs_to_one_account(visitor: FlaskClient, issuer: str) -> None:
    linked_user(issuer)
    other = make.make_user(password=hash_password(PASSWORD))
    db.session.commit()
    visitor.post("/log-ind", data={"email": other.email, "password": PASSWORD})
    page = visitor.get(comes_back(visitor, identify(asked(visitor, "/konto/udbyder/tilknyt"), SUBJECT)))
    assert "Den kunne ikke knyttes" in page.text
    assert [one.user_id for one in db.session.scalars(select(FederatedIdentity))] != [other.id]


def test_a_strong_sign_in_is_a_second_factor_and_a_weaker_one_is_not(
    visitor: FlaskClient, issuer: str
) -> None:
    linked_user(issuer, RoleName.CASEWORKER)
    comes_back(visitor, identify(asked(visitor), SUBJECT, level="high"))
    assert visitor.get("/unge").status_code == 200
    weaker = visitor.application.test_client()
    comes_back(weaker, identify(asked(weaker), SUBJECT, level="substantial"))
    assert weaker.get("/unge").status_code == 302


def test_signing_out_goes_on_to_the_provider(visitor: FlaskClient, issuer: str) -> None:
    linked_user(issuer)
    comes_back(visitor, identify(asked(visitor), SUBJECT))
    page = visitor.post("/log-ud", follow_redirects=True)
    found = re.search(r'http-equiv="refresh" content="0; url=([^"]+)"', page.text)
    assert found is not None
    query = parse_qs(urlsplit(unescape(found[1])).query)
    assert found[1].startswith(f"{issuer}/session/end")
    assert query["post_logout_redirect_uri"] == ["http://127.0.0.1:5000/log-ud/faerdig"]
    assert query["id_token_hint"][0].count(".") == 2
    assert not is_signed_in(visitor)
    assert visitor.get("/log-ud/udbyder").location == "/"


def test_without_settings_there_is_no_such_page(client: FlaskClient) -> None:
    assert "MitID" not in client.get("/log-ind").text
    for path in ("/log-ind/udbyder/retur", "/konto/udbyder", "/log-ud/udbyder"):
        assert client.get(path).status_code == 404


def test_every_page_of_it_is_guarded_or_public(service: Flask) -> None:
    ours = [
        name for name in service.view_functions if name.startswith("federation.") or name == "security.logout"
    ]
    assert len(ours) == 8
    assert all(hasattr(service.view_functions[name], "access") for name in ours)


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"OIDC_CLIENT_SECRET": ""}, "OIDC_CLIENT_SECRET"),
        ({"OIDC_ACR_VALUES": ""}, "OIDC_ACR_VALUES"),
        ({"OIDC_ISSUER": "http://login.example.dk"}, "OIDC_ISSUER"),
        ({"OIDC_ISSUER": "https://login.example.dk/?x=1"}, "OIDC_ISSUER"),
        ({"OIDC_STRONG_ACR_VALUES": "very-high"}, "OIDC_STRONG_ACR_VALUES"),
    ],
)
def test_half_set_or_unsafe_settings_stop_the_start(change: dict[str, str], named: str) -> None:
    whole = {
        "DATABASE_URL": "postgresql://nobody@127.0.0.1:1/none",
        "SECRET_KEY": "t" * 40,
        "OIDC_ISSUER": "https://login.example.dk",
        "OIDC_CLIENT_ID": "haandslag",
        "OIDC_CLIENT_SECRET": "hemmelig",
        "OIDC_ACR_VALUES": "high",
    }
    assert settings_from(whole).provider is not None
    with pytest.raises(SettingsError, match=named):
        settings_from(whole | change)


def test_two_who_link_the_same_identity_end_as_one(database: None) -> None:
    first, second = make.make_user(), make.make_user()
    link_identity(first, issuer="https://x", subject="s", label="MitID", now=clock.now())
    for user, subject in ((second, "s"), (first, "t")):
        with pytest.raises(RuleError):
            link_identity(user, issuer="https://x", subject=subject, label="MitID", now=clock.now())
