"""An association registers on a phone, and an administrator approves it."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.journeys.conftest import DESK
from tests.web import factories as make
from web.accounts.models import RoleName


def test_an_association_registers_and_is_approved(
    open_page: Callable[..., Page], check_page: Callable[[Page], None]
) -> None:
    person, administrator = make.make_user(name="Merete"), make.make_user(RoleName.ADMINISTRATOR)
    area = make.make_area(name="Råsted", postcode="8920")
    page = open_page(person)
    page.goto("/foreninger/tilmeld")
    check_page(page)
    page.get_by_role("button", name="Send tilmeldingen").click()
    expect(page.get_by_role("alert")).to_contain_text("Foreningens navn")
    check_page(page)
    page.get_by_label("Foreningens navn").fill("Garn og Grin")
    page.get_by_label("Hvad laver I?").fill("Vi strikker huer til nyfødte.")
    page.get_by_label("Bydel eller landsby").select_option(area.code)
    page.get_by_label("E-mail, som frivillige kan skrive til").fill("garn@example.dk")
    page.get_by_role("button", name="Send tilmeldingen").click()
    expect(page.get_by_text("Vi har fået jeres tilmelding")).to_be_visible()
    check_page(page)

    desk = open_page(administrator, viewport=DESK)
    desk.goto("/foreninger/godkend")
    check_page(desk)
    desk.get_by_role("button", name="Godkend Garn og Grin").click()
    expect(desk.get_by_role("status")).to_contain_text("Godkendt")

    page.reload()
    page.get_by_role("link", name="Slå en opgave op").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Slå en opgave op")
