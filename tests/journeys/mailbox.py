"""The development mailbox as a journey reads it: a mail is there once the worker has delivered it."""

from __future__ import annotations

import re
import time

from playwright.sync_api import Page

PATIENCE_SECONDS = 90


def open_newest_mail(page: Page, words: str) -> None:
    """Open the newest mail with these words in its line of the mailbox: its subject, or whom it is to."""
    give_up_at = time.monotonic() + PATIENCE_SECONDS
    page.goto("/dev/mail")
    mail = page.locator(".mail-list li", has_text=words).first
    while not mail.count():
        assert time.monotonic() < give_up_at, f"no mail with {words!r} arrived"
        page.reload()
    mail.get_by_role("link").click()
    page.locator(".mail-body").wait_for()


def link_in_newest_mail(page: Page, words: str, path: str = "/") -> str:
    """The first address in the newest mail with these words, or the first whose path begins like this."""
    open_newest_mail(page, words)
    text = page.locator(".mail-body").inner_text()
    link = re.search(rf"https?://[^/\s]+{re.escape(path)}\S*", text)
    assert link is not None, text
    return link[0]
