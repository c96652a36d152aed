"""Plans a festival from files through the web's own job, says yes, publishes, and looks at the pages: seconds, queries, memory.

Run as `python -m tests.benchmarks.festival [--shifts 1000] [--volunteers 3000] [--seconds 120]`.
"""

from __future__ import annotations

import argparse
import csv
import os
import platform
import random
import resource
import shutil
import tempfile
import time
import uuid
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from flask_migrate import upgrade
from sqlalchemy import event, func, select

from tests.web.conftest import client_of
from web.app import create_app
from web.config import ROOT, settings_from
from web.core import clock
from web.core.jobs import enqueue, run_worker
from web.database import embedded_server
from web.event_files.whole_event import EventFiles, import_event
from web.exchange.folders import import_path
from web.extensions import db
from web.notifications.models import OutboxMessage
from web.staffing import jobs, orders, runs
from web.staffing.models import Assignment, StaffingOrder, StaffingPlan, StaffingRun
from web.tasks.models import Signup

SECRET = "b" * 40
CATALOGUES = ("areas", "skills", "languages", "associations")
DAYS, FIRST_DAY = 4, 30
TASKS = ("Boden", "Porten", "Samaritten", "Børneteltet", "Køkkenet", "Oprydning", "Transport", "Velkomsten")
STAGES = ("Havnen", "Torvet", "Fælleden", "Parken", "Broen")
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
HOURS = ("08:00-16:00", "12:00-20:00", "08:00-24:00", "16:00-24:00")
NEEDS = ("", "", "", "first_aid:1", "language:ar:1", "language:da:2")


@dataclass
class Measured:
    """One step: how long it took, how long this process worked, and how often it asked the database."""

    label: str
    seconds: float
    processor_seconds: float
    queries: int
    note: str = ""

    def row(self) -> str:
        """Its line of the table."""
        return f"| {self.label} | {self.seconds:.1f} | {self.processor_seconds:.1f} | {self.queries} | {self.note} |"


def main() -> None:
    """Make the festival in a database of its own, measure, print."""
    top = argparse.ArgumentParser(prog="python -m tests.benchmarks.festival")
    top.add_argument("--shifts", type=int, default=1000)
    top.add_argument("--volunteers", type=int, default=3000)
    top.add_argument("--seconds", type=float, default=jobs.MOST_SECONDS, help="time limit of the engine")
    chosen = top.parse_args()
    jobs.MOST_SECONDS = chosen.seconds
    orders.AT_ONCE = 0  # everything by the worker, however few
    with tempfile.TemporaryDirectory(prefix="haandslag-festival-") as folder:
        Path(folder).chmod(0o755)
        with embedded_server(Path(folder) / "data") as url:
            measure(url, Path(folder), shifts=chosen.shifts, volunteers=chosen.volunteers)


def measure(url: str, folder: Path, *, shifts: int, volunteers: int) -> None:
    """Import, plan, accept, publish; print what each took."""
    app = create_app(settings_from({"DATABASE_URL": url, "SECRET_KEY": SECRET}))
    app.config["WTF_CSRF_ENABLED"] = False
    print("| Step | seconds | of them processor | queries | |\n| --- | ---: | ---: | ---: | --- |")
    with app.app_context(), warnings.catch_warnings():
        upgrade()
        files = write_files(folder, shifts=shifts, volunteers=volunteers)
        with measuring(app, "Importing the files"):
            plan, report = import_event(files, now=clock.now())
            db.session.commit()
        if plan is None:
            raise SystemExit(f"{report.findings[:3]} {report.refusals}")
        address, client = f"/planer/{plan.id}", client_of(app, plan.association.coordinators[0])
        begin(plan)
    work(app, "The plan, by the worker", outcome)
    pages(app, client, address, "proposals")
    act(client, address, "ja-til-alt")
    work(app, "Yes to all, by the worker", newest_order)
    pages(app, client, address, "accepted")
    act(client, address, "aendringer", seen=seen_on(client, f"{address}/aendringer"))
    work(app, "Publishing, and every mail, by the worker", newest_order)
    pages(app, client, address, "published")
    with app.app_context():
        note = f"{count(Signup)} sign-ups, {count(OutboxMessage)} mails"
        db.engine.dispose()
    print_end(note, shifts=shifts, volunteers=volunteers)


def work(app: Flask, label: str, told: Callable[[], str]) -> None:
    """Let the worker do whatever waits."""
    with measuring(app, label) as step, app.app_context():
        run_worker(app, wait=False)
        step.note = told()


def begin(plan: StaffingPlan) -> None:
    """Queue the run as the page does."""
    run = runs.queue_run(plan, by=None, now=clock.now())
    enqueue(jobs.run_staffing, run_id=run.id)
    db.session.commit()


@contextmanager
def measuring(app: Flask, label: str) -> Iterator[Measured]:
    """Count seconds and queries of a block."""
    step, began, used = Measured(label, 0.0, 0.0, 0), time.perf_counter(), time.process_time()
    with app.app_context():
        engine = db.engine

    def ask(*arguments: Any) -> None:
        step.queries += 1

    event.listen(engine, "before_cursor_execute", ask)
    try:
        yield step
    finally:
        event.remove(engine, "before_cursor_execute", ask)
    step.seconds, step.processor_seconds = time.perf_counter() - began, time.process_time() - used
    print(step.row(), flush=True)


def pages(app: Flask, client: FlaskClient, address: str, when: str) -> None:
    """Look at the coordinator's pages."""
    with app.app_context():
        shift_id = db.session.scalar(select(Assignment.shift_id).order_by(Assignment.id).limit(1))
    for label, path in (
        ("Plan page", ""),
        ("Only gaps", "?kun=mangler"),
        ("Page 20", "?page=20"),
        ("List of changes", "/aendringer"),
        ("One shift", f"/vagter/{shift_id}"),
    ):
        with measuring(app, f"{label}, {when}") as step:
            answer = client.get(address + path)
            assert answer.status_code == 200, (path, answer.status)
            step.note = f"{len(answer.data) // 1024} KiB"


def act(client: FlaskClient, address: str, step: str, **values: str) -> None:
    """Press a button."""
    answer = client.post(f"{address}/{step}", data={"form_key": str(uuid.uuid4())} | values)
    assert answer.status_code in (302, 303), answer.text


def seen_on(client: FlaskClient, address: str) -> str:
    """Return the fingerprint of the list of changes."""
    page = client.get(address).text
    return page.split('name="seen"')[1].split('value="')[1].split('"')[0]


def outcome() -> str:
    """What the run came to."""
    run = db.session.scalars(select(StaffingRun)).one()
    if run.failure:
        raise SystemExit(run.failure)
    told = run.outcome
    return (
        f"{told['status']}, gap {told['gap']:.2%}, {told['staffed']} of {told['shifts']} shifts staffed, "
        f"{told['assignments']} assignments"
    )


def newest_order() -> str:
    """How long the last large step itself took, from its click."""
    order = db.session.scalars(select(StaffingOrder).order_by(StaffingOrder.id.desc()).limit(1)).one()
    if order.finished_at is None or order.refusal:
        raise SystemExit(f"{order.status}: {order.refusal}")
    seconds = (order.finished_at - order.created_at).total_seconds()
    return f"{order.status}: {order.total} in {seconds:.1f} s from the click"


def count(model: type[Any]) -> int:
    """How many rows there are."""
    return db.session.scalar(select(func.count()).select_from(model)) or 0


def write_files(folder: Path, *, shifts: int, volunteers: int) -> EventFiles:
    """Load the catalogues of the seed data, and invent the festival's files."""
    (folder / "catalogues").mkdir()
    for name in CATALOGUES:
        shutil.copy(ROOT / "seed_data" / f"{name}.csv", folder / "catalogues")
    assert import_path(folder / "catalogues", now=clock.now()).is_clean
    db.session.commit()
    dice = random.Random(1)
    write(folder / "event.csv", shifts, lambda number: shift_row(dice, number))
    write(folder / "volunteers.csv", volunteers, lambda number: volunteer_row(dice, number))
    write(folder / "offers.csv", volunteers, lambda number: offer_row(dice, number))
    with (ROOT / "seed_data" / "associations.csv").open(encoding="utf-8") as file:
        code = next(row["code"] for row in csv.DictReader(file) if row["status"] == "approved")
    return EventFiles(
        code, "Byfest", folder / "event.csv", folder / "volunteers.csv", folder / "offers.csv", is_public=True
    )


def write(path: Path, rows: int, make: Callable[[int], dict[str, Any]]) -> None:
    """Write a file of invented rows."""
    made = [make(number) for number in range(rows)]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(made[0]))
        writer.writeheader()
        writer.writerows(made)


def shift_row(dice: random.Random, number: int) -> dict[str, Any]:
    """A shift of four hours; the places of a task repeat over the days."""
    task = number % (len(TASKS) * len(STAGES))
    turn = number // (len(TASKS) * len(STAGES))
    # Some of a task's times overlap: they then have gates of their own.
    day, start, gate = turn % DAYS, (turn // DAYS) % 4 * 4 + 8, turn // (DAYS * 4)
    least = dice.choice((1, 2, 2, 3, 4))
    ends = f"+{FIRST_DAY + day}d {start + 4:02}:00" if start < 20 else f"+{FIRST_DAY + day + 1}d 00:00"
    return {
        "title": TASKS[task % len(TASKS)],
        "place": f"{STAGES[task // len(TASKS)]} {gate + 1}",
        "starts_at": f"+{FIRST_DAY + day}d {start:02}:00",
        "ends_at": ends,
        "minimum": least,
        "maximum": least + dice.choice((0, 1, 1, 2)),
        "importance": dice.choice((1, 2, 2, 3, 5)),
        "needs": dice.choice(NEEDS[:4] if least == 1 else NEEDS),
    }


def volunteer_row(dice: random.Random, number: int) -> dict[str, Any]:
    """A volunteer who is free on some days."""
    days = sorted(dice.sample(range(7), dice.choice((3, 5, 7))))
    return {
        "email": f"person{number}@example.dk",
        "name": f"Person {number}",
        "born_on": f"-{dice.randrange(18, 75)}y",
        "gender": "",
        "phone": "",
        "area": dice.choice(("midtbyen", "dronningborg", "vorup", "kristrup")),
        "means": dice.choice(("walk;cycle", "bus;walk", "car")),
        "max_travel_minutes": dice.choice((30, 45, 60)),
        "interests": "",
        "skills": "first_aid" if dice.random() < 0.15 else "",
        "languages": dice.choice(("da:3", "da:3", "da:3;en:2", "da:2;ar:3", "en:3")),
        "availability": ";".join(f"{WEEKDAYS[day]} {dice.choice(HOURS)}" for day in days),
        "status": "active",
        "about": "",
    }


def offer_row(dice: random.Random, number: int) -> dict[str, Any]:
    """Some hours, with some rest."""
    hours, rest = dice.choice((4, 8, 8, 12)), dice.choice((0, 0, 8))
    return {"email": f"person{number}@example.dk", "hours_per_week": hours, "rest_hours": rest}


def print_end(note: str, *, shifts: int, volunteers: int) -> None:
    """Print where it was measured, and the most memory this process had."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    print(f"\n{shifts} shifts, {volunteers} volunteers; {os.cpu_count()} cores, {platform.machine()},")
    print(
        f"Python {platform.python_version()}; {note}; peak memory of web and worker together {peak:.2f} GiB."
    )


if __name__ == "__main__":
    main()
