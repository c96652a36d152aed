"""Whoever clicks twice sends once, also before the page's other scripts are there."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, Route


def sendings_of(page: Page) -> list[str]:
    """A list that grows with each form the page sends; the answers leave the page as it is."""
    sent: list[str] = []

    def take(route: Route) -> None:
        if route.request.method == "POST":
            sent.append(route.request.url)
            route.fulfill(status=204)
        else:
            route.continue_()

    page.route("**/log-ind", take)
    return sent


@pytest.mark.parametrize("is_there", [True, False], ids=["other scripts there", "other scripts missing"])
def test_two_clicks_send_once(page: Page, *, is_there: bool) -> None:
    sent = sendings_of(page)
    if not is_there:
        page.route("**/js/site.js", lambda route: route.fulfill(body="", content_type="text/javascript"))
    page.goto("/log-ind")
    box = page.locator("main form").get_by_role("button").first.bounding_box()
    assert box is not None
    with page.expect_request(lambda request: request.method == "POST"):
        page.mouse.dblclick(box["x"] + 5, box["y"] + 5)
    page.keyboard.press("Enter")
    assert page.evaluate("fetch('/healthz').then(answer => answer.status)") == 200
    assert len(sent) == 1
