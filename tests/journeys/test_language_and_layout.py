"""Anybody opens the front page, finds their way by keyboard, and switches the language."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import DESK, PHONE


@pytest.mark.parametrize("viewport", [PHONE, DESK], ids=["phone", "desk"])
def test_the_front_page_is_accessible(
    open_page: Callable[..., Page], check_page: Callable[[Page], None], viewport: dict[str, int]
) -> None:
    page = open_page(viewport=viewport)
    page.goto("/")
    expect(page.locator("html")).to_have_attribute("lang", "da")
    check_page(page)


def test_the_language_is_switched_and_stays(
    open_page: Callable[..., Page], check_page: Callable[[Page], None]
) -> None:
    page = open_page(viewport=DESK)
    page.goto("/")
    page.get_by_role("button", name="English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    check_page(page)
    page.reload()
    expect(page.get_by_role("button", name="Dansk")).to_be_visible()


def test_the_keyboard_reaches_content_and_menu(page: Page) -> None:
    page.goto("/")
    page.keyboard.press("Tab")
    expect(page.locator(".skip-link")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    summary = page.locator("summary.menu-button")
    summary.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("navigation", name="Hovedmenu")).to_be_visible()
    page.keyboard.press("Escape")
    expect(summary).to_be_focused()
    expect(page.get_by_role("navigation", name="Hovedmenu")).to_be_hidden()
