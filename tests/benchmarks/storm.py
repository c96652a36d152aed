"""Kills web, worker and database at random while volunteers sign up: `python -m tests.benchmarks.storm [--rounds 100] 2>/dev/null`.

Afterwards it counts: whatever was acknowledged is there, once, with one event in the log and one mail; no shift is overfull, nobody is in
two places at once, every job has ended. Ends with 1 where that is not so, or where the service took more than a minute to come back.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import socket
import statistics
import sys
import tempfile
import threading
import time
import warnings
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psutil
import psycopg
import requests
from flask import Flask
from flask_migrate import upgrade

from tests.benchmarks.web_pages import SECRET
from tests.web import factories as make
from tests.web.conftest import client_of
from web.app import create_app
from web.config import settings_from
from web.database import embedded_server, keep_running
from web.extensions import db
from web.launch import processes
from web.supervision import StopSignal, Supervisor

VOLUNTEERS, SHIFTS, SEATS, CLIENTS = 400, 160, 3, 6
BACK_WITHIN_SECONDS = 60.0

# Each row: what must hold, and how many rows break it.
INVARIANTS = {
    "shifts with more people than places": (
        "SELECT count(*) FROM (SELECT shift_id FROM signups JOIN shifts ON shifts.id = shift_id WHERE status = 'confirmed'"
        " GROUP BY shift_id, seats HAVING count(*) > seats) AS overfull"
    ),
    "people in two places at once": (
        "SELECT count(*) FROM signups a JOIN signups b ON a.volunteer_id = b.volunteer_id AND a.id < b.id AND a.during && b.during"
        " WHERE a.status = 'confirmed' AND b.status = 'confirmed'"
    ),
    "sign-ups without exactly one event": (
        "SELECT count(*) FROM signups WHERE 1 <> (SELECT count(*) FROM audit_events"
        " WHERE subject_kind = 'Signup' AND subject_id = signups.id AND action = 'sign-up: ask')"
    ),
    "events without their sign-up": (
        "SELECT count(*) FROM audit_events WHERE action = 'sign-up: ask'"
        " AND NOT EXISTS (SELECT FROM signups WHERE signups.id = subject_id)"
    ),
    "mails that never left": "SELECT count(*) FROM outbox_messages WHERE status <> 'sent'",
    "mails that left more or less than once": (
        "SELECT count(*) FROM outbox_messages WHERE 1 <> (SELECT count(*) FROM development_mails"
        " WHERE outbox_message_id = outbox_messages.id)"
    ),
    "jobs that never ended": (
        "SELECT count(*) FROM procrastinate_jobs WHERE status = 'failed'"
        " OR (status IN ('todo', 'doing') AND coalesce(scheduled_at, now()) <= now())"
    ),
}


@dataclass
class World:
    """What the clients know: who they are, what there is, and what was acknowledged."""

    address: str
    cookies: list[tuple[int, str]]
    shift_ids: list[int]
    acknowledged: list[tuple[int, int]] = field(default_factory=list)
    answers: Counter[str] = field(default_factory=Counter)
    is_over: threading.Event = field(default_factory=threading.Event)


def main() -> int:
    """Run the storm; return the exit code."""
    reader = argparse.ArgumentParser(description=__doc__)
    reader.add_argument("--rounds", type=int, default=100)
    reader.add_argument("--seed", type=int, default=1)
    wanted = reader.parse_args()
    with tempfile.TemporaryDirectory(prefix="haandslag-storm-") as folder:
        Path(folder).chmod(0o755)
        data = Path(folder) / "data"
        with embedded_server(data) as url, socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            os.environ["PORT"] = str(free.getsockname()[1])
            free.close()
            return weather(url, data, rounds=wanted.rounds, chance=random.Random(wanted.seed))


def weather(url: str, data: Path, *, rounds: int, chance: random.Random) -> int:
    """Fill the database, start the service, kill, and count."""
    environment = os.environ | {"DATABASE_URL": url, "SECRET_KEY": SECRET}
    app = create_app(settings_from(environment))
    with app.app_context(), warnings.catch_warnings():
        upgrade()
        world = fill(app)
        db.session.remove()
        db.engine.dispose()
    supervisor = Supervisor(processes(environment), StopSignal(), lambda: keep_running(data))
    supervisor.start()
    clients = [
        threading.Thread(target=sign_people_up, args=(world, random.Random(n))) for n in range(CLIENTS)
    ]
    try:
        until_ready(world, supervisor)
        for client in clients:
            client.start()
        killed, seconds = kill_again_and_again(world, supervisor, data, rounds=rounds, chance=chance)
        world.is_over.set()
        for client in clients:
            client.join()
        until_calm(url, supervisor)
    finally:
        world.is_over.set()
        supervisor.stop()
    return told(world, url, killed, seconds)


def fill(app: Flask) -> World:
    """Write volunteers who are signed in, and shifts that overlap each other."""
    association = make.make_association()
    starts = datetime.now(UTC).replace(minute=0, second=0, microsecond=0) + timedelta(days=7)
    shifts = [
        make.make_shift(
            task=make.make_task(association=association, confirms_at_once=True, seats=SEATS),
            seats=SEATS,
            starts_at=starts + timedelta(hours=number % 40),
        )
        for number in range(SHIFTS)
    ]
    volunteers = [make.make_volunteer() for _ in range(VOLUNTEERS)]
    db.session.commit()
    cookies = []
    for volunteer in volunteers:
        cookie = client_of(app, volunteer.user).get_cookie(app.config["SESSION_COOKIE_NAME"])
        assert cookie is not None
        cookies.append((volunteer.id, f"{cookie.key}={cookie.value}"))
    return World(f"http://127.0.0.1:{os.environ['PORT']}", cookies, [shift.id for shift in shifts])


def sign_people_up(world: World, chance: random.Random) -> None:
    """One person after the other signs up for some shift, and sends the form again until it is answered."""
    while not world.is_over.is_set():
        volunteer_id, cookie = chance.choice(world.cookies)
        shift_id = chance.choice(world.shift_ids)
        address = f"{world.address}/vagter/{shift_id}/tilmeld"
        with requests.Session() as browser:
            browser.headers["Cookie"] = cookie
            page = asked(world, browser, "GET", address)
            form = dict(re.findall(r'name="(csrf_token|form_key)"[^>]*value="([^"]+)"', page))
            if not form:
                world.answers["no form (full, or busy then)"] += 1
                continue
            answer = asked(world, browser, "POST", address, data=form | {"message": ""})
        if answer == "acknowledged":
            world.acknowledged.append((volunteer_id, shift_id))
        world.answers[answer if answer == "acknowledged" else "refused with a reason"] += 1


def asked(world: World, browser: requests.Session, method: str, address: str, **sent: dict[str, str]) -> str:
    """Ask until there is an answer that is no failure of the service; return the page, or that it was acknowledged."""
    while True:
        with suppress(requests.RequestException):
            answer = browser.request(method, address, allow_redirects=False, timeout=20, **sent)  # type: ignore[arg-type]
            if answer.is_redirect:
                return "acknowledged"
            if answer.ok:
                return answer.text
            world.answers[f"{answer.status_code}, sent again"] += 1
        if world.is_over.is_set() and method == "GET":
            return ""
        time.sleep(0.1)


def kill_again_and_again(
    world: World, supervisor: Supervisor, data: Path, *, rounds: int, chance: random.Random
) -> tuple[Counter[str], list[float]]:
    """Kill something at a random moment, wait until the service is ready again; return what was killed, and seconds to be back."""
    killed: Counter[str] = Counter()
    seconds: list[float] = []
    for _ in range(rounds):
        wait(supervisor, chance.uniform(0.2, 1.5))
        what, victim = chance.choice(victims(supervisor, data))
        with suppress(psutil.NoSuchProcess):
            victim.kill()
            killed[what] += 1
        for supervised in supervisor.processes:
            supervised.falls_in_a_row = 0
        begun = time.monotonic()
        until_ready(world, supervisor)
        seconds.append(time.monotonic() - begun)
    return killed, seconds


def victims(supervisor: Supervisor, data: Path) -> list[tuple[str, psutil.Process]]:
    """Return what can be killed: the web server or one of its workers, the job worker, the database or one of its backends."""
    web, worker = (psutil.Process(each.process.pid) for each in supervisor.processes if each.process)
    postmaster = psutil.Process(int((data / "postmaster.pid").read_text().split("\n", 1)[0]))
    found = [("web server", web), ("job worker", worker), ("job worker", worker), ("database", postmaster)]
    found += [("web worker", child) for child in web.children()[:2]]
    return found + [("database backend", child) for child in postmaster.children()[-2:]]


def until_ready(world: World, supervisor: Supervisor) -> None:
    """Look after the service until it says that it is ready, at least one round after the last look."""
    while True:
        wait(supervisor, 0.2)
        with suppress(requests.RequestException):
            if requests.get(f"{world.address}/readyz", timeout=5).ok:
                return


def wait(supervisor: Supervisor, seconds: float) -> None:
    """Let time pass while the launcher's supervisor looks after its processes."""
    ends = time.monotonic() + seconds
    while time.monotonic() < ends:
        supervisor.look_after_all()
        time.sleep(0.05)


def until_calm(url: str, supervisor: Supervisor) -> None:
    """Wait until no job is due any more, at most three minutes: what a killed worker held is taken up after one."""
    for _ in range(180):
        wait(supervisor, 1.0)
        if not broken(url, INVARIANTS["jobs that never ended"]):
            return


def broken(url: str, query: str) -> int:
    """Return how many rows break an invariant."""
    with psycopg.connect(url) as connection:
        row = connection.execute(query.encode()).fetchone()
    assert row is not None
    return int(row[0])


def told(world: World, url: str, killed: Counter[str], seconds: list[float]) -> int:
    """Print what happened; return 1 where something was lost, doubled or too slow."""
    with psycopg.connect(url) as connection:
        there = set(connection.execute("SELECT volunteer_id, shift_id FROM signups").fetchall())
    counts = {what: broken(url, query) for what, query in INVARIANTS.items()}
    counts["acknowledged sign-ups that are lost"] = len(set(world.acknowledged) - there)
    print(
        f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}; {CLIENTS} clients; killed with SIGKILL: {dict(killed)}"
    )
    print(f"Back after {statistics.median(seconds):.1f} s (median), {max(seconds):.1f} s (longest).")
    print(f"Answers: {dict(world.answers)}; {len(there)} sign-ups.\n")
    for what, number in counts.items():
        print(f"{number:>5}  {what}")
    return int(any(counts.values()) or max(seconds) > BACK_WITHIN_SECONDS)


if __name__ == "__main__":
    sys.exit(main())
