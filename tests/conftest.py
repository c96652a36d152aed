"""One embedded PostgreSQL for the whole test run, and a database of its own for each parallel worker."""

from __future__ import annotations

import os
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import LiteralString

import psycopg
import pytest
from psycopg import sql

from web.database import embedded_server, url_of_database
from web.database_rights import APPLICATION_ROLE, ensure_application_role, url_as

SERVER_URL = "TEST_SERVER_URL"
TEMPLATE = "test_template"
_resources = ExitStack()


def pytest_configure(config: pytest.Config) -> None:
    """In the controlling process, start the server (unless TEST_SERVER_URL names one) and migrate the template once."""
    if hasattr(config, "workerinput") or config.option.collectonly or os.environ.get(SERVER_URL):
        return
    folder = _resources.enter_context(tempfile.TemporaryDirectory(prefix="haandslag-test-"))
    Path(folder).chmod(0o755)
    os.environ[SERVER_URL] = _resources.enter_context(embedded_server(Path(folder) / "data"))
    execute_on_server(
        "ALTER SYSTEM SET fsync = off", "ALTER SYSTEM SET max_connections = 300", "SELECT pg_reload_conf()"
    )


def pytest_unconfigure(config: pytest.Config) -> None:
    """Stop the server."""
    if not hasattr(config, "workerinput"):
        _resources.close()


def execute_on_server(*statements: LiteralString | sql.Composed) -> None:
    """Run statements outside any transaction."""
    with psycopg.connect(os.environ[SERVER_URL], autocommit=True) as connection:
        for statement in statements:
            connection.execute(statement)


@pytest.fixture(scope="session")
def database_url(worker_id: str) -> Iterator[str]:
    """The URL of a freshly migrated database that only this worker uses."""
    with migrated_database(f"test_{worker_id}_{os.getpid()}") as url:
        yield url


@contextmanager
def migrated_database(name: str) -> Iterator[str]:
    """Make a freshly migrated database, yield its URL for the application's role, and drop it."""
    with psycopg.connect(os.environ[SERVER_URL], autocommit=True) as connection:
        connection.execute("SELECT pg_advisory_lock(4711)")
        if connection.execute("SELECT FROM pg_database WHERE datname = %s", (TEMPLATE,)).fetchone() is None:
            create_template(connection)
        connection.execute(
            sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), sql.Identifier(TEMPLATE))
        )
        connection.execute("SELECT pg_advisory_unlock(4711)")
    yield url_as(owner_url(name), APPLICATION_ROLE)
    execute_on_server(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


def owner_url(name: str) -> str:
    """The URL of a database of ours for the owner of its tables, who may do anything; the service is another role."""
    return url_of_database(os.environ[SERVER_URL], name)


def create_template(connection: psycopg.Connection) -> None:
    """Migrate an empty database that the workers copy."""
    from flask_migrate import upgrade

    from web.app import create_app
    from web.config import settings_from
    from web.extensions import db

    connection.execute(
        sql.SQL("CREATE DATABASE {} TEMPLATE template0 ENCODING 'UTF8'").format(sql.Identifier(TEMPLATE))
    )
    owner = owner_url(TEMPLATE)
    ensure_application_role(owner)
    urls = {"DATABASE_URL": url_as(owner, APPLICATION_ROLE), "MIGRATION_DATABASE_URL": owner}
    app = create_app(settings_from({"SECRET_KEY": "t" * 40} | urls))
    with app.app_context(), warnings.catch_warnings():
        upgrade()
        db.engine.dispose()
