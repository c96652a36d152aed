"""Passkeys: made, named, deleted; as second step, alone, and everything with which they must not let anybody in."""

from __future__ import annotations

import json
import re
from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.web.second_factor.conftest import (
    add_passkey,
    ask_for_passkey,
    is_signed_in,
    make_person,
    options_on,
    subjects_to,
    type_password,
    use_passkey,
)
from tests.web.second_factor.device import Device
from web.accounts.models import RoleName, User, WebAuthn
from web.extensions import db

PASSKEY_PAGE = "/log-ind/adgangsnoegle"


@pytest.fixture
def person(client: FlaskClient) -> User:
    """A volunteer who is signed in by password in `client`."""
    user = make_person(RoleName.VOLUNTEER, email="aase@example.dk")
    type_password(client, user)
    return user


@pytest.fixture
def device(client: FlaskClient, person: User) -> Device:
    """A phone with a passkey of the person's, who has signed out since."""
    device = Device()
    add_passkey(client, device)
    client.post("/log-ud")
    return device


def stored() -> WebAuthn:
    """The one passkey there is."""
    db.session.expire_all()
    return db.session.scalars(select(WebAuthn)).one()


def test_a_passkey_takes_the_second_step(client: FlaskClient, person: User, device: Device) -> None:
    assert type_password(client, person) == PASSKEY_PAGE
    assert not is_signed_in(client)
    type_password(client, person)
    assert use_passkey(client, device) == "/videre"
    assert is_signed_in(client)
    assert stored().lastuse_datetime > stored().create_datetime
    assert subjects_to(person) == ["Der er tilføjet en adgangsnøgle"]


def test_a_passkey_alone_signs_in_without_password_and_second_step(
    client: FlaskClient, device: Device
) -> None:
    assert use_passkey(client, device) == "/videre"
    assert is_signed_in(client)


def test_a_passkey_alone_must_have_asked_for_pin_finger_or_face(client: FlaskClient, device: Device) -> None:
    device.is_verifying = False
    assert use_passkey(client, device) == PASSKEY_PAGE
    assert not is_signed_in(client)


def test_the_question_of_a_second_step_does_not_serve_for_a_passkey_alone(
    client: FlaskClient, person: User, device: Device
) -> None:
    """As a second step a device need not ask for PIN, finger or face; that leniency must not be carried over."""
    device.is_verifying = False
    type_password(client, person)
    place, options = ask_for_passkey(client)
    client.get("/log-ind")
    client.post(place, data={"credential": device.use(options)})
    assert not is_signed_in(client)


def test_a_passkey_is_no_second_step_for_somebody_elses_password(
    client: FlaskClient, device: Device, another_client: Callable[[], FlaskClient]
) -> None:
    stranger = make_person()
    browser = another_client()
    type_password(browser, stranger)
    add_passkey(browser, Device())
    browser.post("/log-ud")
    type_password(browser, stranger)
    assert use_passkey(browser, device) == PASSKEY_PAGE
    assert not is_signed_in(browser)


def test_an_answer_counts_once_and_only_in_the_session_that_asked(
    client: FlaskClient, device: Device, another_client: Callable[[], FlaskClient]
) -> None:
    place, options = ask_for_passkey(client)
    answer = device.use(options)
    thief = another_client()
    thief.post(place, data={"credential": answer})
    assert not is_signed_in(thief)
    client.post(place, data={"credential": answer})
    assert is_signed_in(client)
    client.post("/log-ud")
    client.post(place, data={"credential": answer})
    assert not is_signed_in(client)


@pytest.mark.parametrize("change", [{"active": False}, {"confirmed_at": None}])
def test_a_closed_or_unconfirmed_account_is_not_opened_by_its_passkey(
    client: FlaskClient, person: User, device: Device, change: dict[str, object]
) -> None:
    for name, value in change.items():
        setattr(person, name, value)
    db.session.commit()
    assert use_passkey(client, device) == PASSKEY_PAGE
    assert not is_signed_in(client)


def test_an_answer_given_on_another_site_is_worth_nothing(client: FlaskClient, device: Device) -> None:
    device.origin = "http://l0calhost"
    assert use_passkey(client, device) == PASSKEY_PAGE


@pytest.mark.parametrize("answer", ["", "{}", "[]", "null", "1", '"x"', '{"id": "x"}', "\x00", "x" * 20_000])
def test_an_unreadable_answer_is_refused(client: FlaskClient, device: Device, answer: str) -> None:
    place, _ = ask_for_passkey(client)
    assert client.post(place, data={"credential": answer}).status_code == 302
    assert not is_signed_in(client)


@pytest.mark.parametrize("answer", ["", "{}", "[]", "null", "1", '{"id": 1, "response": 2}'])
def test_an_unreadable_new_passkey_is_refused(client: FlaskClient, person: User, answer: str) -> None:
    client.get("/konto/noegler")
    page = client.post("/konto/noegler", data={"name": "Telefon", "credential": answer})
    assert "Adgangsnøglen kunne ikke laves" in page.text
    assert db.session.scalar(select(WebAuthn.id)) is None


def test_a_passkey_is_made_only_by_devices_that_ask_for_pin_finger_or_face(
    client: FlaskClient, person: User
) -> None:
    page = add_passkey(client, Device(is_verifying=False))
    assert "Adgangsnøglen kunne ikke laves" in page.text


def test_phones_are_asked_as_well_as_separate_keys(client: FlaskClient, person: User) -> None:
    wanted = options_on(client.get("/konto/noegler").text)["authenticatorSelection"]
    assert "authenticatorAttachment" not in wanted
    assert (wanted["residentKey"], wanted["userVerification"]) == ("required", "required")


def test_asking_for_a_passkey_never_tells_whether_an_address_has_an_account(
    client: FlaskClient, device: Device, another_client: Callable[[], FlaskClient]
) -> None:
    pages = []
    for name in ("aase@example.dk", "ukendt@example.dk"):
        fields = {"identity": name, "email": name}
        pages.append(another_client().post(PASSKEY_PAGE, data=fields).text)
    plain = [re.sub(r'(nonce|value|action|data-options)="[^"]*"', "", page) for page in pages]
    assert plain[0] == plain[1]
    asked = [options_on(page) for page in pages]
    for options in asked:
        assert options.pop("challenge")
        assert options.get("allowCredentials", []) == []
        assert options["userVerification"] == "required"
    assert asked[0] == asked[1]


def test_a_name_is_changed_and_not_given_twice(client: FlaskClient, person: User) -> None:
    add_passkey(client, Device(), "Telefon")
    assert "et med det navn" not in client.get("/konto/noegler").text
    page = add_passkey(client, Device(), "Telefon")
    assert "allerede en adgangsnøgle med det navn" in page.text
    address = f"/konto/noegler/{stored().id}"
    assert client.post(address, data={"name": "Min <b>nye</b> telefon"}).status_code == 302
    assert "Min &lt;b&gt;nye&lt;/b&gt; telefon" in client.get("/konto/sikkerhed").text


def test_nobody_sees_or_deletes_anybody_elses_passkey(
    client: FlaskClient, device: Device, another_client: Callable[[], FlaskClient]
) -> None:
    browser = another_client()
    type_password(browser, make_person())
    address = f"/konto/noegler/{stored().id}"
    assert browser.get(address).status_code == 404
    assert browser.post(address, data={"name": "Mit"}).status_code == 404
    assert browser.post(f"{address}/slet").status_code == 404
    assert stored().name == "Min telefon"


def test_a_deleted_passkey_lets_nobody_in(client: FlaskClient, person: User, device: Device) -> None:
    use_passkey(client, device)
    client.post(f"/konto/noegler/{stored().id}/slet")
    client.post("/log-ud")
    assert use_passkey(client, device) == PASSKEY_PAGE
    assert type_password(client, person) == "/videre"
    assert subjects_to(person)[-1] == "En adgangsnøgle er slettet"


def test_no_cookie_remembers_whoever_signs_in_by_passkey(client: FlaskClient, device: Device) -> None:
    place, options = ask_for_passkey(client)
    client.post(place, data={"credential": device.use(options), "remember": "1"})
    assert is_signed_in(client)
    assert client.get_cookie("remember_token") is None


def test_answers_in_json_give_no_token(client: FlaskClient, device: Device) -> None:
    place, options = ask_for_passkey(client)
    answer = client.post(
        f"{place}?include_auth_token=1",
        json={"credential": device.use(options)},
        headers={"Accept": "application/json"},
    )
    assert not answer.is_json
    assert "token" not in json.dumps(answer.get_json(silent=True) or {})
