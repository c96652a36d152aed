"""Somebody sees a device they do not know, signs it out, and moves the account to another address."""

from __future__ import annotations

from collections.abc import Callable

from flask_security import hash_password
from playwright.sync_api import Page, expect

from tests.journeys.conftest import DESK
from tests.journeys.mailbox import link_in_newest_mail
from tests.web import factories as make
from web.accounts.models import User
from web.extensions import db

PASSWORD = "tre gule cykler"


def sign_in_by_keyboard(page: Page, user: User) -> None:
    """Sign in as anybody does, without a mouse."""
    page.goto("/log-ind")
    page.get_by_label("E-mail").fill(user.email)
    page.get_by_label("Adgangskode").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/start")


def test_an_unknown_device_is_signed_out_and_the_address_changed(
    open_page: Callable[..., Page], check_page: Callable[[Page], None]
) -> None:
    user = make.make_user(name="Asta", email="asta@example.dk", password=hash_password(PASSWORD))
    db.session.commit()
    stranger, page = open_page(user), open_page(viewport=DESK)
    sign_in_by_keyboard(page, user)

    page.goto("/konto")
    page.get_by_role("link", name="Enheder, du er logget ind på").click()
    expect(page.get_by_role("listitem").filter(has_text="Denne enhed")).to_have_count(1)
    check_page(page)
    page.get_by_role("button", name="Log ud: En anden slags browser").press("Enter")
    expect(page.get_by_role("status")).to_contain_text("Enheden er logget ud.")
    expect(page.get_by_role("button", name="Log ud alle andre steder")).to_have_count(0)
    stranger.goto("/start")
    expect(stranger).to_have_url(f"{page.url.split('/konto')[0]}/log-ind?next=/start")

    page.get_by_role("main").get_by_role("link", name="Din konto").click()
    page.get_by_role("link", name="Skift din mailadresse").click()
    check_page(page)
    page.get_by_label("Ny e-mail").fill("asta.ny@example.dk")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Vi har sendt et link til asta.ny@example.dk.")).to_be_visible()
    check_page(page)
    page.goto(link_in_newest_mail(page, "Bekræft din nye mailadresse", "/konto/e-mail/"))
    check_page(page)
    page.get_by_role("button", name="Brug den nye adresse").click()
    expect(page.get_by_role("status")).to_contain_text("Din nye adresse er taget i brug.")
    expect(page.get_by_text("asta.ny@example.dk")).to_be_visible()
