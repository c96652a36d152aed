"""Somebody links the account with an identity provider, signs out everywhere, and signs in through the provider."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator

import pytest
from flask_security import hash_password
from playwright.sync_api import Page, expect

from tests.journeys.conftest import PATIENCE_SECONDS, wait_until_answering
from tests.web import factories as make
from tests.web.federation.running_provider import client_of, free_port, running_provider
from web.accounts.models import RoleName
from web.extensions import db

PASSWORD = "tre gule cykler"
SUBJECT = "en-prøve-person"


@pytest.fixture
def address(site: object, database_url: str) -> Iterator[str]:
    """A server that has a provider, beside the one of the other journeys."""
    port = free_port()
    base_url = f"http://127.0.0.1:{port}"
    with running_provider(client_of(base_url)) as provider:
        environment = os.environ | provider.settings()
        environment |= {"DATABASE_URL": database_url, "SECRET_KEY": "t" * 40, "BASE_URL": base_url}
        command = [
            sys.executable,
            "-m",
            "gunicorn",
            "--threads=4",
            "--no-control-socket",
            "--log-level=error",
        ]
        server = subprocess.Popen([*command, "--bind", f"127.0.0.1:{port}", "wsgi:app"], env=environment)
        try:
            wait_until_answering(f"{base_url}/healthz")
            yield base_url
        finally:
            server.terminate()
            server.wait(PATIENCE_SECONDS)


def identify(page: Page, *, level: str) -> None:
    """What the provider wants."""
    page.get_by_label("Subject").fill(SUBJECT)
    page.get_by_label("Level").select_option(level)
    page.get_by_role("button", name="Identify me").click()


def test_an_account_is_linked_and_entered_through_the_provider(
    address: str, page: Page, check_page: Callable[[Page], None]
) -> None:
    user = make.make_user(RoleName.VOLUNTEER, name="Vita", password=hash_password(PASSWORD))
    db.session.commit()
    page.goto(f"{address}/log-ind")
    check_page(page)
    page.get_by_label("E-mail").fill(user.email)
    page.get_by_label("Adgangskode").fill(PASSWORD)
    page.get_by_role("button", name="Log ind", exact=True).click()
    expect(page).to_have_url(re.compile("/start$"))

    page.goto(f"{address}/konto")
    page.get_by_role("link", name="Log ind med MitID").click()
    check_page(page)
    page.get_by_role("button", name="Knyt til MitID").press("Enter")
    identify(page, level="high")
    expect(page.get_by_text("Fra nu af kan du logge ind med MitID")).to_be_visible()
    check_page(page)

    page.locator("summary.menu-button").click()
    page.get_by_role("button", name="Log ud").click()
    page.get_by_role("button", name=re.compile("sign me out", re.IGNORECASE)).click()
    expect(page.get_by_text("Du er logget ud.")).to_be_visible()

    page.goto(f"{address}/log-ind?next=/konto")
    page.get_by_role("button", name="Log ind med MitID").press("Enter")
    identify(page, level="low")
    expect(page.get_by_role("heading", name="Der skal et sikrere login til")).to_be_visible()
    check_page(page)
    page.goto(f"{address}/log-ind?next=/konto")
    page.get_by_role("button", name="Log ind med MitID").press("Enter")
    identify(page, level="substantial")
    expect(page).to_have_url(f"{address}/konto")
    expect(page.get_by_label("Dit navn")).to_have_value("Vita")
