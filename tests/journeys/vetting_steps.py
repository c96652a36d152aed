"""What staff press to make an applicant a mentor, for every journey that needs one."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from web.core import clock


def vet_and_approve(page: Page, name: str, check_page: Callable[[Page], None]) -> None:
    """Find the applicant in the queue, record every result as in order from today, and approve; by keyboard."""
    page.goto("/godkendelser")
    check_page(page)
    page.get_by_role("link", name=name).press("Enter")
    applicant = page.get_by_role("heading", level=1, name=name)
    expect(applicant).to_be_visible()
    check_page(page)
    missing = page.locator(".check-open").get_by_role("link", name=re.compile("resultatet"))
    while missing.count():
        missing.first.press("Enter")
        in_order = page.get_by_role("radio", name="Det er i orden", exact=True)
        in_order.press("Space")
        expect(in_order).to_be_checked()
        for topic in page.locator("main form").get_by_role("checkbox").all():
            topic.press("Space")
        page.get_by_label(re.compile("Gælder fra")).fill(str(clock.today()))
        page.locator("main form button[type=submit]").press("Enter")
        expect(page.locator(".alert-success")).to_be_visible()
        expect(applicant).to_be_visible()
    page.get_by_role("button", name=re.compile("Godkend")).press("Enter")
    expect(page.get_by_text(f"{name} er nu mentor.")).to_be_visible()
    check_page(page)
