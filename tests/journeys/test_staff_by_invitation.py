"""An administrator invites a caseworker, who accepts on the phone; later the account is closed and its caseload handed over."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.journeys.conftest import DESK
from tests.journeys.mailbox import link_in_newest_mail
from tests.web import factories as make
from web.accounts.models import RoleName, User
from web.extensions import db

CheckPage = Callable[[Page], None]
PASSWORD = "fire grønne både"


def invite(page: Page, check_page: CheckPage) -> None:
    """Fill in the form, by keyboard where it matters."""
    page.goto("/brugere")
    check_page(page)
    page.get_by_role("link", name="Inviter en medarbejder").click()
    check_page(page)
    page.get_by_role("button", name="Send invitationen").press("Enter")
    expect(page.locator("#error-summary")).to_be_focused()
    check_page(page)
    page.get_by_label("Navn").fill("Nina Ny")
    page.get_by_label("E-mail").fill("nina@example.dk")
    page.get_by_role("checkbox", name=re.compile("^Sagsbehandler")).press("Space")
    page.get_by_role("button", name="Send invitationen").press("Enter")
    expect(page.get_by_text("Invitationen er på vej til nina@example.dk")).to_be_visible()
    check_page(page)


def test_a_caseworker_comes_by_invitation(
    site: object, open_page: Callable[..., Page], page: Page, check_page: CheckPage
) -> None:
    administrator = open_page(make.make_user(RoleName.ADMINISTRATOR, name="Ada Min"), viewport=DESK)
    invite(administrator, check_page)

    link = link_in_newest_mail(page, "Du er inviteret til at arbejde i Håndslag", "/invitation/")
    page.goto(link)
    expect(page.get_by_text("registrerer unge")).to_be_visible()
    check_page(page)
    page.get_by_label("Vælg en adgangskode").fill(PASSWORD)
    page.get_by_role("button", name="Åbn min konto, og sig ja").click()
    expect(page.get_by_text("Velkommen. Din konto er klar.")).to_be_visible()

    administrator.goto("/brugere/invitationer?status=accepted")
    administrator.get_by_role("link", name="Nina Ny").click()
    expect(administrator.locator("main").get_by_text("Sagsbehandler").first).to_be_visible()
    check_page(administrator)
    page.goto(link)
    page.context.clear_cookies()
    page.goto(link)
    expect(page.get_by_role("heading", name="Invitationen er ikke længere åben")).to_be_visible()
    check_page(page)


def test_a_caseload_is_handed_over_when_an_account_is_closed(
    site: object, open_page: Callable[..., Page], check_page: CheckPage
) -> None:
    leaving, staying = (make.make_user(RoleName.CASEWORKER, name=name) for name in ("Lea Lund", "Stig Sand"))
    for _ in range(2):
        make.make_young_person(caseworker=leaving)
    page = open_page(make.make_user(RoleName.ADMINISTRATOR, name="Ada Min"))
    page.goto("/brugere?rolle=staff")
    page.get_by_role("link", name="Lea Lund").click()
    check_page(page)
    page.get_by_role("link", name="Luk kontoen").click()
    expect(page.get_by_text("Lea Lund er sagsbehandler for 2 unge")).to_be_visible()
    check_page(page)
    page.get_by_role("radio", name="Stig Sand").press("Space")
    page.get_by_role("button", name="Luk kontoen").click()
    expect(page.get_by_text("Kontoen er lukket. Ingen kan bruge den fra nu af.")).to_be_visible()
    check_page(page)
    db.session.expire_all()
    assert not db.session.get_one(User, leaving.id).active
    page.goto(f"/brugere/{staying.id}")
    expect(page.get_by_text("2 unge")).to_be_visible()
