"""Each role's start page and menu: what is theirs, nothing that is not, and every link leads somewhere."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import DESK, Site
from tests.web import factories as make
from web.accounts.models import RoleName

pytestmark = pytest.mark.usefixtures("site")
MENUS = {
    RoleName.VOLUNTEER: [
        "Din side",
        "Find en opgave",
        "Småjob",
        "Til dig",
        "Mine vagter",
        "Min kalender",
        "Min profil",
        "Arrangementer",
    ],
    RoleName.MENTOR: ["Din side", "Find en opgave", "Småjob", "Mine mentorforløb"],
    RoleName.YOUNG_PERSON: [
        "Din side",
        "Find en opgave",
        "Småjob",
        "Mit småjob",
        "Min kalender",
        "Mine mentorforløb",
    ],
    RoleName.COORDINATOR: ["Din side", "Find en opgave", "Småjob", "Vores opgaver", "Planer"],
    RoleName.CASEWORKER: [
        "Din side",
        "Find en opgave",
        "Småjob",
        "Unge",
        "Matchforslag",
        "Småjob til mine unge",
        "Matchkørsler",
        "Godkendelser",
        "Hvervning",
    ],
    RoleName.AREA_CONTACT: [
        "Din side",
        "Find en opgave",
        "Småjob",
        "Overblik over småjob",
        "Godkendelser",
        "Hvervning",
    ],
    RoleName.ADMINISTRATOR: [
        "Din side",
        "Find en opgave",
        "Småjob",
        "Overblik over småjob",
        "Matchkørsler",
        "Godkendelser",
        "Hvervning",
        "Foreninger",
        "Arbejdspladser",
        "Opbevaring",
        "Import",
        "Brugere",
    ],
    RoleName.DATA_PROTECTION_CONTACT: [
        "Din side",
        "Find en opgave",
        "Småjob",
        "Åbnede sager",
        "Opbevaring",
        "Hændelseslog",
    ],
}


@pytest.mark.parametrize("role", RoleName)
def test_the_start_page_and_menu_of_each_role(
    site: Site, open_page: Callable[..., Page], check_page: Callable[[Page], None], role: RoleName
) -> None:
    user = make.make_user(role, name="Frederikke Aagaard-Christiansen")
    if role is RoleName.YOUNG_PERSON:
        make.make_young_person(user=user)
    page = open_page(user, viewport=DESK)
    page.goto("/start")
    expect(page.get_by_role("heading", level=1)).to_have_text("Hej Frederikke")
    check_page(page)
    menu = page.get_by_role("navigation", name="Hovedmenu").get_by_role("link")
    assert menu.all_inner_texts() == MENUS[role]
    for address in page.locator("nav a, main a").evaluate_all("links => links.map(link => link.href)"):
        answer = page.request.get(address)
        assert answer.ok, f"{address}: {answer.status}"
