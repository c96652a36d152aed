"""Sealing the log in hash-chained batches, so that a later change shows, without writers ever waiting for it.

Ids are handed out before a transaction commits: a smaller id may appear after a larger one. So a batch is closed only
when nothing in it can change any more. `last_id` is read first, then the number that the next transaction will get;
every id up to `last_id` belongs to an earlier transaction (a trigger makes a statement take its number before its
ids), and once the oldest running transaction is not earlier either, what is there is all there will ever be.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Any, cast

import structlog
from flask import current_app
from sqlalchemy import delete, func, select, text

from web.audit.models import AuditEvent, AuditMark, AuditSeal
from web.config import Settings
from web.extensions import db

FORM = 1
MOST_EVENTS = 5_000
LOCK = 8_150_231
log = structlog.get_logger("web.audit")


def seal_settled_events(*, now: datetime) -> int:
    """Close everything that can no longer change, in the current transaction; return how many seals were made."""
    db.session.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
    up_to_id = settled_id()
    return 0 if up_to_id is None else seal_up_to(up_to_id, now=now)


def settled_id() -> int | None:
    """Return the id up to which everything is settled; where something still runs, note it for the next time."""
    mark = db.session.get(AuditMark, 1)
    if mark is not None and is_of_this_server(mark.settled_after):
        if not is_over(mark.settled_after):
            return None
        up_to_id = mark.up_to_id
        db.session.execute(delete(AuditMark))
        return up_to_id
    last_id = cast(int, db.session.scalar(text("SELECT last_value FROM audit_events_id_seq")))
    next_transaction = cast(int, db.session.scalar(text(f"SELECT {NEXT_TRANSACTION}")))
    if is_over(next_transaction):
        return last_id
    db.session.merge(AuditMark(id=1, up_to_id=last_id, settled_after=next_transaction))
    return None


NEXT_TRANSACTION = "pg_snapshot_xmax(pg_current_snapshot())::text::bigint"
OLDEST_RUNNING = "pg_snapshot_xmin(pg_current_snapshot())::text::bigint"


def is_over(transaction: int) -> bool:
    """Tell whether every transaction with a smaller number has ended."""
    return bool(db.session.scalar(text(f"SELECT {OLDEST_RUNNING} >= :number"), {"number": transaction}))


def is_of_this_server(transaction: int) -> bool:
    """Tell whether the number can be of this server: a backup restored elsewhere brings numbers yet to come."""
    return bool(db.session.scalar(text(f"SELECT {NEXT_TRANSACTION} >= :number"), {"number": transaction}))


def seal_up_to(up_to_id: int, *, now: datetime) -> int:
    """Close the settled events in batches; return how many there were."""
    made = 0
    while (last := newest_seal()) is None or last.to_id < up_to_id:
        from_id = 1 if last is None else last.to_id + 1
        to_id = end_of_batch(from_id, up_to_id)
        if to_id is None:
            break
        add_seal(from_id, to_id, last=last, now=now)
        made += 1
    return made


def newest_seal() -> AuditSeal | None:
    """Return the last seal of the chain."""
    return db.session.scalar(select(AuditSeal).order_by(AuditSeal.number.desc()).limit(1))


def end_of_batch(from_id: int, up_to_id: int) -> int | None:
    """Return the last id of the next batch; None where there is no event to close."""
    ids = select(AuditEvent.id).where(AuditEvent.id.between(from_id, up_to_id)).order_by(AuditEvent.id)
    batch = ids.limit(MOST_EVENTS).subquery()
    count, largest = db.session.execute(select(func.count(), func.max(batch.c.id))).one()
    if count == 0:
        return None
    return cast(int, largest) if count == MOST_EVENTS else up_to_id


def add_seal(from_id: int, to_id: int, *, last: AuditSeal | None, now: datetime) -> None:
    """Write the next seal of the chain; its hash goes into the process log too, where this database cannot reach it."""
    keys = audit_keys()
    seal = AuditSeal(
        number=1 if last is None else last.number + 1,
        from_id=from_id,
        to_id=to_id,
        form=FORM,
        previous_hash="" if last is None else last.hash,
        key_id=key_id(keys[0]) if keys else "",
        sealed_at=now,
    )
    seal.event_count, seal.hash = recompute(seal, key=keys[0] if keys else None)
    db.session.add(seal)
    db.session.flush()
    log.info("audit log sealed", seal=seal.number, events=seal.event_count, hash=seal.hash)


def recompute(seal: AuditSeal, *, key: str | None) -> tuple[int, str]:
    """Return how many events the seal covers, and the hash over them and over the seal before."""
    digest: Any = hashlib.sha256() if key is None else hmac.new(key.encode(), digestmod=hashlib.sha256)
    head = [seal.form, seal.number, seal.from_id, seal.to_id, seal.previous_hash, seal.key_id]
    digest.update(as_line(head))
    count = 0
    for line in canonical_lines(events_between(seal.from_id, seal.to_id)):
        digest.update(line)
        count += 1
    return count, digest.hexdigest()


def events_between(from_id: int, to_id: int) -> Iterable[Any]:
    """Return the stored rows in order, some at a time, past the session's memory."""
    columns = AuditEvent.__table__.columns
    statement = select(*columns).where(AuditEvent.id.between(from_id, to_id)).order_by(AuditEvent.id)
    return db.session.execute(statement.execution_options(yield_per=1_000))


def canonical_lines(rows: Iterable[Any]) -> Iterator[bytes]:
    """Yield each event in the one way of writing it that the hash is taken of."""
    for row in rows:
        at = row.at.astimezone(UTC).isoformat(timespec="microseconds")
        origin = None if row.origin is None else str(row.origin.value)
        who = [row.id, at, row.actor_id, row.action]
        what = [row.subject_kind, row.subject_id, row.young_person_id, row.purpose]
        yield as_line([*who, *what, origin, row.place, row.request_id, row.details])


def as_line(values: list[Any]) -> bytes:
    """Write values as one line of JSON, always the same way."""
    return json.dumps(values, sort_keys=True, separators=(",", ":")).encode() + b"\n"


def audit_keys() -> tuple[str, ...]:
    """Return the keys that sign seals, newest first; without any, the chain alone shows tampering."""
    return cast(Settings, current_app.config["SETTINGS"]).audit_keys


def key_id(key: str) -> str:
    """Return a short name of a key, which says nothing about it."""
    return hashlib.sha256(b"audit key id" + key.encode()).hexdigest()[:8]
