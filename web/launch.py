"""Starts the whole service on one machine, `python -m web.launch`: database, migrations, web and worker, until stopped."""

from __future__ import annotations

import json
import os
import socket
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from typing import TypeVar
from urllib.parse import urlsplit

import psycopg
from flask import Flask
from flask_migrate import upgrade
from sqlalchemy.exc import SQLAlchemyError

from web import demo
from web.app import create_app
from web.config import SettingsError, settings_from
from web.core import clock
from web.database import check_connection, database_server, keep_running
from web.extensions import db
from web.supervision import ProcessError, StoppedError, StopSignal, Supervised, Supervisor

READY_WITHIN_SECONDS = 180
OWNER = "MIGRATION_DATABASE_URL"
WEB_WORKERS = "2"
WEB_THREADS = "4"
Result = TypeVar("Result")


def main() -> int:
    """Run until stopped; return the exit code. Whatever is wrong with the surroundings is one line and a 1."""
    stop = StopSignal()
    stop.listen()
    try:
        ensure_port_is_free(host(), port())
        with database_server() as urls, stop.interruptible():
            serve(os.environ | {"DATABASE_URL": urls.application, OWNER: urls.owner}, stop)
    except StoppedError:
        say("Stopped.")
        return 0
    except (SettingsError, ProcessError, SQLAlchemyError, psycopg.Error, OSError) as error:
        # What breaks because it was interrupted, such as a question to the database, is part of stopping.
        if stop.is_wanted:
            say("Stopped.")
            return 0
        if not isinstance(error, SettingsError | ProcessError):
            raise
        sys.stderr.write(f"Håndslag cannot start: {error}\n")
        return 1
    return 0


def host() -> str:
    """The address to listen on."""
    return os.environ.get("HOST") or "127.0.0.1"


def port() -> int:
    """The port to listen on; raises SettingsError where PORT is none."""
    text = os.environ.get("PORT") or "5000"
    if not text.isdecimal() or not 0 < int(text) < 65_536:
        raise SettingsError(f"PORT must be a number from 1 to 65535, not {text!r}.")
    return int(text)


def ensure_port_is_free(address: str, number: int) -> None:
    """Raise SettingsError when nobody can listen there, before anything else is started."""
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    try:
        with socket.socket(family) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((address, number))
    except OSError as error:
        raise SettingsError(
            f"{address}:{number} cannot be used: {error.strerror or error}. Choose another: PORT=5001 make run"
        ) from error


def serve(environment: dict[str, str], stop: StopSignal) -> None:
    """Bring the database up to date, start web and worker, and look after them; returns only by an exception."""
    settings = settings_from(environment)
    check_connection(settings.database_url)
    app = timed("Reading the application", lambda: create_app(settings))
    timed("Bringing the database up to date", lambda: migrate(app))
    if settings.is_development and holds(app, demo.is_wanted):
        timed("Loading the seed data", lambda: load_seed_data(app))
    is_own_database = not os.environ.get("DATABASE_URL")
    without_owner = {name: value for name, value in environment.items() if name != OWNER}
    supervisor = Supervisor(processes(without_owner), stop, keep_running if is_own_database else None)
    try:
        supervisor.start()
        timed("Starting web and worker", lambda: wait_until_ready(supervisor))
        if settings.is_development and holds(app, demo.has_no_run):
            timed("Making the first match run", lambda: make_first_run(app, supervisor))
        say(f"\nHåndslag is running at {settings.base_url} (Ctrl-C stops it)\n")
        if settings.is_development:
            say(demo.welcome(settings.base_url))
        supervisor.watch()
    finally:
        supervisor.stop()


def migrate(app: Flask) -> None:
    """Bring the tables to the newest form."""
    with app.app_context():
        upgrade()
        db.engine.dispose()


def holds(app: Flask, condition: Callable[[], bool]) -> bool:
    """Ask the database something."""
    with app.app_context():
        return condition()


def load_seed_data(app: Flask) -> None:
    """Load the invented people, all or nothing."""
    with app.app_context():
        demo.load(now=clock.now())
        db.session.commit()


def make_first_run(app: Flask, supervisor: Supervisor) -> None:
    """Let the worker make a match run, and wait for it; a fallen worker is started again meanwhile."""
    with app.app_context():
        demo.ask_for_run(now=clock.now())
        db.session.commit()
        while demo.is_run_under_way():
            supervisor.look_after_all()
            time.sleep(0.2)


def processes(environment: dict[str, str]) -> list[Supervised]:
    """The web server and the worker, as they run in production too."""
    gunicorn = [
        sys.executable,
        "-m",
        "gunicorn",
        "--no-control-socket",
        "--preload",
        "--log-level",
        "warning",
    ]
    workers = ["--workers", environment.get("WEB_WORKERS", WEB_WORKERS), "--threads", WEB_THREADS]
    address = f"[{host()}]" if ":" in host() else host()
    web = [*gunicorn, *workers, "--bind", f"{address}:{port()}", "wsgi:app"]
    worker = [sys.executable, "-m", "flask", "--app", "wsgi", "worker"]
    return [Supervised("web", web, environment), Supervised("worker", worker, environment)]


def wait_until_ready(supervisor: Supervisor) -> None:
    """Wait until /readyz says that database, migrations and worker are all there."""
    give_up_at = time.monotonic() + READY_WITHIN_SECONDS
    while (missing := what_is_missing()) != []:
        supervisor.look_after_all()
        if time.monotonic() > give_up_at:
            raise ProcessError(
                f"Not ready after {READY_WITHIN_SECONDS} seconds; missing: {', '.join(missing)}."
            )
        time.sleep(0.1)


def what_is_missing() -> list[str]:
    """Ask /readyz which of its checks do not hold yet."""
    address = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host(), host())
    question = urllib.request.Request(f"http://{address}:{port()}/readyz")
    if base_url := os.environ.get("BASE_URL"):
        question.add_header("Host", urlsplit(base_url).netloc)
    try:
        with urllib.request.urlopen(question, timeout=5):
            return []
    except urllib.error.HTTPError as error:
        checks: dict[str, object] = json.load(error)
        return [name for name, holds in checks.items() if holds is False]
    except OSError:
        return ["web"]


def timed(label: str, step: Callable[[], Result]) -> Result:
    """Run a step; say what is being done, and afterwards how long it took."""
    sys.stdout.write(f"{label} … ")
    sys.stdout.flush()
    started = time.monotonic()
    result = step()
    say(f"{time.monotonic() - started:.1f} s")
    return result


def say(text: str) -> None:
    """Write a line for the person at the keyboard."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
