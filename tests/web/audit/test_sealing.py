"""Seals close what can no longer change, in any order of commits, and every later change of the log shows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace

import psycopg
import pytest
from flask import Flask
from sqlalchemy import func, select

from tests.conftest import owner_url
from tests.web import factories as make
from tests.web.audit.settling import despite_others, seal
from web.audit import sealing
from web.audit.models import AuditCheck, AuditEvent, AuditMark, AuditSeal
from web.audit.sealing import seal_settled_events
from web.audit.services import record_event
from web.audit.verification import verify
from web.extensions import db

pytestmark = pytest.mark.usefixtures("database")
KEY = "zD4kW8mQ1xR6tB9nV3cJ7hL2pS5gF0aY"
INSERT = (
    "INSERT INTO audit_events (at, action, subject_kind, subject_id, purpose, request_id, details)"
    " VALUES (now(), 'test', 'Test', 1, '', '', '{}') RETURNING id"
)


def write_events(number: int) -> None:
    """Write some events and commit them."""
    user = make.make_user()
    for _ in range(number):
        record_event("test", user, by=user, now=make.NOW, purpose="casework", details={"seats": 2})
    db.session.commit()


@contextmanager
def other_writer() -> Iterator[psycopg.Connection]:
    """Somebody else's transaction, begun and not ended."""
    with psycopg.connect(owner_url(str(db.engine.url.database))) as connection:
        yield connection


def tamper(statement: str) -> None:
    """Change the log past its guards, as only somebody with the database server in their hands can."""
    with other_writer() as owner:
        owner.execute(f"SET LOCAL session_replication_role = replica; {statement}".encode())
    db.session.rollback()


def sealed_count() -> int:
    """How many events stand under a seal."""
    last = db.session.scalar(select(func.max(AuditSeal.to_id))) or 0
    return db.session.scalar(select(func.count()).where(AuditEvent.id <= last)) or 0


def test_events_are_sealed_and_hold() -> None:
    write_events(3)
    assert seal() == 1
    write_events(2)
    assert seal() == 1
    assert seal() == 0
    finding = verify()
    assert finding.is_intact
    assert (finding.seal_count, finding.event_count, finding.unsealed_count) == (2, 5, 0)


def test_a_long_log_is_sealed_in_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sealing, "MOST_EVENTS", 3)
    write_events(8)
    assert seal() == 3
    assert verify().event_count == 8


def test_an_event_that_is_committed_late_is_not_passed_over() -> None:
    with other_writer() as slow:
        taken = slow.execute(INSERT.encode()).fetchone()
        write_events(2)
        assert db.session.scalar(select(func.min(AuditEvent.id))) > (taken or (0,))[0]
        assert seal() == 0
        write_events(1)
        assert seal() == 0
        slow.commit()
    assert seal() == 1
    assert sealed_count() >= 3
    seal()
    assert sealed_count() == 4
    assert verify().is_intact


def test_a_writer_never_waits_for_the_sealing() -> None:
    write_events(2)
    seal_settled_events(now=make.NOW)
    with other_writer() as writer:
        writer.execute("SET statement_timeout = '30s'")
        writer.execute(INSERT.encode())
        writer.commit()
    db.session.commit()
    seal()
    seal()
    assert verify().event_count == 3


def test_ids_that_were_rolled_back_leave_no_hole_that_matters() -> None:
    with other_writer() as writer:
        writer.execute(INSERT.encode())
        writer.rollback()
    write_events(1)
    with other_writer() as writer:
        writer.execute(INSERT.encode())
        writer.rollback()
    seal()
    assert (verify().is_intact, verify().event_count) == (True, 1)


def test_a_mark_from_another_server_is_not_waited_for() -> None:
    write_events(2)
    db.session.add(AuditMark(id=1, up_to_id=1, settled_after=2**50))
    db.session.commit()
    assert seal() == 1
    assert sealed_count() == 2


def three_seals() -> list[AuditSeal]:
    """Three batches of two events, each with one id that nobody came to use."""
    for _ in range(3):
        with other_writer() as writer:
            writer.execute(INSERT.encode())
            writer.rollback()
        write_events(2)
        assert seal() == 1
    return list(db.session.scalars(select(AuditSeal).order_by(AuditSeal.number)))


TAMPERINGS: dict[str, tuple[str, int, str]] = {
    "an actor changed": ("UPDATE audit_events SET actor_id = 0 WHERE id = {second}", 2, "events were changed"),
    "a time changed": (
        "UPDATE audit_events SET at = at + interval '1 microsecond' WHERE id = {second}", 2, "events were changed"),
    "details changed": (
        "UPDATE audit_events SET details = '{{\"seats\": 3}}' WHERE id = {second}", 2, "events were changed"),
    "an event removed": ("DELETE FROM audit_events WHERE id = {second}", 2, "events were added or removed"),
    "an event added": (
        "INSERT INTO audit_events (id, at, action, subject_kind, subject_id, purpose, request_id, details) "
        "OVERRIDING SYSTEM VALUE VALUES ({gap}, now(), 'test', 'Test', 1, '', '', '{{}}')",
        2, "events were added or removed"),
    "a seal removed": ("DELETE FROM audit_seals WHERE number = 2", 3, "seal is missing"),
    "the first seal removed": ("DELETE FROM audit_seals WHERE number = 1", 2, "seal is missing"),
    "a count changed": ("UPDATE audit_seals SET event_count = 1 WHERE number = 2", 2, "events were added or removed"),
    "a hash changed": ("UPDATE audit_seals SET hash = repeat('0', 64) WHERE number = 2", 2, "events were changed"),
    "the chain cut": ("UPDATE audit_seals SET previous_hash = '' WHERE number = 2", 2, "chain is broken"),
}  # fmt: skip


@pytest.mark.parametrize("what", TAMPERINGS)
def test_tampering_shows_and_the_first_broken_seal_is_named(what: str) -> None:
    seals = three_seals()
    statement, number, problem = TAMPERINGS[what]
    tamper(statement.format(gap=seals[1].from_id, second=seals[1].from_id + 1))
    finding = verify()
    assert (finding.broken_seal, finding.problem) == (number, problem)


def test_a_chain_made_anew_shows_against_a_hash_kept_elsewhere() -> None:
    anchor = (2, three_seals()[1].hash)
    assert verify(anchor=anchor).is_intact
    tamper("UPDATE audit_events SET actor_id = 0; DELETE FROM audit_seals")
    db.session.expire_all()
    for _ in range(3):
        seal()
    assert verify().is_intact
    assert verify(anchor=anchor).problem in {"chain was made anew", "seal is missing"}


@pytest.fixture
def signed(app: Flask) -> Iterator[None]:
    """A service whose seals are signed."""
    before = app.config["SETTINGS"]
    app.config["SETTINGS"] = replace(before, audit_keys=(KEY,))
    yield
    app.config["SETTINGS"] = before


def test_signed_seals_need_their_key(app: Flask, signed: None) -> None:
    three_seals()
    assert verify().is_intact
    settings = app.config["SETTINGS"]
    app.config["SETTINGS"] = replace(settings, audit_keys=("another" * 6, KEY))
    write_events(1)
    seal()
    assert verify().is_intact
    app.config["SETTINGS"] = replace(settings, audit_keys=("another" * 6,))
    assert verify().problem == "key is missing"


def test_a_signed_chain_cannot_go_on_unsigned(app: Flask, signed: None) -> None:
    three_seals()
    app.config["SETTINGS"] = replace(app.config["SETTINGS"], audit_keys=())
    write_events(1)
    seal()
    app.config["SETTINGS"] = replace(app.config["SETTINGS"], audit_keys=(KEY,))
    assert (verify().broken_seal, verify().problem) == (4, "signature is missing")


def test_the_command_says_what_holds_and_ends_with_an_error_where_it_does_not(app: Flask) -> None:
    three_seals()
    runner = app.test_cli_runner()
    held = runner.invoke(args=["verify-audit"])
    assert held.exit_code == 0
    assert "Intact: 3 seals over 6 events" in held.output
    assert runner.invoke(args=["verify-audit", "--anchor", "3:nonsense"]).exit_code == 2
    tamper("DELETE FROM audit_events WHERE id = (SELECT max(id) FROM audit_events)")
    broken = runner.invoke(args=["verify-audit"])
    assert broken.exit_code == 1
    assert "Seal 3 does not hold: events were added or removed." in broken.output
    checks = db.session.scalars(select(AuditCheck).order_by(AuditCheck.id)).all()
    assert [check.broken_seal for check in checks] == [None, 3]


def test_the_worker_seals(run_jobs: Callable[[], None], app: Flask) -> None:
    from web.audit.jobs import seal_audit_log
    from web.core.jobs import enqueue

    def seal_by_worker() -> int:
        enqueue(seal_audit_log, timestamp=0)
        run_jobs()
        return verify().seal_count

    write_events(2)
    assert despite_others(seal_by_worker) == 1
