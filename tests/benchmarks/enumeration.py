"""Medians of what a stranger could time: `python -m tests.benchmarks.enumeration`, with DATABASE_URL of a database to spoil.

Prints one row for each form and each kind of address, in milliseconds. The tests count the work instead, since seconds
depend on the machine; this shows on yours that what is left lies within the noise.
"""

from __future__ import annotations

import os
import statistics
import time
import uuid
from datetime import UTC, datetime

from flask import Flask
from flask_security import hash_password
from sqlalchemy import delete

from web.accounts.models import User
from web.accounts.security import datastore
from web.app import create_app
from web.config import settings_from
from web.extensions import db

ROUNDS = 30
PASSWORD = "tre gule cykler"
FORMS = {
    "/log-ind": {"password": "forkert adgangskode"},
    "/nulstil-adgangskode": {},
    "/bekraeft": {},
    "/opret-konto": {"name": "Maaler", "password": PASSWORD},
}
KINDS = ("unknown", "confirmed", "waiting")


def application() -> Flask:
    """The application with real password hashes, without keys and limits on forms."""
    app = create_app(settings_from({"DATABASE_URL": os.environ["DATABASE_URL"], "SECRET_KEY": "t" * 40}))
    app.config.update(WTF_CSRF_ENABLED=False, RATELIMIT_ENABLED=False, SERVER_NAME="localhost")
    return app


def make_accounts() -> None:
    """A confirmed account and one that waits for its owner's answer."""
    db.session.execute(delete(User).where(User.email.in_([address_of(kind) for kind in KINDS[1:]])))
    for kind in KINDS[1:]:
        datastore.create_user(
            email=address_of(kind),
            name="Maaler",
            locale="da",
            password=hash_password(PASSWORD),
            confirmed_at=datetime.now(UTC) if kind == "confirmed" else None,
        )
    db.session.commit()


def address_of(kind: str) -> str:
    """The address of an account, or one that nobody has."""
    return f"{uuid.uuid4().hex}@example.dk" if kind == "unknown" else f"maalt-{kind}@example.dk"


def milliseconds(app: Flask, path: str, kind: str) -> float:
    """How long one sending takes, from a browser that has not been here before."""
    client, data = app.test_client(), {"email": address_of(kind)} | FORMS[path]
    start = time.perf_counter()
    client.post(path, data=data)
    return (time.perf_counter() - start) * 1_000


def main() -> None:
    """Measure in turn, so that whatever else the machine does falls on all alike."""
    app = application()
    with app.app_context():
        make_accounts()
    print(f"{os.cpu_count()} cores, {ROUNDS} rounds, milliseconds: median (lower quartile)")
    for path in FORMS:
        taken: dict[str, list[float]] = {kind: [] for kind in KINDS}
        for number in range(ROUNDS + 2):
            for kind in KINDS:
                spent = milliseconds(app, path, kind)
                if number >= 2:
                    taken[kind].append(spent)
        row = ", ".join(
            f"{kind} {statistics.median(values):.1f} ({statistics.quantiles(values)[0]:.1f})"
            for kind, values in taken.items()
        )
        print(f"{path}: {row}")


if __name__ == "__main__":
    main()
