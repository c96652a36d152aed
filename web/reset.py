"""Empties the database after asking, `python -m web.reset`; the next start loads the seed data again."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

import psycopg

from web.config import SettingsError, settings_from
from web.database import DATA_FOLDER, check_connection, is_server_running


def main() -> int:
    """Ask, empty, and say so; return the exit code."""
    try:
        if not is_confirmed():
            sys.stdout.write("Nothing was changed.\n")
            return 1
        if url := os.environ.get("DATABASE_URL"):
            empty_database(os.environ.get("MIGRATION_DATABASE_URL") or url)
        else:
            remove_embedded_data(DATA_FOLDER)
    except (SettingsError, OSError) as error:
        sys.stderr.write(f"Håndslag cannot be emptied: {error}\n")
        return 1
    sys.stdout.write("Emptied. `make run` starts afresh.\n")
    return 0


def is_confirmed() -> bool:
    """Ask whether to go on; YES=1 answers beforehand, and without a terminal nobody can."""
    if os.environ.get("YES") == "1":
        return True
    if not sys.stdin.isatty():
        sys.stderr.write("There is nobody to ask; YES=1 make reset empties without asking.\n")
        return False
    place = "the database named by DATABASE_URL" if os.environ.get("DATABASE_URL") else str(DATA_FOLDER)
    return input(f"This deletes everything in {place}. Type yes to go on: ").strip().lower() in {"yes", "ja"}


def remove_embedded_data(folder: Path) -> None:
    """Delete the embedded server's data; raises SettingsError while the server runs."""
    if is_server_running(folder):
        raise SettingsError("it is running. Stop it first (Ctrl-C where `make run` runs).")
    if folder.exists():
        shutil.rmtree(folder)


def empty_database(url: str) -> None:
    """Drop and remake the schema that holds every table, in development only."""
    if not settings_from().is_development:
        raise SettingsError("APP_ENV is not development.")
    check_connection(url)
    with psycopg.connect(url) as connection:
        connection.execute("DROP SCHEMA public CASCADE")
        connection.execute("CREATE SCHEMA public")


if __name__ == "__main__":
    sys.exit(main())
