"""Servers of their own for the tests that break things, so that nobody else's tests are disturbed."""

from __future__ import annotations

import os
import shutil
import signal
import tempfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import psutil
import psycopg
import pytest
from psycopg import sql

from tests.conftest import TEMPLATE, execute_on_server, owner_url
from tests.web.conftest import app, client, database, run_jobs, sign_in
from web.database_rights import APPLICATION_ROLE, url_as

__all__ = ["app", "client", "database", "run_jobs", "sign_in"]
# Three processes import everything at the same time, perhaps on a machine that does much else.
PATIENCE_SECONDS = 180


@pytest.fixture
def own_database(database_url: str) -> Iterator[str]:
    """The URL, for the application's role, of a migrated, empty database that only this test uses."""
    name = f"fault_{os.getpid()}_{next(tempfile._get_candidate_names())}"  # type: ignore[attr-defined]
    execute_on_server(
        sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), sql.Identifier(TEMPLATE))
    )
    yield url_as(owner_url(name), APPLICATION_ROLE)
    execute_on_server(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


@pytest.fixture
def data_folder() -> Iterator[Path]:
    """A folder that a PostgreSQL server of the test's own may use."""
    folder = Path(tempfile.mkdtemp(prefix="haandslag-fault-"))
    folder.chmod(0o755)
    yield folder / "data"
    shutil.rmtree(folder)


def wait_until(condition: Callable[[], bool], *, what: str) -> None:
    """Look until the condition holds; fail when it never does."""
    for _ in range(PATIENCE_SECONDS * 10):
        if condition():
            return
        psutil.cpu_percent(interval=0.1)
    pytest.fail(f"never happened: {what}")


def family_of(process_id: int) -> list[psutil.Process]:
    """Every process below this one."""
    return psutil.Process(process_id).children(recursive=True)


def kill(process: psutil.Process) -> None:
    """Kill without warning; one that has ended by itself, as those do whose parent was killed, is left alone."""
    with suppress(psutil.NoSuchProcess):
        process.send_signal(signal.SIGKILL)


def query(url: str, statement: str) -> list[tuple[object, ...]]:
    """Run one statement in a connection of its own."""
    with psycopg.connect(url, autocommit=True) as connection:
        cursor = connection.execute(statement.encode())
        return list(cursor.fetchall()) if cursor.description else []
