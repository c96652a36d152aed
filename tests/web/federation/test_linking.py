"""Linking an account with an identity, what the link is worth, signing out, and where there is no provider."""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_security import hash_password
from sqlalchemy import select

from tests.web import factories as make
from tests.web.federation.running_provider import identify
from tests.web.federation.visits import (
    PASSWORD,
    SUBJECT,
    asked,
    comes_back,
    is_signed_in,
    linked_user,
)
from web.accounts.models import RoleName
from web.audit.models import AuditEvent
from web.config import SettingsError, settings_from
from web.core import clock
from web.core.errors import RuleError
from web.extensions import db
from web.federation.models import FederatedIdentity
from web.federation.services import link_identity
from web.notifications.models import OutboxMessage


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


def test_two_who_link_the_same_identity_end_as_one(database: None) -> None:
    first, second = make.make_user(), make.make_user()
    link_identity(first, issuer="https://x", subject="s", label="MitID", now=clock.now())
    for user, subject in ((second, "s"), (first, "t")):
        with pytest.raises(RuleError):
            link_identity(user, issuer="https://x", subject=subject, label="MitID", now=clock.now())


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


def test_a_strong_sign_in_is_a_second_factor_and_a_weaker_one_is_not(
    visitor: FlaskClient, issuer: str
) -> None:
    linked_user(issuer, RoleName.CASEWORKER)
    comes_back(visitor, identify(asked(visitor), SUBJECT, level="high"))
    assert visitor.get("/unge").status_code == 200
    weaker = visitor.application.test_client()
    comes_back(weaker, identify(asked(weaker), SUBJECT, level="substantial"))
    assert weaker.get("/unge").status_code == 302


def test_without_settings_there_is_no_such_page(client: FlaskClient) -> None:
    assert "MitID" not in client.get("/log-ind").text
    for path in ("/log-ind/udbyder/retur", "/konto/udbyder", "/log-ud/udbyder"):
        assert client.get(path).status_code == 404


def test_every_page_of_it_is_guarded_or_public(service: Flask) -> None:
    ours = [
        name for name in service.view_functions if name.startswith("federation.") or name == "security.logout"
    ]
    assert len(ours) == 9
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


def signed_in_long_ago(visitor: FlaskClient) -> None:
    """Sign in through the provider, and let a quarter of an hour go by."""
    comes_back(visitor, identify(asked(visitor), SUBJECT))
    with visitor.session_transaction() as session:
        session["fs_paa"] = 1


def test_who_has_no_password_shows_themselves_through_the_provider(visitor: FlaskClient, issuer: str) -> None:
    user = linked_user(issuer)
    user.password = None
    db.session.commit()
    signed_in_long_ago(visitor)
    assert "/bekraeft-adgangskode" in str(visitor.get("/konto/noegler").location)
    assert "Brug MitID i stedet" in visitor.get("/bekraeft-adgangskode?next=/konto/noegler").text
    question = asked(visitor, "/bekraeft-adgangskode/udbyder", next="/konto/noegler")
    assert comes_back(visitor, identify(question, SUBJECT)) == "/konto/noegler"
    assert visitor.get("/konto/noegler").status_code == 200
    actions = db.session.scalars(select(AuditEvent.action).where(AuditEvent.actor_id == user.id)).all()
    assert "show oneself by provider" in actions


def test_somebody_elses_identity_shows_nobody(visitor: FlaskClient, issuer: str) -> None:
    linked_user(issuer)
    other = make.make_user()
    make.save(FederatedIdentity(user_id=other.id, issuer=issuer, subject="en-anden", linked_at=clock.now()))
    db.session.commit()
    signed_in_long_ago(visitor)
    for subject in ("en-anden", "ukendt"):
        question = asked(visitor, "/bekraeft-adgangskode/udbyder", next="/konto/noegler")
        assert comes_back(visitor, identify(question, subject)) == "400"
    assert "/bekraeft-adgangskode" in str(visitor.get("/konto/noegler").location)


def test_showing_oneself_leads_nowhere_else(visitor: FlaskClient, issuer: str) -> None:
    linked_user(issuer)
    signed_in_long_ago(visitor)
    question = asked(visitor, "/bekraeft-adgangskode/udbyder", next="//ond.example")
    assert comes_back(visitor, identify(question, SUBJECT)) == "/konto/sikkerhed"


def test_an_unlinked_account_is_offered_the_password_alone(visitor: FlaskClient) -> None:
    user = make.make_user(password=hash_password(PASSWORD))
    db.session.commit()
    visitor.post("/log-ind", data={"email": user.email, "password": PASSWORD})
    assert "Brug MitID i stedet" not in visitor.get("/bekraeft-adgangskode").text
