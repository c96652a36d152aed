"""Backs the whole database up into one file and puts it back, `python -m web.backup make|restore FILE`, as its owner.

Putting back is whole or not at all. Afterwards everybody is signed out, whoever was erased since is erased again (the
register of erasures lies outside the database), and the seals of the audit log have been recomputed.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import psycopg
from flask import Flask
from flask_migrate import upgrade
from psycopg import pq
from psycopg.conninfo import conninfo_to_dict
from sqlalchemy import delete

from web.app import create_app
from web.audit.verification import keep_finding, verify
from web.config import ROOT, SettingsError, settings_from
from web.core import clock
from web.database import check_connection, database_server, program
from web.extensions import db
from web.privacy.commands import erase_everybody_again
from web.reset import is_confirmed
from web.sessions.models import StoredSession

FOLDER = ROOT / "instance" / "backups"
EMPTY_SCHEMA = (
    "DROP SCHEMA IF EXISTS public CASCADE",
    "CREATE SCHEMA public AUTHORIZATION pg_database_owner",
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what the command line says; return the exit code. Whatever is wrong is one line and a 1."""
    reader = argparse.ArgumentParser(prog="python -m web.backup", description=__doc__)
    reader.add_argument("what", choices=("make", "restore"))
    reader.add_argument("file", type=Path, nargs="?")
    wanted = reader.parse_args(arguments)
    try:
        with database_server() as urls:
            owner_url = urls.owner or urls.application
            check_connection(owner_url)
            if wanted.what == "make":
                say(f"Backed up: {back_up(owner_url, wanted.file or new_file())}")
                return 0
            if not is_confirmed():
                say("Nothing was changed.")
                return 1
            environment = {"DATABASE_URL": urls.application, "MIGRATION_DATABASE_URL": urls.owner}
            restore(owner_url, chosen(wanted.file))
            app = create_app(settings_from(os.environ | environment))
            with app.app_context():
                say("\n".join(settle(app)))
    except (SettingsError, OSError) as error:
        sys.stderr.write(f"Håndslag: {error}\n")
        return 1
    return 0


def new_file() -> Path:
    """Return where a backup goes that nobody named."""
    return FOLDER / f"haandslag-{clock.now():%Y-%m-%d-%H%M%S}.dump"


def chosen(file: Path | None) -> Path:
    """Return the file to restore; raises SettingsError where there is none."""
    if file is None:
        raise SettingsError("name the backup: make restore FILE=instance/backups/….dump")
    if not file.is_file():
        raise SettingsError(f"there is no backup {file}.")
    return file


def back_up(owner_url: str, file: Path) -> Path:
    """Write the database, as it stands at this moment, into a new file that only this user reads; return the file.

    The file appears under its name when it is whole. Raises SettingsError where it exists or cannot be written.
    """
    if file.exists():
        raise SettingsError(f"{file} is there already.")
    file.parent.mkdir(parents=True, exist_ok=True)
    unfinished = file.with_name(f"{file.name}.unfinished")
    unfinished.touch(mode=0o600)
    try:
        run(
            "pg_dump",
            "--format=custom",
            "--no-owner",
            "--no-privileges",
            f"--file={unfinished}",
            on=owner_url,
        )
        run("pg_restore", "--list", f"--file={os.devnull}", str(unfinished))
        unfinished.rename(file)
    finally:
        unfinished.unlink(missing_ok=True)
    return file


def restore(owner_url: str, file: Path) -> None:
    """Replace everything in the database by the backup, in one transaction.

    Raises SettingsError while the service is connected, or where the file is no whole backup: nothing is changed then.
    """
    refuse_while_connected(owner_url)
    with tempfile.TemporaryDirectory(prefix="haandslag-restore-") as folder:
        script = Path(folder) / "backup.sql"
        run("pg_restore", "--no-owner", "--no-privileges", f"--file={script}", str(file))
        emptying = [part for statement in EMPTY_SCHEMA for part in ("--command", statement)]
        options = ("--no-psqlrc", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1")
        run("psql", *options, f"--output={os.devnull}", *emptying, f"--file={script}", on=owner_url)


def refuse_while_connected(owner_url: str) -> None:
    """Raise SettingsError while anybody else is connected to the database."""
    with psycopg.connect(owner_url) as connection:
        others = connection.execute(
            "SELECT count(*) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
        ).fetchone()
    if others is not None and others[0]:
        raise SettingsError("the service is still running on this database. Stop web and worker first.")


def settle(app: Flask) -> list[str]:
    """Bring a restored database up to date and to what has happened since; return what was done, in lines.

    Raises SettingsError where a seal of its audit log does not hold.
    """
    upgrade()
    db.session.execute(delete(StoredSession))
    db.session.commit()
    erased = erase_everybody_again()
    finding = verify(anchor=None)
    keep_finding(finding, now=clock.now())
    db.session.commit()
    db.session.remove()
    db.engine.dispose()
    if not finding.is_intact:
        raise SettingsError(
            f"it is restored, but seal {finding.broken_seal} of the audit log does not hold: {finding.problem}."
        )
    return [
        "Restored. Everybody is signed out.",
        f"Erased again: {erased}",
        f"Audit log: intact, {finding.seal_count} seals over {finding.event_count} events, the last {finding.last_hash or '-'}",
    ]


def run(name: str, *arguments: str, on: str = "") -> None:
    """Run one of PostgreSQL's programs, on the database of that URL; raises SettingsError with its last line where it fails.

    The embedded server's programs are of the newest PostgreSQL, and read every older one.
    """
    done = subprocess.run(
        [str(program(name)), *arguments],
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | (surroundings(on) if on else {}),
    )
    if done.returncode:
        lines = done.stderr.strip().splitlines() or [f"it ended with {done.returncode}"]
        raise SettingsError(f"{name}: {lines[-1]}")


def surroundings(url: str) -> dict[str, str]:
    """Return a database URL as PostgreSQL's environment variables: a command line would show its password to everybody."""
    wanted = conninfo_to_dict(url)
    variables = {option.keyword.decode(): option.envvar for option in pq.Conninfo.get_defaults()}
    unknown = [name for name in wanted if not variables.get(name)]
    if unknown:
        raise SettingsError(
            f"the database URL sets {unknown[0]}, which PostgreSQL's programs cannot be told."
        )
    return {(variables[name] or b"").decode(): str(value) for name, value in wanted.items()}


def say(text: str) -> None:
    """Write to the terminal."""
    sys.stdout.write(f"{text}\n")


if __name__ == "__main__":
    sys.exit(main())
