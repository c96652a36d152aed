"""The second step of signing in: staff set it up before they see anybody, and app, recovery code and passkey let in."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from typing import Any

import pytest
from flask_security import hash_password
from passlib.totp import TOTP
from playwright.sync_api import Page, expect

from tests.journeys.conftest import DESK, PHONE, Site
from tests.web import factories as make
from web.accounts.models import RoleName, User
from web.extensions import db

PASSWORD = "tre gule cykler"
HALF_MINUTE = 30
WITHOUT: dict[str, Any] = {"tf_primary_method": None, "tf_totp_secret": None}
DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def make_person(*roles: RoleName, **values: Any) -> User:
    """Somebody who has a password and nothing more."""
    person = make.make_user(*roles, password=hash_password(PASSWORD), **(WITHOUT | values))
    db.session.commit()
    return person


def sign_in(page: Page, user: User, *, at: str = "") -> None:
    """Type address and password."""
    page.goto(f"{at}/log-ind")
    page.get_by_label("E-mail").fill(user.email)
    page.get_by_label("Adgangskode").fill(PASSWORD)
    page.get_by_role("button", name="Log ind", exact=True).click()


def sign_out(page: Page) -> None:
    """Press the button of the menu, which is folded on a phone."""
    button = page.get_by_role("button", name="Log ud")
    page.wait_for_load_state("load")
    if not button.is_visible():
        page.locator("summary", has_text="Menu").click()
    button.click()
    expect(page).to_have_url(re.compile(r"//[^/]+/$"))


def shown_by_app(key: str, *, later_seconds: int = 0) -> str:
    """The code that an authenticator app shows, now or a little later."""
    token: str = TOTP(key=key.replace(" ", "")).generate(time=int(time.time()) + later_seconds).token
    return token


def test_a_caseworker_sets_up_an_app_before_seeing_anybody(
    open_page: Callable[..., Page], check_page: Callable[[Page], None]
) -> None:
    caseworker = make_person(RoleName.CASEWORKER)
    young_person = make.make_young_person(caseworker=caseworker, first_name="Freja")
    db.session.commit()
    desk = open_page(viewport=DESK)
    sign_in(desk, caseworker)
    expect(desk.get_by_role("heading", name="Sæt et ekstra trin op, før du går videre")).to_be_visible()
    check_page(desk)
    desk.goto(f"/unge/{young_person.id}")
    desk.wait_for_url("**/konto/sikkerhed")
    expect(desk.get_by_text("Freja")).to_have_count(0)

    desk.get_by_role("link", name="Sæt en app op").click()
    check_page(desk)
    desk.get_by_text("Skriv nøglen i hånden i stedet").click()
    key = desk.locator(".secret-key").inner_text()
    desk.get_by_label("Kode fra appen").fill(shown_by_app(key))
    desk.keyboard.press("Enter")
    expect(desk.get_by_role("heading", level=1)).to_have_text("Dine reservekoder")
    check_page(desk)
    with desk.expect_download() as download:
        desk.get_by_role("link", name="Hent som tekst").click()
    code = desk.locator(".recovery-codes code").first.inner_text()
    assert download.value.suggested_filename == "reservekoder.txt"
    assert code in download.value.path().read_text()
    desk.get_by_role("link", name="Jeg har gemt dem").click()
    expect(desk.get_by_role("heading", level=1)).to_contain_text("Freja")

    sign_out(desk)
    sign_in(desk, caseworker)
    check_page(desk)
    desk.get_by_label("Kode").fill("000000")
    desk.keyboard.press("Enter")
    expect(desk.get_by_role("alert")).to_contain_text("Koden passer ikke")
    desk.get_by_label("Kode").fill(shown_by_app(key, later_seconds=HALF_MINUTE))
    desk.keyboard.press("Enter")
    desk.wait_for_url("**/start")

    sign_out(desk)
    sign_in(desk, caseworker)
    desk.get_by_role("link", name="Brug en reservekode").click()
    check_page(desk)
    desk.get_by_label("Reservekode").fill(code.upper())
    desk.keyboard.press("Enter")
    desk.wait_for_url("**/start")
    desk.goto("/konto/sikkerhed")
    expect(desk.get_by_text("9 tilbage")).to_be_visible()


@pytest.mark.parametrize("screen", [PHONE, DESK], ids=["phone", "desk"])
def test_a_passkey_is_made_and_takes_the_second_step_and_the_only_one(
    open_page: Callable[..., Page], check_page: Callable[[Page], None], site: Site, screen: dict[str, int]
) -> None:
    # Browsers keep passkeys for names only, not for the bare address of the other journeys.
    at = site.url.replace("127.0.0.1", "localhost")
    volunteer = make_person(RoleName.VOLUNTEER, name="Villy Vang")
    page = open_page(viewport=screen)
    device = page.context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    device.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})

    sign_in(page, volunteer, at=at)
    page.wait_for_url("**/start")
    page.goto(f"{at}/konto")
    page.get_by_role("link", name="Sikkerhed og ekstra trin").click()
    expect(page.get_by_role("heading", name="Du kan passe bedre på din konto")).to_be_visible()
    page.get_by_role("link", name="Tilføj en adgangsnøgle").click()
    check_page(page)
    page.get_by_label("Navn").fill("Min telefon")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Dine reservekoder")
    page.wait_for_load_state("load")  # letters that come late move the link
    page.get_by_role("link", name="Jeg har gemt dem").press("Enter")
    expect(page.get_by_text("Ikke brugt endnu")).to_be_visible()
    check_page(page)

    sign_out(page)
    sign_in(page, volunteer, at=at)
    check_page(page)
    page.get_by_role("button", name="Brug min adgangsnøgle").click()
    page.wait_for_url("**/start")

    sign_out(page)
    page.goto(f"{at}/log-ind")
    check_page(page)
    page.get_by_role("button", name="Log ind med en adgangsnøgle").click()
    page.wait_for_url("**/start")
    page.goto(f"{at}/konto/sikkerhed")
    expect(page.get_by_text("Sidst brugt")).to_be_visible()

    page.get_by_role("link", name="Min telefon").click()
    check_page(page)
    page.get_by_role("button", name="Slet adgangsnøglen").click()
    expect(page.get_by_role("status")).to_contain_text("Adgangsnøglen er slettet")
