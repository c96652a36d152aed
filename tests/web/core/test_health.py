"""`/healthz` answers for the process, `/readyz` for everything the service stands on."""

from __future__ import annotations

import os
from collections.abc import Iterator

import psycopg
import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import text

from tests.conftest import migrated_database, owner_url
from web.app import create_app
from web.config import settings_from
from web.extensions import db

NO_DATABASE = {"DATABASE_URL": "postgresql://nobody@127.0.0.1:1/none", "SECRET_KEY": "t" * 40}


@pytest.fixture
def client(worker_id: str) -> Iterator[FlaskClient]:
    """A visitor of a service whose database nobody else uses, so that no other test's worker is seen there."""
    with migrated_database(f"health_{worker_id}_{os.getpid()}") as url:
        app = create_app(settings_from({"DATABASE_URL": url, "SECRET_KEY": "t" * 40}))
        with app.app_context():
            yield app.test_client()
            db.session.remove()
            db.engine.dispose()


def test_ready_needs_a_worker_seen_lately(client: FlaskClient) -> None:
    without = client.get("/readyz")
    assert without.status_code == 503
    assert without.json == {
        "status": "not ready",
        "database": True,
        "migrations": True,
        "worker": False,
        "rights": True,
    }
    db.session.execute(text("INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now())"))
    db.session.commit()
    assert client.get("/readyz").status_code == 200
    db.session.execute(text("UPDATE procrastinate_workers SET last_heartbeat = now() - interval '2 minutes'"))
    db.session.commit()
    assert client.get("/readyz").status_code == 503


def test_a_database_without_the_newest_migration_is_not_ready(client: FlaskClient) -> None:
    with psycopg.connect(owner_url(str(db.engine.url.database)), autocommit=True) as owner:
        newest = owner.execute("SELECT version_num FROM alembic_version").fetchone()
        owner.execute("UPDATE alembic_version SET version_num = 'older'")
        answer = client.get("/readyz")
        owner.execute("UPDATE alembic_version SET version_num = %s", newest)
    assert answer.status_code == 503
    assert answer.json is not None
    assert answer.json["migrations"] is False


def test_without_a_database_the_process_is_healthy_but_not_ready() -> None:
    app: Flask = create_app(settings_from(NO_DATABASE))
    client = app.test_client()
    assert client.get("/healthz").status_code == 200
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json == {
        "status": "not ready",
        "database": False,
        "migrations": False,
        "worker": False,
        "rights": False,
    }
