"""The application, a client, signing in, and a clean database after each test."""

from __future__ import annotations

import atexit
import functools
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
import pytest
from flask import Flask, g
from flask.testing import FlaskClient
from psycopg.errors import DeadlockDetected

from tests.conftest import owner_url
from web.accounts.models import User
from web.app import create_app
from web.config import settings_from
from web.core.jobs import run_worker
from web.extensions import Base, db
from web.second_factor.freshness import TYPED_AT
from web.second_factor.recovery_codes import DIGEST_WORK
from web.second_factor.second_step import MARK

TRIES_AGAINST_A_WORKER = 5
KEPT_TABLES = {"roles", "programmes", "clearance_requirements", "kinds_of_work", "strains", "support_kinds"}
AS_PROGRAMMES_BEGIN = (
    "UPDATE public.programmes SET spares_rare_mentors = DEFAULT, lifting = DEFAULT, weights = DEFAULT, "
    "common_minutes = DEFAULT, age_distance_years = DEFAULT"
)
"""What a test decided about match runs, put back: the rows of programmes stay."""


@pytest.fixture(scope="session")
def app(database_url: str) -> Iterator[Flask]:
    """The application as in development, without rate limits and CSRF keys (their own tests switch them on)."""
    app = create_app(settings_from({"DATABASE_URL": database_url, "SECRET_KEY": "t" * 40}))
    app.config.update(TESTING=True, WTF_CSRF_ENABLED=False, RATELIMIT_ENABLED=False, SERVER_NAME="localhost")
    app.before_request_funcs.setdefault(None, []).insert(0, forget_earlier_requests)
    hash_quickly(app)
    yield app
    with app.app_context():
        db.engine.dispose()


def hash_quickly(app: Flask) -> None:
    """Hash passwords and codes with the least work that there is, since guessers are no part of these tests."""
    least_work = {"argon2__rounds": 1, "argon2__memory_cost": 8, "argon2__parallelism": 1}
    app.extensions["security"].pwd_context.update(**least_work)
    app.extensions["security"].totp_factory._totp.wallet.encrypt_cost = 1
    app.config[DIGEST_WORK] = 2


def forget_earlier_requests() -> None:
    """Empty `g`, which requests share here with the fixture's context: who was signed in, which language, which nonce."""
    vars(g).clear()


@pytest.fixture
def database(app: Flask) -> Iterator[None]:
    """An application context, and afterwards an empty database."""
    with emptied_at_last(app), app.app_context():
        yield
        db.session.remove()


@contextmanager
def emptied_at_last(app: Flask) -> Iterator[None]:
    """Empty the database after the block."""
    try:
        yield
    finally:
        with app.app_context():
            empty_database()


def empty_database() -> None:
    """Delete every row that a test may have written, as the owner and past the triggers that guard them."""
    broom = broom_of(str(db.engine.url.database))
    for _ in range(TRIES_AGAINST_A_WORKER):
        try:
            broom.execute("SELECT pg_temp.sweep()")
            return
        except DeadlockDetected:
            # The worker of the journeys may be busy in the same tables; whoever meets it halfway tries again.
            continue
    raise AssertionError("the worker of the journeys never lets the tables go")


@functools.cache
def broom_of(name: str) -> psycopg.Connection:
    """A connection kept for emptying a database: there the plans of all the deletions are made only once."""
    connection = psycopg.connect(owner_url(name), autocommit=True)
    atexit.register(connection.close)
    tables = [table.name for table in Base.metadata.sorted_tables if table.name not in KEPT_TABLES]
    tables += ["procrastinate_events", "procrastinate_jobs", "procrastinate_periodic_defers"]
    deletions = "; ".join([*(f'DELETE FROM public."{table}"' for table in tables), AS_PROGRAMMES_BEGIN])
    connection.execute("SET session_replication_role = replica")
    connection.execute(
        f"CREATE FUNCTION pg_temp.sweep() RETURNS void LANGUAGE plpgsql AS 'BEGIN {deletions}; END'".encode()
    )
    return connection


@pytest.fixture
def client(app: Flask, database: None) -> FlaskClient:
    """A browser without JavaScript, not signed in."""
    return app.test_client()


@pytest.fixture
def sign_in(app: Flask, database: None) -> Callable[[User], FlaskClient]:
    """Return a function that gives a client in which the user is signed in."""

    def signed_in(user: User) -> FlaskClient:
        db.session.commit()
        return client_of(app, user)

    return signed_in


def client_of(app: Flask, user: User) -> FlaskClient:
    """A browser in which the user is signed in; the user must be committed."""
    client = app.test_client()
    with client.session_transaction() as session:
        session.update(signed_in_session(user))
    return client


def signed_in_session(user: User) -> dict[str, Any]:
    """What the session of somebody who has just signed in holds, the second step taken."""
    return {"_user_id": user.fs_uniquifier, "_fresh": True, MARK: user.id, TYPED_AT: time.time()}


@pytest.fixture
def run_jobs(app: Flask, database: None) -> Callable[[], None]:
    """Return a function that runs every job that is due, as a worker would."""

    def run() -> None:
        db.session.commit()
        run_worker(app, wait=False)
        db.session.expire_all()

    return run
