"""Whoever sees other people has a second step, and every session of somebody who has one has taken it."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_security import hash_password
from sqlalchemy import select
from werkzeug.routing import AnyConverter, BaseConverter, Rule

from tests.web import factories as make
from tests.web.second_factor.conftest import (
    PASSWORD,
    WITHOUT,
    add_passkey,
    code_of,
    codes_on,
    connect_app,
    is_signed_in,
    make_person,
    subjects_to,
    type_password,
)
from tests.web.second_factor.device import Device
from web import demo
from web.accounts.models import STAFF_ROLES, Role, RoleName, User, WebAuthn
from web.accounts.services import confirmation_link
from web.audit.models import AuditEvent
from web.core import clock
from web.core.errors import RuleError
from web.extensions import db
from web.federation import sign_in_views
from web.notifications.models import OutboxMessage
from web.second_factor.guard import ALWAYS_OPEN, OPEN_TO_SET_UP
from web.second_factor.passkeys import NewPasskey
from web.second_factor.queries import gets_mailed_codes, has_second_factor
from web.second_factor.services import add_passkey as add_key
from web.second_factor.services import delete_passkey, mail_codes_to, remove_second_factor

SET_UP = "/konto/sikkerhed"


def test_the_names_of_the_open_pages_are_right(app: Flask) -> None:
    of_provider = {name for name in OPEN_TO_SET_UP if name.startswith("federation.")}
    assert set(app.view_functions) >= (ALWAYS_OPEN | OPEN_TO_SET_UP) - of_provider


def test_the_names_of_the_providers_open_pages_are_right() -> None:
    of_provider = {name for name in OPEN_TO_SET_UP if name.startswith("federation.")}
    assert {name.removeprefix("federation.") for name in of_provider} <= set(vars(sign_in_views))


@pytest.mark.parametrize("role", STAFF_ROLES)
def test_staff_without_a_second_step_reach_nothing_but_its_set_up(
    client: FlaskClient, role: RoleName
) -> None:
    person = make_person(role)
    type_password(client, person)
    for path in (
        "/",
        "/start",
        "/videre",
        "/opgaver",
        "/unge",
        "/forslag",
        "/godkendelser",
        "/brugere",
        "/import",
    ):
        answer = client.get(path)
        assert answer.status_code in (302, 404), path
        assert answer.status_code == 404 or answer.location == SET_UP, path
    assert client.get(SET_UP).status_code == 200
    connect_app(client)
    assert is_signed_in(client)


def test_every_route_is_closed_until_the_second_step_is_set_up(app: Flask, client: FlaskClient) -> None:
    """No list of pages to protect: whatever exists is closed, a new page too."""
    type_password(client, make_person(RoleName.CASEWORKER))
    left_open = []
    for rule in app.url_map.iter_rules():
        if rule.endpoint not in ALWAYS_OPEN | OPEN_TO_SET_UP:
            method = "GET" if "GET" in (rule.methods or ()) else "POST"
            answer = client.open(address_of(rule), method=method)
            if answer.location != SET_UP:
                left_open.append((rule.endpoint, answer.status))
    assert left_open == []


def address_of(rule: Rule) -> str:
    """An address that the rule matches."""
    built = rule.build({name: example_for(converter) for name, converter in rule._converters.items()})
    assert built is not None
    return built[1]


def example_for(converter: BaseConverter) -> object:
    """Something that may stand at a place of an address."""
    if isinstance(converter, AnyConverter):
        return min(converter.items)
    return {"IdConverter": 1, "UUIDConverter": uuid.UUID(int=0)}.get(type(converter).__name__, "x")


def test_a_role_given_while_signed_in_closes_the_pages_at_the_next_request(client: FlaskClient) -> None:
    person = make_person(RoleName.VOLUNTEER)
    type_password(client, person)
    assert is_signed_in(client)
    person.roles.append(db.session.scalars(select(Role).where(Role.name == RoleName.CASEWORKER)).one())
    db.session.commit()
    assert client.get("/start").location == SET_UP
    assert client.post("/konto/reservekoder").status_code == 200


def test_a_session_that_began_before_the_set_up_takes_the_step_too(
    client: FlaskClient, another_client: Callable[[], FlaskClient]
) -> None:
    person = make_person(RoleName.VOLUNTEER)
    elsewhere = another_client()
    type_password(elsewhere, person)
    type_password(client, person)
    connect_app(client)
    assert is_signed_in(client)
    assert elsewhere.get("/start?a=b").location == "/log-ind/kode?next=/start?a%3Db"
    assert not is_signed_in(elsewhere)


def test_where_one_was_going_comes_after_the_set_up(client: FlaskClient) -> None:
    type_password(client, make_person(RoleName.CASEWORKER))
    client.get("/unge?side=2")
    page = client.get("/konto/to-trin").text
    key = re.search(r'class="secret-key"[^>]*>([A-Z2-7 ]+)<', page)
    assert key is not None
    assert 'href="/unge?side=2"' in client.post("/konto/to-trin", data={"code": code_of(key[1])}).text


def test_removing_the_last_way_is_refused_to_those_who_need_one(client: FlaskClient) -> None:
    person = make_person(RoleName.CASEWORKER)
    type_password(client, person)
    connect_app(client)
    page = client.post("/konto/to-trin/fjern", follow_redirects=True)
    assert "Dit arbejde kræver et ekstra trin" in page.text
    add_passkey(client, Device())
    client.post("/konto/to-trin/fjern")
    db.session.refresh(person)
    assert person.tf_totp_secret is None
    passkey = db.session.scalars(select(WebAuthn)).one()
    client.post(f"/konto/noegler/{passkey.id}/slet")
    assert has_second_factor(person)


@pytest.fixture
def caseworker(client: FlaskClient) -> User:
    """A caseworker with an app, signed out."""
    person = make_person(RoleName.CASEWORKER)
    type_password(client, person)
    connect_app(client)
    client.post("/log-ud")
    return person


def test_the_link_that_confirms_an_address_does_not_stand_in_for_the_second_step(
    client: FlaskClient, caseworker: User
) -> None:
    caseworker.confirmed_at = None
    db.session.commit()
    with client.application.test_request_context():
        link = confirmation_link(caseworker)
    answer = client.post(urlsplit(link).path, data={"password": PASSWORD})
    assert answer.location.startswith("/log-ind/kode")
    assert not is_signed_in(client)


def test_a_new_password_by_mail_does_not_stand_in_for_the_second_step(
    client: FlaskClient, caseworker: User
) -> None:
    client.post("/nulstil-adgangskode", data={"email": caseworker.email})
    body = db.session.scalars(select(OutboxMessage.body).order_by(OutboxMessage.id.desc())).first()
    link = re.search(r"(/nulstil-adgangskode/\S+)", str(body))
    assert link is not None
    new = {"password": "fire grønne både", "password_confirm": "fire grønne både"}
    client.post(link[1], data=new)
    assert not is_signed_in(client)
    answer = client.post("/log-ind", data={"email": caseworker.email, "password": "fire grønne både"})
    assert answer.location == "/log-ind/kode"
    assert not is_signed_in(client)


def test_changing_the_password_keeps_a_taken_step_and_takes_none(client: FlaskClient) -> None:
    person = make_person(RoleName.CASEWORKER)
    type_password(client, person)
    fields = {
        "password": PASSWORD,
        "new_password": "fire grønne både",
        "new_password_confirm": "fire grønne både",
    }
    assert client.post("/skift-adgangskode", data=fields).location == "/konto"
    assert client.get("/start").location == SET_UP
    connect_app(client)
    back = {
        "password": "fire grønne både",
        "new_password": "fem hvide huse",
        "new_password_confirm": "fem hvide huse",
    }
    assert client.post("/skift-adgangskode", data=back).location == "/konto"
    assert is_signed_in(client)


def test_the_mark_of_one_person_does_not_serve_another(client: FlaskClient, caseworker: User) -> None:
    other = make_person(
        RoleName.CASEWORKER, tf_primary_method="authenticator", tf_totp_secret=make.app_secret()
    )
    with client.session_transaction() as session:
        session["_user_id"], session["_fresh"] = other.fs_uniquifier, True
        session["second_factor_of"] = caseworker.id
    assert client.get("/start").location.startswith("/log-ind/kode")


def test_the_mark_ends_with_the_sign_out(client: FlaskClient) -> None:
    person = make_person(RoleName.CASEWORKER)
    type_password(client, person)
    connect_app(client)
    client.post("/log-ud")
    with client.session_transaction() as session:
        assert "second_factor_of" not in session


def test_an_administrator_helps_somebody_who_has_lost_everything(
    client: FlaskClient, sign_in: Callable[[User], FlaskClient]
) -> None:
    person = make_person(RoleName.CASEWORKER)
    type_password(client, person)
    connect_app(client)
    add_passkey(client, Device())
    administrator = make.make_user(RoleName.ADMINISTRATOR)
    office = sign_in(administrator)
    address = f"/brugere/{person.id}/ekstra-trin"
    assert "Vær først sikker på, hvem det er." in office.post(address, data={}).text
    assert is_signed_in(client)
    assert office.post(address, data={"is_known": "y"}).location == f"/brugere/{person.id}"
    assert not is_signed_in(client)
    db.session.refresh(person)
    assert not has_second_factor(person)
    assert subjects_to(person)[-1] == "Dit ekstra trin ved login er fjernet"
    event = db.session.scalars(select(AuditEvent).where(AuditEvent.action == "remove second factor")).one()
    assert (event.actor_id, event.subject_id) == (administrator.id, person.id)
    type_password(client, person)
    assert client.get("/start").location == SET_UP


def test_administrators_do_not_help_themselves_and_others_help_nobody(
    sign_in: Callable[[User], FlaskClient],
) -> None:
    administrator, caseworker = make.make_user(RoleName.ADMINISTRATOR), make.make_user(RoleName.CASEWORKER)
    with pytest.raises(RuleError):
        remove_second_factor(administrator, by=administrator, now=clock.now())
    assert sign_in(caseworker).get(f"/brugere/{administrator.id}/ekstra-trin").status_code == 404


def test_a_demonstration_account_gets_its_code_by_mail_and_each_counts_once(
    client: FlaskClient, another_client: Callable[[], FlaskClient]
) -> None:
    person = make_person(RoleName.CASEWORKER)
    mail_codes_to(person)
    db.session.commit()
    assert type_password(client, person) == "/log-ind/kode"
    subject = subjects_to(person)[-1]
    assert subject.startswith("Din kode er ")
    assert client.post("/log-ind/kode", data={"code": subject[-6:]}).location == "/videre"
    assert is_signed_in(client)
    later = another_client()
    type_password(later, person)
    later.post("/log-ind/kode", data={"code": subject[-6:]})
    assert not is_signed_in(later)


def test_outside_the_demonstration_no_code_is_mailed_and_none_counts(
    app: Flask, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = make_person(RoleName.CASEWORKER)
    mail_codes_to(person)
    db.session.commit()
    settings = app.config["SETTINGS"]
    monkeypatch.setitem(app.config, "SETTINGS", type(settings)(**(vars(settings) | {"is_demo": False})))
    type_password(client, person)
    assert subjects_to(person) == []
    assert client.get("/start").location == SET_UP


def test_people_who_need_none_are_offered_one_gently(client: FlaskClient) -> None:
    person = make.make_user(RoleName.VOLUNTEER, password=hash_password(PASSWORD), **WITHOUT)
    db.session.commit()
    type_password(client, person)
    assert is_signed_in(client)
    page = client.get(SET_UP).text
    assert "Du kan passe bedre på din konto" in page
    assert codes_on(page) == []
    assert f'href="{SET_UP}"' in client.get("/konto").text


def test_two_last_ways_removed_at_once_leave_one(app: Flask, database: None) -> None:
    person = make_person(RoleName.CASEWORKER)
    for number in range(2):
        made = NewPasskey(f"passkey {number}".encode(), b"key", 0, False, "single_device", ())
        add_key(person, name=f"Nr. {number}", made=made, now=clock.now())
    db.session.commit()
    ids = list(db.session.scalars(select(WebAuthn.id)))

    def attempt(passkey_id: int) -> bool:
        with app.test_request_context():
            passkey = db.session.get_one(WebAuthn, passkey_id)
            try:
                delete_passkey(passkey, by=db.session.get_one(User, passkey.user_id), now=clock.now())
            except RuleError:
                return False
            db.session.commit()
            return True

    with ThreadPoolExecutor(2) as threads:
        assert sorted(threads.map(attempt, ids)) == [False, True]


@pytest.mark.usefixtures("database")
def test_the_staff_of_the_demonstration_get_their_codes_by_mail() -> None:
    for account in demo.ACCOUNTS:
        person = make_person(account.role, email=account.email)
        demo.open_account(account, secret="hash", now=clock.now())
        assert gets_mailed_codes(person) == (account.role in STAFF_ROLES), account.label


@pytest.mark.parametrize("path", ["/log-ind/kode", "/log-ind/reservekode"])
def test_the_page_of_the_second_step_leads_on_whoever_has_none_to_take(
    client: FlaskClient, path: str
) -> None:
    type_password(client, make_person(RoleName.VOLUNTEER))
    assert client.get(path).location == "/start"
    assert is_signed_in(client)
    assert client.post(path, data={"code": "123456"}).location == "/start"
    assert is_signed_in(client)
