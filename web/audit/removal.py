"""Removing events whose time is over: whole sealed batches, by the owner of the tables, with the chain left to check.

The application's role can never remove an event. So this is an operator's command, run with MIGRATION_DATABASE_URL.
The seals stay, and a row of `audit_removals` says up to which of them the events are gone.
"""

from __future__ import annotations

import gzip
import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import psycopg
from sqlalchemy import func, select

from web.audit.models import AuditRemoval, AuditSeal
from web.audit.sealing import canonical_lines, events_between
from web.audit.services import record_event
from web.audit.verification import verify
from web.core.errors import RuleError
from web.core.retention import KEPT_FOR, Retention
from web.extensions import db

# The guard against every change is lifted and put back within the one transaction that nobody else can see into.
REMOVE = (
    "LOCK TABLE audit_events IN ACCESS EXCLUSIVE MODE",
    "ALTER TABLE audit_events DISABLE TRIGGER audit_is_final",
    "DELETE FROM audit_events WHERE id <= %(up_to_id)s",
    "ALTER TABLE audit_events ENABLE TRIGGER audit_is_final",
)
NOTE = """
INSERT INTO audit_removals (up_to_seal, up_to_id, event_count, removed_at)
VALUES (%(up_to_seal)s, %(up_to_id)s, %(event_count)s, %(removed_at)s)
"""


@dataclass(frozen=True)
class OldEvents:
    """The batches whose time is over: from the first event that is still there to the last of a seal."""

    from_id: int
    up_to_id: int
    up_to_seal: int
    event_count: int


def last_removal() -> AuditRemoval | None:
    """Return the newest removal."""
    return db.session.scalar(select(AuditRemoval).order_by(AuditRemoval.up_to_seal.desc()).limit(1))


def old_events(*, now: datetime) -> OldEvents | None:
    """Return what may be removed: batches that were sealed so long ago that every event in them is too old."""
    earlier = last_removal()
    first = 0 if earlier is None else earlier.up_to_seal
    young = select(func.min(AuditSeal.number)).where(
        AuditSeal.sealed_at > now - KEPT_FOR[Retention.AUDIT].length
    )
    is_old = AuditSeal.number > first
    if (first_young := db.session.scalar(young)) is not None:
        is_old &= AuditSeal.number < first_young
    seals = db.session.scalars(select(AuditSeal).where(is_old).order_by(AuditSeal.number)).all()
    if not seals:
        return None
    count = sum(seal.event_count for seal in seals)
    return OldEvents(seals[0].from_id, seals[-1].to_id, seals[-1].number, count)


def remove_old_events(*, owner_url: str, archive: Path | None, now: datetime) -> OldEvents | None:
    """Remove what is too old, once the whole chain has been checked; None where nothing is.

    With `archive` the events are written there first, packed. Raises RuleError where the chain does not hold.
    """
    finding = verify()
    if not finding.is_intact:
        raise RuleError(f"Seal {finding.broken_seal} does not hold: {finding.problem}. Nothing was removed.")
    old = old_events(now=now)
    db.session.rollback()
    if old is None:
        return None
    if archive is not None:
        write_archive(old, archive)
    remove(old, owner_url=owner_url, now=now)
    note(old, now=now)
    return old


def write_archive(old: OldEvents, archive: Path) -> None:
    """Write the events as lines of JSON, as they were sealed, into a new file that only its owner reads."""
    descriptor = os.open(archive, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as raw:
        with gzip.GzipFile(fileobj=raw, mode="wb") as packed:
            packed.writelines(lines_of(old))
        raw.flush()
        os.fsync(raw.fileno())
    db.session.rollback()


def lines_of(old: OldEvents) -> Iterator[bytes]:
    """Yield the events in their one way of writing."""
    return canonical_lines(events_between(old.from_id, old.up_to_id))


def remove(old: OldEvents, *, owner_url: str, now: datetime) -> None:
    """Delete the events and write down that they are gone, in one transaction of the owner's."""
    values = {
        "up_to_id": old.up_to_id,
        "up_to_seal": old.up_to_seal,
        "event_count": old.event_count,
        "removed_at": now,
    }
    with psycopg.connect(owner_url) as owner:
        for statement in REMOVE:
            owner.execute(statement.encode(), values if "%(" in statement else None)
        owner.execute(NOTE.encode(), values)


def note(old: OldEvents, *, now: datetime) -> None:
    """Write an event about it, and commit."""
    removal = last_removal()
    assert removal is not None, "a removal was just written down"
    details = {"up_to_seal": old.up_to_seal, "events": old.event_count}
    record_event("remove old events", removal, by=None, now=now, details=details)
    db.session.commit()
