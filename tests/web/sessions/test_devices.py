"""The page about signed-in devices, and the mail about a new one."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.web.sessions.browsers import (
    FIREFOX,
    browser_with,
    cookie_of,
    is_signed_in,
    make_person,
    sign_in_by_password,
    stored,
)
from web.accounts.models import RoleName, User
from web.audit.models import AuditEvent
from web.core.freshness import FRESH_FOR_SECONDS, TYPED_AT
from web.extensions import db
from web.notifications.models import OutboxMessage
from web.sessions.devices import Device, device_of

SignIn = Callable[[User], FlaskClient]
SAFARI = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1 Version/18.0 Mobile Safari/604.1"


def browser(client: FlaskClient, user: User, description: str) -> FlaskClient:
    """A browser that says this of itself, signed in."""
    other = client.application.test_client()
    other.environ_base["HTTP_USER_AGENT"] = description
    sign_in_by_password(other, user)
    return other


def ids_by_browser() -> dict[str, int]:
    """The stored sessions by the name of the browser."""
    return {row.browser: row.id for row in stored() if row.user_id}


def test_the_page_lists_every_device_and_marks_this_one(client: FlaskClient) -> None:
    user = make_person()
    here, phone = browser(client, user, FIREFOX), browser(client, user, SAFARI)
    page = here.get("/konto/enheder").text
    assert "Firefox på Windows" in page
    assert "Safari på iPhone" in page
    assert page.count("Denne enhed") == 1
    assert page.index("Denne enhed") > page.index("Firefox på Windows")
    assert f"/{ids_by_browser()['Firefox']}/log-ud" not in page
    assert is_signed_in(phone)


def test_a_device_is_signed_out_from_another_one(client: FlaskClient) -> None:
    user = make_person()
    here, phone = browser(client, user, FIREFOX), browser(client, user, SAFARI)
    answer = here.post(f"/konto/enheder/{ids_by_browser()['Safari']}/log-ud", follow_redirects=True)
    assert "Enheden er logget ud." in answer.text
    assert not is_signed_in(phone)
    assert is_signed_in(here)
    actions = db.session.scalars(select(AuditEvent.action)).all()
    assert "sign out a device" in actions


def test_signing_out_everywhere_else_leaves_this_one(client: FlaskClient) -> None:
    user = make_person()
    here = browser(client, user, FIREFOX)
    others = [browser(client, user, SAFARI) for _ in range(3)]
    stranger = browser(client, make_person(), SAFARI)
    assert (
        "Du er logget ud alle andre steder."
        in here.post("/konto/enheder/log-ud-andre", follow_redirects=True).text
    )
    assert not any(is_signed_in(other) for other in others)
    assert is_signed_in(here)
    assert is_signed_in(stranger)


def test_nobody_signs_out_somebody_elses_device(client: FlaskClient) -> None:
    victim, user = make_person(), make_person()
    theirs = browser(client, victim, SAFARI)
    here = browser(client, user, FIREFOX)
    answer = here.post(f"/konto/enheder/{ids_by_browser()['Safari']}/log-ud")
    missing = here.post("/konto/enheder/999999/log-ud")
    assert answer.status_code == missing.status_code == 404
    assert is_signed_in(theirs)


def test_it_takes_a_password_that_was_typed_lately(client: FlaskClient, sign_in: SignIn) -> None:
    user = make_person()
    phone, here = browser(client, user, SAFARI), sign_in(user)
    with here.session_transaction() as content:
        content[TYPED_AT] -= FRESH_FOR_SECONDS + 1
    answer = here.post("/konto/enheder/log-ud-andre")
    assert answer.headers["Location"] == "/bekraeft-adgangskode?next=/konto/enheder"
    assert is_signed_in(phone)


def test_typing_the_password_again_brings_another_id(client: FlaskClient, sign_in: SignIn) -> None:
    here = sign_in(make_person())
    before = cookie_of(here)
    here.post("/bekraeft-adgangskode?next=/konto", data={"password": "tre gule cykler"})
    assert cookie_of(here) != before
    assert not is_signed_in(browser_with(here, before))
    assert is_signed_in(here)


def test_a_second_click_with_the_id_of_before_does_not_sign_out(client: FlaskClient, sign_in: SignIn) -> None:
    here = sign_in(make_person())
    late = browser_with(here, cookie_of(here))
    here.post("/bekraeft-adgangskode?next=/konto", data={"password": "tre gule cykler"})
    answer = late.post("/konto", data={"name": "Åse", "locale": "da"})
    assert answer.headers["Location"] == "/log-ind"
    assert "Set-Cookie" not in answer.headers
    assert is_signed_in(here)


def test_an_administrator_signs_somebody_out_everywhere(client: FlaskClient, sign_in: SignIn) -> None:
    user, administrator = make_person(), sign_in(make_person(RoleName.ADMINISTRATOR))
    devices = [browser(client, user, FIREFOX), browser(client, user, SAFARI)]
    answer = administrator.post(f"/brugere/{user.id}/log-ud", follow_redirects=True)
    assert "Personen er logget ud alle steder." in answer.text
    assert not any(is_signed_in(device) for device in devices)
    assert is_signed_in(administrator)
    assert sign_in(make_person()).post(f"/brugere/{user.id}/log-ud").status_code == 404


def new_device_mails(user: User) -> list[str]:
    """What the user was told about new devices."""
    return [
        message.body
        for message in db.session.scalars(select(OutboxMessage).where(OutboxMessage.user_id == user.id))
        if message.occasion.startswith("new device")
    ]


def test_a_new_device_is_mailed_once_and_the_very_first_never(client: FlaskClient) -> None:
    user = make_person()
    browser(client, user, FIREFOX)
    assert new_device_mails(user) == []
    browser(client, user, SAFARI)
    browser(client, user, SAFARI)
    browser(client, user, FIREFOX)
    (body,) = new_device_mails(user)
    assert "Safari på iPhone" in body
    assert "/nulstil-adgangskode" in body
    assert "/konto/enheder" in body


@pytest.mark.parametrize(
    ("description", "device"),
    [
        (FIREFOX, Device("Firefox", "Windows")),
        (SAFARI, Device("Safari", "iPhone")),
        (
            "Mozilla/5.0 (Linux; Android 14) AppleWebKit Chrome/140 Mobile Safari/537",
            Device("Chrome", "Android"),
        ),
        (
            "Mozilla/5.0 (Macintosh; Intel Mac OS X 14) AppleWebKit Chrome/140 Safari Edg/140",
            Device("Edge", "Mac"),
        ),
        ("curl/8", Device("", "")),
        ("<script>alert(1)</script>" * 200, Device("", "")),
    ],
)
def test_of_what_a_browser_says_only_two_words_of_ours_are_kept(description: str, device: Device) -> None:
    assert device_of(description) == device
