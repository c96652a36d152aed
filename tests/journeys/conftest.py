"""A real server, a real worker and a real browser for the journeys, which see each page as its user would."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

import psycopg
import pytest
from axe_playwright_python.base import AXE_SCRIPT
from flask import Flask
from playwright.sync_api import Browser, Page, Playwright, expect, sync_playwright

from tests.conftest import migrated_database
from tests.web.conftest import app, client_of, database, run_jobs
from web.accounts.models import User
from web.extensions import db

__all__ = ["app", "database", "run_jobs"]

CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
CHROMIUM_OPTIONS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
AXE_OPTIONS = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}
# Only what is wrong comes back: what axe found in order is many times more, and took as long to hand over as to look.
WHAT_IS_WRONG = """async (options) => {
    const results = await axe.run(options);
    const page = document.documentElement;
    return [
        results.violations.map(({id, help, nodes}) => ({id, help, nodes: nodes.map((node) => node.html)})),
        page.scrollWidth - page.clientWidth,
    ];
}"""
PHONE = {"width": 360, "height": 740}
DESK = {"width": 1280, "height": 900}
PATIENCE_SECONDS = 90
# What a page may take on a machine that is slow and has much else to do; a journey goes on as soon as it is there.
PAGE_MILLISECONDS = 60_000
# For what the worker does with the engine: in a fresh checkout it is compiled first, beside everything else.
RUN_MILLISECONDS = 120_000
expect.set_options(timeout=PAGE_MILLISECONDS)


@dataclass(frozen=True)
class Site:
    """The running service."""

    url: str
    app: Flask


@pytest.fixture(scope="session")
def database_url(worker_id: str) -> Iterator[str]:
    """The URL of a database for the journeys alone: their worker lives on, and would take the jobs of other tests."""
    with migrated_database(f"journeys_{worker_id}_{os.getpid()}") as url:
        yield url


@pytest.fixture(scope="session")
def server_url(app: Flask, database_url: str) -> Iterator[str]:
    """Start gunicorn and a worker on the journeys' database; yield the address; stop both."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    environment = os.environ | {"DATABASE_URL": database_url, "SECRET_KEY": "t" * 40, "BASE_URL": address}
    environment["ERASURE_REGISTER"] = os.devnull
    server = [sys.executable, "-m", "gunicorn", "--threads=4", "--no-control-socket", "--log-level=error"]
    commands = [
        [*server, "--bind", f"127.0.0.1:{port}", "wsgi:app"],
        [sys.executable, "-m", "flask", "--app", "wsgi", "worker"],
    ]
    processes = [subprocess.Popen(command, env=environment) for command in commands]
    try:
        wait_until_answering(f"{address}/healthz")
        yield address
    finally:
        for process in processes:
            process.terminate()
        for process in processes:
            process.wait(PATIENCE_SECONDS)


def wait_until_answering(url: str) -> None:
    """Wait for the server to come up; fail when it does not."""
    give_up_at = time.monotonic() + PATIENCE_SECONDS
    while True:
        try:
            with urllib.request.urlopen(url, timeout=PATIENCE_SECONDS):
                return
        except OSError:
            if time.monotonic() > give_up_at:
                raise
            time.sleep(0.1)


@pytest.fixture
def site(server_url: str, app: Flask, database: None) -> Iterator[Site]:
    """The running service with an empty database; what a test writes with the factories it must commit."""
    yield Site(url=server_url, app=app)
    let_worker_finish(str(app.config["SETTINGS"].database_url))


def let_worker_finish(database_url: str) -> None:
    """Take back the jobs that wait, and see the one out that is being done: the next journey begins with a worker at rest."""
    give_up_at = time.monotonic() + PATIENCE_SECONDS
    with psycopg.connect(database_url, autocommit=True) as connection:
        connection.execute("DELETE FROM procrastinate_jobs WHERE status = 'todo'")
        while connection.execute("SELECT FROM procrastinate_jobs WHERE status = 'doing'").fetchone():
            if time.monotonic() > give_up_at:
                pytest.fail("the worker does not finish its job")
            time.sleep(0.05)


@dataclass
class SharedBrowser:
    """One Chromium for journeys that follow each other."""

    resources: ExitStack = field(default_factory=ExitStack)
    chromium: Browser | None = None

    def get(self) -> Browser:
        """Return the browser, started where it is not there."""
        if self.chromium is None:
            driver = self.resources.enter_context(sync_playwright())
            self.chromium = self.resources.enter_context(chromium_of_the_machine(driver))
        return self.chromium

    def end(self) -> None:
        """Stop the browser and its driver."""
        self.resources.close()
        self.chromium = None


SHARED = SharedBrowser()


def chromium_of_the_machine(driver: Playwright) -> Browser:
    """Start a headless Chromium."""
    path = next(filter(None, map(shutil.which, CHROMIUM_NAMES)), None)
    if path is None:
        pytest.fail("The journeys need Chromium. On Debian or Ubuntu: sudo apt-get install -y chromium")
    return driver.chromium.launch(executable_path=path, args=CHROMIUM_OPTIONS)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item, nextitem: pytest.Item | None) -> Iterator[None]:
    """End the browser before a test that is no journey: while its driver is there, nobody else can run an event loop."""
    try:
        return (yield)
    finally:
        if nextitem is None or not nextitem.path.is_relative_to(Path(__file__).parent):
            SHARED.end()


@pytest.fixture
def browser() -> Browser:
    """A headless Chromium of the machine's."""
    return SHARED.get()


@pytest.fixture
def open_page(browser: Browser, site: Site) -> Iterator[Callable[..., Page]]:
    """Return a function that opens a browser of one person's: `open_page()`, `open_page(user, viewport=DESK)`.

    At the end the test fails on anything the browsers complained of: script errors, CSP violations, missing files.
    """
    complaints: list[str] = []
    contexts = []

    def open_browser(
        user: User | None = None, *, viewport: dict[str, int] = PHONE, locale: str = "da-DK"
    ) -> Page:
        context = browser.new_context(viewport=viewport, locale=locale, base_url=site.url)  # type: ignore[arg-type]
        contexts.append(context)
        if user is not None:
            context.add_cookies([session_cookie(site, user)])  # type: ignore[list-item]
        page = context.new_page()
        page.set_default_timeout(PAGE_MILLISECONDS)
        page.on("pageerror", lambda error: complaints.append(f"{page.url}: {error}"))
        page.on("console", lambda entry: complain(complaints, page, entry.type, entry.text))
        return page

    yield open_browser
    for context in contexts:
        context.close()
    assert not complaints, "\n".join(complaints)


def complain(complaints: list[str], page: Page, kind: str, text: str) -> None:
    """Keep what the console calls an error, except the plain status of an error page under test."""
    if kind == "error" and "the server responded with a status of 4" not in text:
        complaints.append(f"{page.url}: {text}")


def session_cookie(site: Site, user: User) -> dict[str, str]:
    """Return the cookie of a signed-in session of this user."""
    db.session.commit()
    name = site.app.config["SESSION_COOKIE_NAME"]
    cookie = client_of(site.app, user).get_cookie(name)
    assert cookie is not None
    return {"name": name, "value": cookie.value, "url": site.url}


@pytest.fixture
def page(open_page: Callable[..., Page]) -> Page:
    """A phone with nobody signed in."""
    return open_page()


@pytest.fixture(scope="session")
def check_page() -> Callable[[Page], None]:
    """Return a function that fails on accessibility violations (WCAG 2.2 AA and axe's best practices) and on overflow."""

    def check(page: Page) -> None:
        page.wait_for_load_state("load")
        page.evaluate(AXE_SCRIPT)
        violations, overflow = page.evaluate(WHAT_IS_WRONG, AXE_OPTIONS)
        found = [
            f"{violation['id']}: {violation['help']}\n    " + "\n    ".join(violation["nodes"])
            for violation in violations
        ]
        assert not found, f"{page.url}\n" + "\n".join(found)
        assert overflow <= 0, f"{page.url} is {overflow} px wider than the screen"

    return check
