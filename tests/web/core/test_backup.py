"""A backup is one file, puts everything back or nothing, and brings nobody back who was erased since."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from flask import Flask
from sqlalchemy import func, select

from tests.conftest import migrated_database, owner_url
from tests.web import factories as make
from tests.web.audit.settling import seal
from web import backup
from web.accounts.models import User
from web.app import create_app
from web.audit.models import AuditEvent
from web.audit.services import record_event
from web.config import SettingsError, settings_from
from web.core import clock
from web.database_rights import APPLICATION_ROLE, url_as
from web.extensions import db
from web.privacy.erasure import erase_user
from web.privacy.register import copy_to_file
from web.sessions.models import StoredSession

NAME = f"test_backup_{os.getpid()}"


@contextmanager
def service(register: Path) -> Iterator[Flask]:
    """The service on the database, as the application's role, until it is stopped."""
    owner = owner_url(NAME)
    urls = {"DATABASE_URL": url_as(owner, APPLICATION_ROLE), "MIGRATION_DATABASE_URL": owner}
    app = create_app(settings_from({"SECRET_KEY": "t" * 40, "ERASURE_REGISTER": str(register)} | urls))
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def register(tmp_path: Path) -> Iterator[Path]:
    """A database of one's own, and the register of erasures outside it."""
    with migrated_database(NAME):
        yield tmp_path / "erasures.txt"


@pytest.fixture
def file(register: Path, tmp_path: Path) -> Path:
    """A backup of a database with two people, one of them signed in, and a sealed event."""
    with service(register):
        for name in ("Frida Fjord", "Bo Blad"):
            user = make.make_user(name=name)
            record_event("sign in", user, by=user, now=clock.now())
        make.save(
            StoredSession(
                token_hash=b"t", data="{}", created_at=clock.now(), seen_at=clock.now(), authenticated_at=None
            )
        )
        db.session.commit()
        seal(now=clock.now())
    return backup.back_up(owner_url(NAME), tmp_path / "one.dump")


def names() -> set[str]:
    return set(db.session.scalars(select(User.name)))


def test_a_backup_is_put_back_whole_and_signs_everybody_out(register: Path, file: Path) -> None:
    with service(register):
        make.make_user(name="Kom Senere")
        db.session.commit()
        events = db.session.scalar(select(func.count()).select_from(AuditEvent))
    backup.restore(owner_url(NAME), file)
    with service(register) as app:
        lines = backup.settle(app)
        assert names() == {"Frida Fjord", "Bo Blad"}
        assert db.session.scalar(select(func.count()).select_from(StoredSession)) == 0
        assert db.session.scalar(select(func.count()).select_from(AuditEvent)) == events
    assert "intact, 1 seals over 2 events" in lines[-1]


def test_whoever_was_erased_since_stays_erased(register: Path, file: Path) -> None:
    with service(register):
        frida = db.session.scalars(select(User).where(User.name == "Frida Fjord")).one()
        erase_user(frida, by=frida, now=clock.now())
        copy_to_file(now=clock.now())
        db.session.commit()
    backup.restore(owner_url(NAME), file)
    with service(register) as app:
        assert "Erased again: 1" in backup.settle(app)
        assert "Bo Blad" in names()
        assert "Frida Fjord" not in names()


def test_the_restored_database_is_as_well_guarded_as_before(register: Path, file: Path) -> None:
    backup.restore(owner_url(NAME), file)
    with service(register) as app:
        backup.settle(app)
    with (
        psycopg.connect(url_as(owner_url(NAME), APPLICATION_ROLE)) as connection,
        pytest.raises(psycopg.errors.InsufficientPrivilege),
    ):
        connection.execute("DELETE FROM audit_events")


def test_a_broken_backup_changes_nothing(register: Path, file: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken.dump"
    broken.write_bytes(file.read_bytes()[: file.stat().st_size // 2])
    with pytest.raises(SettingsError, match="pg_restore"):
        backup.restore(owner_url(NAME), broken)
    with service(register):
        assert names() == {"Frida Fjord", "Bo Blad"}


def test_nothing_is_restored_under_a_running_service(register: Path, file: Path) -> None:
    with service(register):
        assert names()
        with pytest.raises(SettingsError, match="Stop web and worker first"):
            backup.restore(owner_url(NAME), file)


def test_only_its_maker_can_read_a_backup_and_none_is_overwritten(file: Path) -> None:
    assert file.stat().st_mode & 0o077 == 0
    with pytest.raises(SettingsError, match="is there already"):
        backup.back_up(owner_url(NAME), file)


def test_no_password_stands_on_a_command_line() -> None:
    told = backup.surroundings("postgresql://owner:hemmelig@db.example.dk:6432/haandslag?sslmode=verify-full")
    assert told == {
        "PGUSER": "owner",
        "PGPASSWORD": "hemmelig",
        "PGHOST": "db.example.dk",
        "PGPORT": "6432",
        "PGDATABASE": "haandslag",
        "PGSSLMODE": "verify-full",
    }


def test_a_restore_asks_first_and_names_what_is_missing(
    register: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DATABASE_URL", owner_url(NAME))
    monkeypatch.setenv("YES", "1")
    assert backup.main(["restore", "/nowhere/one.dump"]) == 1
    assert "there is no backup /nowhere/one.dump" in capsys.readouterr().err
    monkeypatch.delenv("YES")
    assert backup.main(["restore", "/nowhere/one.dump"]) == 1
    assert "Nothing was changed" in capsys.readouterr().out
