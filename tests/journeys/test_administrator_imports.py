"""An administrator uploads a file with a bad row, reads what is wrong with it, and imports the good ones."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.journeys.conftest import DESK
from tests.web import factories as make
from web.accounts.models import RoleName

FILE = """code,group,name_da,name_en,is_interest
knitting,craft,Strik,Knitting,yes
climbing,sport,Klatring,Climbing,perhaps
sailing,sport,Sejlads,Sailing,yes
"""


def test_the_bad_row_is_named_and_the_good_ones_wait_for_a_decision(
    site: object, open_page: Callable[..., Page], check_page: Callable[[Page], None]
) -> None:
    page = open_page(make.make_user(RoleName.ADMINISTRATOR), viewport=DESK)
    page.goto("/import")
    check_page(page)
    page.locator("select[name=entity]").select_option("skills")
    file = {"name": "evner.csv", "mimeType": "text/csv", "buffer": FILE.encode()}
    page.locator("input[type=file]").set_input_files(file)  # type: ignore[arg-type]
    page.get_by_role("button", name="Tjek filen").click()
    finding = page.get_by_role("row", name=re.compile("^3 is_interest"))
    expect(finding).to_be_visible()
    check_page(page)
    page.get_by_role("button", name=re.compile("2 gode")).click()
    expect(page.get_by_text("Importeret").first).to_be_visible()
    check_page(page)
