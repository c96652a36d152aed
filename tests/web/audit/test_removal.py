"""Events whose time is over are removed by the owner alone, whole batches, and the chain still shows every tampering."""

from __future__ import annotations

import gzip
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import psycopg
import pytest
from flask import Flask
from sqlalchemy import func, select, text
from sqlalchemy.exc import ProgrammingError

from tests.conftest import owner_url
from tests.web.audit.settling import seal
from tests.web.audit.test_sealing import tamper, write_events
from web.audit.models import AuditEvent, AuditRemoval, AuditSeal
from web.audit.removal import OldEvents, old_events, remove_old_events
from web.audit.verification import verify
from web.core import clock
from web.core.errors import RuleError
from web.core.retention import KEPT_FOR, Retention
from web.extensions import db

LATER = KEPT_FOR[Retention.AUDIT].length + timedelta(days=1)


@pytest.fixture
def url(database: None) -> str:
    """How the owner of the tables reaches the database."""
    return owner_url(str(db.engine.url.database))


@pytest.fixture
def two_batches(database: None) -> None:
    """Three events that were sealed long ago, and two of today."""
    write_events(3)
    seal()
    tamper(f"UPDATE audit_seals SET sealed_at = sealed_at - interval '{LATER.days} days'")
    write_events(2)
    seal()


def removed(url: str, *, archive: Path | None = None) -> OldEvents | None:
    found = remove_old_events(owner_url=url, archive=archive, now=clock.now())
    db.session.expire_all()
    return found


def number_of_events() -> int:
    return db.session.scalar(select(func.count()).select_from(AuditEvent)) or 0


@pytest.mark.usefixtures("two_batches")
def test_what_is_too_old_goes_and_the_chain_holds(url: str) -> None:
    old = removed(url)
    assert old is not None
    assert (old.event_count, old.up_to_seal) == (3, 1)
    assert number_of_events() == 3
    newest = db.session.scalars(select(AuditEvent).order_by(AuditEvent.id.desc())).first()
    assert newest is not None
    assert (newest.action, newest.details) == ("remove old events", {"events": 3, "up_to_seal": 1})
    finding = verify()
    assert (finding.is_intact, finding.seal_count, finding.event_count) == (True, 2, 2)
    assert removed(url) is None


@pytest.mark.usefixtures("two_batches")
def test_the_archive_holds_what_was_removed_and_is_never_overwritten(url: str, tmp_path: Path) -> None:
    archive = tmp_path / "log.jsonl.gz"
    removed(url, archive=archive)
    lines = gzip.decompress(archive.read_bytes()).decode().splitlines()
    assert len(lines) == 3
    assert '"casework"' in lines[0]
    assert archive.stat().st_mode & 0o077 == 0
    tamper(f"UPDATE audit_seals SET sealed_at = sealed_at - interval '{LATER.days} days' WHERE number > 1")
    with pytest.raises(FileExistsError):
        removed(url, archive=archive)
    assert number_of_events() == 3


@pytest.mark.usefixtures("two_batches")
@pytest.mark.parametrize(
    ("attack", "problem"),
    [
        ("DELETE FROM audit_events WHERE action = 'test'", "events were added or removed"),
        ("UPDATE audit_seals SET previous_hash = 'x' WHERE number = 2", "chain is broken"),
        ("UPDATE audit_removals SET up_to_seal = 2, up_to_id = 99", "events were added or removed"),
        (
            "DELETE FROM audit_events; INSERT INTO audit_removals (up_to_seal, up_to_id, event_count, removed_at)"
            " SELECT number, to_id, 2, now() FROM audit_seals WHERE number = 2",
            "events were removed too early",
        ),
    ],
)
def test_tampering_still_shows(url: str, attack: str, problem: str) -> None:
    removed(url)
    tamper(attack)
    db.session.expire_all()
    finding = verify()
    assert finding.problem == problem


@pytest.mark.usefixtures("two_batches")
def test_nothing_is_removed_from_a_chain_that_does_not_hold(url: str) -> None:
    tamper("UPDATE audit_events SET actor_id = 1 WHERE id = (SELECT max(id) FROM audit_events)")
    with pytest.raises(RuleError, match="Nothing was removed"):
        removed(url)
    assert number_of_events() == 5


@pytest.mark.usefixtures("database")
def test_nothing_young_is_removed(url: str) -> None:
    write_events(2)
    seal()
    assert old_events(now=clock.now()) is None
    assert removed(url) is None


@pytest.mark.usefixtures("two_batches")
def test_the_application_itself_cannot(app: Flask) -> None:
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        remove_old_events(owner_url=app.config["SETTINGS"].database_url, archive=None, now=clock.now())
    for attack in (
        "INSERT INTO audit_removals (up_to_seal, up_to_id, event_count, removed_at) VALUES (1, 1, 1, now())",
        "DELETE FROM audit_removals",
    ):
        with pytest.raises(ProgrammingError):
            db.session.execute(text(attack))
        db.session.rollback()
    assert db.session.scalar(select(func.count()).select_from(AuditRemoval)) == 0


@pytest.mark.usefixtures("two_batches")
def test_the_command_needs_the_owner(app: Flask, url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    runner = app.test_cli_runner()
    without = runner.invoke(args=["remove-old-events"])
    assert without.exit_code == 1
    assert "MIGRATION_DATABASE_URL" in without.output
    settings = replace(app.config["SETTINGS"], migration_database_url=url)
    monkeypatch.setitem(app.config, "SETTINGS", settings)
    assert "Removed 3 events, up to seal 1" in runner.invoke(args=["remove-old-events"]).output
    assert "No event is too old" in runner.invoke(args=["remove-old-events"]).output
    db.session.expire_all()
    assert db.session.scalars(select(AuditSeal.number).order_by(AuditSeal.number)).all() == [1, 2]
