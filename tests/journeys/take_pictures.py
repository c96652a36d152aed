"""Takes the README's pictures from a running demonstration: `python -m tests.journeys.take_pictures URL`."""

from __future__ import annotations

import re
import shutil
import sys
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from tests.journeys.conftest import CHROMIUM_NAMES, CHROMIUM_OPTIONS
from web.demo import PASSWORD

FOLDER = Path(__file__).parent / "pictures"
DESK = {"width": 1120, "height": 900}
PHONE = {"width": 360, "height": 740}


def main(url: str) -> None:
    """Take every picture anew."""
    FOLDER.mkdir(exist_ok=True)
    path = next(filter(None, map(shutil.which, CHROMIUM_NAMES)))
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=path, args=CHROMIUM_OPTIONS)
        take_front_page(browser, url)
        take_proposal(browser, url)


def open_page(browser: Browser, url: str, size: dict[str, int]) -> Page:
    """Open a Danish browser of the given size."""
    return browser.new_page(viewport=size, locale="da-DK", base_url=url)  # type: ignore[arg-type]


def take_front_page(browser: Browser, url: str) -> None:
    """What a visitor sees first, on a phone."""
    page = open_page(browser, url, PHONE)
    page.goto("/")
    page.screenshot(path=FOLDER / "front.png")


def take_proposal(browser: Browser, url: str) -> None:
    """What a caseworker decides on."""
    page = open_page(browser, url, DESK)
    page.goto("/log-ind")
    page.locator("input[name=email]").fill("sagsbehandler@example.dk")
    page.locator("input[name=password]").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.locator("input[name=code]").fill(code_from_mail(browser, url))
    page.keyboard.press("Enter")
    page.wait_for_url("**/start")
    page.goto("/forslag")
    page.locator("main a[href^='/forslag/']").first.click()
    page.wait_for_load_state("networkidle")
    page.screenshot(path=FOLDER / "proposal.png")


def code_from_mail(browser: Browser, url: str) -> str:
    """The newest code in the development mailbox, once the worker has delivered it."""
    mailbox = open_page(browser, url, DESK)
    mailbox.goto("/dev/mail")
    while (found := re.search(r"Din kode er (\d{6})", mailbox.content())) is None:
        mailbox.reload()
    return found[1]


if __name__ == "__main__":
    main(sys.argv[1])
