"""A caseworker reads a colleague's record with a reason, and everybody who should knows of it."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.journeys.conftest import DESK
from tests.web import factories as make
from web.accounts.models import RoleName


def test_a_record_is_read_with_a_reason_and_everybody_who_should_knows(
    open_page: Callable[..., Page], check_page: Callable[[Page], None]
) -> None:
    contact = make.make_user(RoleName.DATA_PROTECTION_CONTACT, name="Dina Databeskytter")
    reader = make.make_user(RoleName.CASEWORKER, name="Karla Kollega")
    person = make.make_young_person(
        first_name="Nanna", last_name="Vestergaard", phone="00 00 11 22", note="Et notat i sagen"
    )
    page = open_page(reader, viewport=DESK)
    page.goto(f"/unge/{person.id}")
    expect(page.get_by_text("Nanna")).to_have_count(0)

    page.goto("/indsigt/aabn")
    check_page(page)
    page.get_by_label("En ung", exact=True).check()
    page.get_by_label("Hele navnet").fill("Nanna Vestergaard")
    page.get_by_label("Fødselsdato").fill(str(person.born_on))
    page.get_by_label("Sagsbehandleren er væk, og det kan ikke vente").check()
    page.get_by_label("Med dine egne ord").fill("Skolen har ringet, og der skal svares i dag.")
    page.get_by_label("Jeg ved, at det bliver logget").check()
    page.get_by_role("button", name="Åbn sagen").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Nanna Vestergaard")
    expect(page.get_by_text("Du læser en sag uden for dit eget arbejde")).to_be_visible()
    expect(page.get_by_text("Et notat i sagen")).to_have_count(0)
    check_page(page)

    watcher = open_page(contact)
    watcher.goto("/indsigt")
    check_page(watcher)
    watcher.get_by_role("link", name="Karla Kollega").click()
    expect(watcher.get_by_text("Skolen har ringet")).to_be_visible()
    expect(watcher.get_by_text("Nanna")).to_have_count(0)
    watcher.get_by_label("Det er i orden").check()
    watcher.get_by_role("button", name="Skriv det ned").click()
    expect(watcher.get_by_text("Det er skrevet ned")).to_be_visible()
    check_page(watcher)

    own = open_page(person.caseworker)
    own.goto(f"/unge/{person.id}")
    expect(own.get_by_text("Karla Kollega")).to_be_visible()

    page.get_by_role("button", name="Luk sagen nu").click()
    expect(page.get_by_text("Sagen er lukket")).to_be_visible()
    page.go_back()
    page.reload()
    expect(page.get_by_text("00 00 11 22")).to_have_count(0)
