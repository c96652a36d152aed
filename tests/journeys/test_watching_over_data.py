"""The data protection contact finds who looked at a young person; anybody reads what is stored about them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import DESK, PHONE
from tests.web import factories as make
from web.accounts.models import RoleName
from web.audit.services import record_view
from web.core import clock


@pytest.mark.parametrize("viewport", [DESK, PHONE], ids=["desk", "phone"])
def test_a_look_is_found_by_the_code_of_the_young_person(
    open_page: Callable[..., Page], check_page: Callable[[Page], None], viewport: dict[str, int]
) -> None:
    caseworker = make.make_user(RoleName.CASEWORKER, name="Mette Lund")
    person = make.make_young_person(code="ung-4711", first_name="Freja")
    for _ in range(3):
        record_view(person, by=caseworker, now=clock.now(), purpose="casework")
    watcher = open_page(make.make_user(RoleName.DATA_PROTECTION_CONTACT), viewport=viewport)
    watcher.goto("/start")
    watcher.goto("/haendelseslog")
    check_page(watcher)
    watcher.get_by_label("Hvem det handler om").fill("ung-4711")
    watcher.get_by_label("Hvem det handler om").press("Enter")
    expect(watcher.get_by_role("table").get_by_text("Mette Lund").first).to_be_visible()
    expect(watcher.get_by_role("table").get_by_text("Så på en ung").first).to_be_visible()
    expect(watcher.get_by_text("Freja")).to_have_count(0)
    check_page(watcher)
    watcher.get_by_label("Hvem det handler om").fill("findes-ikke")
    watcher.get_by_role("button", name="Søg", exact=True).click()
    expect(watcher.get_by_text("Ingen her har den kode")).to_be_visible()
    check_page(watcher)


@pytest.mark.parametrize("viewport", [DESK, PHONE], ids=["desk", "phone"])
def test_what_a_public_service_owes_is_found_from_the_footer(
    open_page: Callable[..., Page], check_page: Callable[[Page], None], viewport: dict[str, int]
) -> None:
    page = open_page(viewport=viewport)
    page.goto("/")
    for link, heading in (
        ("Dine data", "Dine data hos os"),
        ("Tilgængeligheds\u00aderklæring", "Tilgængeligheds\u00aderklæring"),
        ("Cookies", "Cookies"),
    ):
        page.get_by_role("contentinfo").get_by_role("link", name=link).click()
        expect(page.get_by_role("heading", level=1)).to_have_text(heading)
        for group in page.locator("main summary").all():
            group.click()
        check_page(page)
