"""How fast the busiest pages and a match run are on the seed data, as a Markdown table: `make benchmark`."""

from __future__ import annotations

import http.client
import os
import platform
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from flask import Flask
from flask_migrate import upgrade
from sqlalchemy import select

from tests.web.conftest import client_of
from web import demo
from web.accounts.models import User
from web.app import create_app
from web.config import settings_from
from web.core import clock
from web.core.jobs import run_worker
from web.database import embedded_server
from web.extensions import db
from web.proposals.models import MatchRun
from web.tasks.queries import newest_open_tasks

SECRET = "b" * 40
SECONDS_PER_PAGE = 5.0
VISITORS = 8
GIVE_UP_SECONDS = 60


@dataclass
class Measured:
    """What the visitors of one page saw."""

    label: str
    path: str
    headers: dict[str, str] = field(default_factory=dict)
    seconds: list[float] = field(default_factory=list)
    failures: int = 0

    def row(self) -> str:
        """Its line of the table."""
        rate = len(self.seconds) / SECONDS_PER_PAGE
        median, slow = statistics.median(self.seconds), statistics.quantiles(self.seconds, n=100)[98]
        return f"| {self.label} | {rate:.0f} | {median * 1000:.0f} | {slow * 1000:.0f} | {self.failures} |"


def main() -> None:
    """Load the seed data into a database of its own, measure, print."""
    with tempfile.TemporaryDirectory(prefix="haandslag-benchmark-") as folder:
        Path(folder).chmod(0o755)
        with embedded_server(Path(folder) / "data") as url:
            measure(url)


def measure(url: str) -> None:
    """Make a match run, then visit the pages."""
    app = create_app(settings_from({"DATABASE_URL": url, "SECRET_KEY": SECRET}))
    with app.app_context(), warnings.catch_warnings():
        upgrade()
        demo.load(now=clock.now())
        demo.ask_for_run(now=clock.now())
        db.session.commit()
        started = time.perf_counter()
        run_worker(app, wait=False)
        run_seconds = time.perf_counter() - started
        run = describe_run()
        pages = pages_to_visit(app)
        db.session.remove()
        db.engine.dispose()
    with server(url) as port:
        for page in pages:
            visit(page, port=port)
    print(f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}; gunicorn with")
    print(f"2 workers of 4 threads; {VISITORS} visitors at once on the same machine; seed data.\n")
    print(
        "| Page | pages/s | median ms | 99th percentile ms | failures |\n| --- | ---: | ---: | ---: | ---: |"
    )
    print("\n".join(page.row() for page in pages))
    print(f"\nA match run, from the worker's start to the stored proposals: {run_seconds:.1f} s ({run}).")


def describe_run() -> str:
    """What the match run came to."""
    run = db.session.scalars(select(MatchRun)).one()
    stages = ", ".join(f"{stage} {seconds:.1f} s" for stage, seconds in run.statistics["seconds"].items())
    return f"{run.status}; {run.statistics['served']} served, {run.statistics['unserved']} not; {stages}"


def pages_to_visit(app: Flask) -> list[Measured]:
    """The five busiest pages."""
    caseworker = db.session.scalars(select(User).where(User.email == demo.ACCOUNTS[0].email)).one()
    cookie = client_of(app, caseworker).get_cookie(app.config["SESSION_COOKIE_NAME"])
    assert cookie is not None
    signed_in = {"Cookie": f"{cookie.key}={cookie.value}"}
    with app.test_request_context():
        task = newest_open_tasks(1, now=clock.now())[0]
        one_task = app.url_for("tasks.show_task", task_id=task.id, slug="opgave")
        client = app.test_client()
        if (answer := client.get(one_task)).location:
            one_task = answer.location
    return [
        Measured("Front page", "/"),
        Measured("All tasks", "/opgaver"),
        Measured("Tasks, searched", "/opgaver?q=lektier"),
        Measured("One task", one_task),
        Measured("A caseworker's start page", "/start", signed_in),
    ]


@contextmanager
def server(url: str) -> Iterator[int]:
    """Run gunicorn on the database; yield its port."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    command = [sys.executable, "-m", "gunicorn", "--workers", "2", "--threads", "4", "--preload"]
    command += ["--no-control-socket", "--log-level", "error", "--bind", f"127.0.0.1:{port}", "wsgi:app"]
    settings = {"DATABASE_URL": url, "SECRET_KEY": SECRET}
    process = subprocess.Popen(command, env=os.environ | settings, stderr=subprocess.DEVNULL)
    try:
        wait_for(port)
        yield port
    finally:
        process.terminate()
        process.wait(GIVE_UP_SECONDS)


def wait_for(port: int) -> None:
    """Wait until somebody listens."""
    give_up_at = time.monotonic() + GIVE_UP_SECONDS
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            if time.monotonic() > give_up_at:
                raise
            time.sleep(0.1)


def visit(page: Measured, *, port: int) -> None:
    """Let several visitors ask for the page again and again; the first second is not counted."""
    started = time.perf_counter() + 1
    ends = started + SECONDS_PER_PAGE

    def visitor() -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=GIVE_UP_SECONDS)
        while (begun := time.perf_counter()) < ends:
            connection.request("GET", page.path, headers=page.headers)
            answer = connection.getresponse()
            answer.read()
            if begun >= started:
                page.seconds.append(time.perf_counter() - begun)
                page.failures += answer.status != 200
        connection.close()

    threads = [threading.Thread(target=visitor) for _ in range(VISITORS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


if __name__ == "__main__":
    main()
