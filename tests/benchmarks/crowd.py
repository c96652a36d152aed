"""Fifty people at work at once on 100,000 people in the database: `python -m tests.benchmarks.crowd` prints a table.

The seed data is copied, with ids and unique texts shifted, until there are that many people; each visitor opens a page,
reads for a while (five seconds on average), and opens the next.
"""

from __future__ import annotations

import argparse
import http.client
import os
import random
import statistics
import tempfile
import threading
import time
import warnings
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import psycopg
from flask import Flask
from flask_migrate import upgrade
from sqlalchemy import String, Table, select

from tests.benchmarks.web_pages import GIVE_UP_SECONDS, SECRET, server
from tests.web.conftest import client_of
from web import demo
from web.accounts.models import User
from web.app import create_app
from web.config import settings_from
from web.core import clock
from web.core.jobs import run_worker
from web.database import embedded_server
from web.extensions import Base, db
from web.tasks.queries import newest_open_tasks

PEOPLE = 100_000
VISITORS = 50
READING_SECONDS = 5.0
MEASURED_SECONDS = 120.0
EVENTS = 1_000_000
TASKS_TIMES = 20
IDS_APART = 10_000_000
POPULATION = [
    "users",
    "roles_users",
    "volunteers",
    "volunteer_languages",
    "volunteer_skills",
    "mentors",
    "mentor_seats",
    "mentor_goals",
    "mentor_experiences",
    "clearances",
    "young_people",
    "young_person_languages",
    "consents",
    "mentor_requests",
    "mentor_request_experiences",
    "mentor_request_goals",
    "mentor_request_interests",
    "mentor_request_languages",
]
UNIQUE_IN_LOWER_CASE = ("young_people.alias",)
OPPORTUNITIES = ("tasks", "task_skills", "shifts", "shift_seats")


@dataclass
class Route:
    """One page as some visitors open it."""

    label: str
    path: str
    headers: dict[str, str] = field(default_factory=dict)
    seconds: list[float] = field(default_factory=list)
    failures: list[int] = field(default_factory=list)

    def row(self) -> str:
        """Its line of the table."""
        return f"| {self.label} | {len(self.seconds)} | {told(self.seconds)} | {len(self.failures)} |"


def told(seconds: list[float]) -> str:
    """Median and 99th percentile in milliseconds, as two cells."""
    slow = statistics.quantiles(seconds, n=100)[98] if len(seconds) > 1 else seconds[0]
    return f"{statistics.median(seconds) * 1000:.0f} | {slow * 1000:.0f}"


def main() -> None:
    """Fill a database of its own, let the visitors in, print."""
    reader = argparse.ArgumentParser(description=__doc__)
    reader.add_argument("--people", type=int, default=PEOPLE)
    reader.add_argument("--seconds", type=float, default=MEASURED_SECONDS)
    wanted = reader.parse_args()
    with tempfile.TemporaryDirectory(prefix="haandslag-crowd-") as folder:
        Path(folder).chmod(0o755)
        with embedded_server(Path(folder) / "data") as url:
            measure(url, people=wanted.people, seconds=wanted.seconds)


def measure(url: str, *, people: int, seconds: float) -> None:
    """Fill the database, visit it, print the table."""
    app = create_app(settings_from({"DATABASE_URL": url, "SECRET_KEY": SECRET}))
    with app.app_context(), warnings.catch_warnings():
        upgrade()
        demo.load(now=clock.now())
        demo.ask_for_run(now=clock.now())
        db.session.commit()
        run_worker(app, wait=False)
        there = fill(url, people=people)
        routes = routes_of(app)
        db.session.remove()
        db.engine.dispose()
    with server(url) as port:
        let_in(routes, port=port, seconds=seconds)
    everything = [second for route in routes for second in route.seconds]
    print(
        f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}; gunicorn with 2 workers of 4 threads; {there}; {VISITORS} visitors,"
    )
    print(
        f"a page every {READING_SECONDS:.0f} s each, for {seconds:.0f} s, database and visitors on the same machine.\n"
    )
    print(
        "| Page | opened | median ms | 99th percentile ms | failures |\n| --- | ---: | ---: | ---: | ---: |"
    )
    for route in routes:
        print(route.row())
    print(
        f"| **all** | {len(everything)} | {told(everything)} | {sum(len(route.failures) for route in routes)} |"
    )


def fill(url: str, *, people: int) -> str:
    """Copy the seed data until that many people are there; return in words what is."""
    count_people = "SELECT (SELECT count(*) FROM users) + (SELECT count(*) FROM young_people)"
    with psycopg.connect(url) as connection:
        seeded = count(connection, count_people)
        connection.execute("SET session_replication_role = replica")
        copy(connection, POPULATION, times=-(-people // seeded))
        copy(connection, OPPORTUNITIES, times=TASKS_TIMES)
        columns = ", ".join(c.name for c in Base.metadata.tables["audit_events"].columns if c.name != "id")
        connection.execute(
            f"INSERT INTO audit_events ({columns}) SELECT {columns} FROM audit_events, generate_series(1, "
            f"{EVENTS} / (SELECT greatest(count(*), 1) FROM audit_events))".encode()
        )
        connection.commit()
        connection.autocommit = True
        connection.execute("VACUUM ANALYZE")
        numbers = [count(connection, query) for query in (
            count_people, "SELECT count(*) FROM tasks", "SELECT count(*) FROM audit_events")]  # fmt: skip
    return "{:,} people, {:,} tasks and {:,} events in the database".format(*numbers)


def count(connection: psycopg.Connection, query: str) -> int:
    """Return the only number a query answers with."""
    row = connection.execute(query.encode()).fetchone()
    assert row is not None
    return int(row[0])


def copy(connection: psycopg.Connection, names: list[str] | tuple[str, ...], *, times: int) -> None:
    """Write every row of these tables that many times more, references among them shifted alike."""
    tables = {name: Base.metadata.tables[name] for name in names}
    for table in tables.values():
        columns = [column.name for column in table.columns if column.computed is None]
        values = ", ".join(copied(table, name, set(tables)) for name in columns)
        listed = ", ".join(columns)
        connection.execute(
            f"INSERT INTO {table.name} ({listed}) SELECT {values} FROM {table.name}, "
            f"generate_series(1, {times - 1}) AS time (number)".encode()
        )


def copied(table: Table, name: str, tables: set[str]) -> str:
    """Return, in SQL, what stands in a column of a copy."""
    column = table.columns[name]
    belongs = any(key.column.table.name in tables for key in column.foreign_keys)
    if belongs or (name == "id" and column.primary_key):
        return f"{table.name}.{name} + time.number * {IDS_APART}"
    if (column.unique and isinstance(column.type, String)) or str(column) in UNIQUE_IN_LOWER_CASE:
        return f"'copy' || time.number || '-' || {table.name}.{name}"
    return f"{table.name}.{name}"


def routes_of(app: Flask) -> list[Route]:
    """What people of every kind open all day."""
    with app.test_request_context():
        task = newest_open_tasks(1, now=clock.now())[0]
        one_task = app.url_for("tasks.show_task", task_id=task.id, slug="opgave")
        shown = app.test_client().get(one_task).location or one_task
    told_by_role = {
        demo.CASEWORKER: (
            ("Caseworker's start", "/start"),
            ("Young people", "/unge"),
            ("Proposals", "/forslag"),
        ),
        demo.VOLUNTEER: (
            ("Volunteer's start", "/start"),
            ("For you", "/til-dig"),
            ("My calendar", "/min-kalender"),
        ),
        demo.COORDINATOR: (("Coordinator's start", "/start"), ("Plans", "/planer")),
        "admin@example.dk": (("Accounts, searched", "/brugere?q=frida"), ("Whom to recruit", "/hverv")),
        "kontaktperson@example.dk": (("Vetting queue", "/godkendelser"),),
        "databeskyttelse@example.dk": (("Audit log", "/haendelseslog"),),
    }
    return [
        Route("Front page", "/"),
        Route("All tasks", "/opgaver"),
        Route("Tasks, searched", "/opgaver?q=lektier"),
        Route("One task", shown),
        *(
            Route(label, path, headers)
            for email, pages in told_by_role.items()
            for headers in [signed_in(app, email)]
            for label, path in pages
        ),
    ]


def signed_in(app: Flask, email: str) -> dict[str, str]:
    """Return the headers with which that account is signed in."""
    user = db.session.scalars(select(User).where(User.email == email)).one()
    cookie = client_of(app, user).get_cookie(app.config["SESSION_COOKIE_NAME"])
    assert cookie is not None
    return {"Cookie": f"{cookie.key}={cookie.value}"}


def let_in(routes: list[Route], *, port: int, seconds: float) -> None:
    """Let every visitor open pages until time is up; the first ten seconds are not counted."""
    starts = time.perf_counter() + 10
    threads = [
        threading.Thread(target=visit, args=(plan, port, starts, starts + seconds)) for plan in plans(routes)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def plans(routes: list[Route]) -> Iterator[Iterator[Route]]:
    """Yield, for each visitor, the endless row of pages she opens."""
    for number in range(VISITORS):
        yield endless(routes, random.Random(number))


def endless(routes: list[Route], chance: random.Random) -> Iterator[Route]:
    """Yield one page after the other, at random."""
    while True:
        yield chance.choice(routes)


def visit(plan: Iterator[Route], port: int, starts: float, ends: float) -> None:
    """Open page after page; note how long each took and whether it failed."""
    chance = random.Random(threading.get_ident())
    for route in plan:
        time.sleep(chance.expovariate(1 / READING_SECONDS))
        if (begun := time.perf_counter()) >= ends:
            return
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=GIVE_UP_SECONDS)
        connection.request("GET", route.path, headers=route.headers)
        answer = connection.getresponse()
        answer.read()
        connection.close()
        if begun >= starts:
            route.seconds.append(time.perf_counter() - begun)
            if answer.status != 200:
                route.failures.append(answer.status)


if __name__ == "__main__":
    main()
