"""Recomputing the seals: is what stands in the log what was sealed?"""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from web.audit.models import AuditCheck, AuditEvent, AuditRemoval, AuditSeal
from web.audit.sealing import FORM, audit_keys, key_id, recompute
from web.core.retention import KEPT_FOR, Retention
from web.extensions import db


@dataclass(frozen=True)
class Finding:
    """What recomputing came to; `broken_seal` is the first that does not hold, `problem` a code that says why."""

    seal_count: int
    event_count: int
    unsealed_count: int
    last_hash: str
    broken_seal: int | None = None
    problem: str = ""

    @property
    def is_intact(self) -> bool:
        return self.broken_seal is None


def verify(*, anchor: tuple[int, str] | None = None) -> Finding:
    """Recompute every seal, up to the first that does not hold.

    `anchor` is a (number, hash) kept elsewhere, as in the process log: it shows that nobody remade the whole chain.
    """
    previous: AuditSeal | None = None
    seals = events = 0
    removals = removals_by_seal()
    removed_up_to = max(removals, default=0)
    for seal in db.session.scalars(select(AuditSeal).order_by(AuditSeal.number)).yield_per(100):
        is_removed = seal.number <= removed_up_to
        if problem := problem_of(seal, previous, anchor=anchor, is_removed=is_removed):
            return Finding(seals, events, 0, "", broken_seal=seal.number, problem=problem)
        if problem := problem_of_removal(seal, removals.get(seal.number)):
            return Finding(seals, events, 0, "", broken_seal=seal.number, problem=problem)
        seals, previous = seals + 1, seal
        events += 0 if is_removed else seal.event_count
    if anchor is not None and anchor[0] > seals:
        return Finding(seals, events, 0, "", broken_seal=seals + 1, problem="seal is missing")
    last_id, last_hash = (0, "") if previous is None else (previous.to_id, previous.hash)
    unsealed = db.session.scalar(select(func.count()).where(AuditEvent.id > last_id)) or 0
    return Finding(seals, events, unsealed, last_hash)


def removals_by_seal() -> dict[int, AuditRemoval]:
    """Return the removals of old events, each by the last seal that it covers."""
    return {removal.up_to_seal: removal for removal in db.session.scalars(select(AuditRemoval))}


def problem_of_removal(seal: AuditSeal, removal: AuditRemoval | None) -> str:
    """Return why a removal that ends with this seal cannot be right, or nothing."""
    if removal is None:
        return ""
    too_young = seal.sealed_at > removal.removed_at - KEPT_FOR[Retention.AUDIT].length
    return "events were removed too early" if too_young or removal.up_to_id != seal.to_id else ""


def problem_of(
    seal: AuditSeal,
    previous: AuditSeal | None,
    *,
    anchor: tuple[int, str] | None,
    is_removed: bool = False,
) -> str:
    """Return why a seal does not hold, or nothing; where its events are removed, only its place in the chain tells."""
    number, last_id, last_hash = (
        (0, 0, "") if previous is None else (previous.number, previous.to_id, previous.hash)
    )
    if seal.number != number + 1 or seal.from_id != last_id + 1:
        return "seal is missing"
    if seal.previous_hash != last_hash:
        return "chain is broken"
    if seal.form != FORM:
        return "form is unknown"
    keys: dict[str, str | None] = {key_id(key): key for key in audit_keys()}
    if seal.key_id not in keys and seal.key_id:
        return "key is missing"
    if not seal.key_id and previous is not None and previous.key_id:
        return "signature is missing"
    count, digest = recompute(seal, key=keys.get(seal.key_id))
    if count != (0 if is_removed else seal.event_count):
        return "events were added or removed"
    if not is_removed and not hmac.compare_digest(digest.encode(), seal.hash.encode()):
        return "events were changed"
    if anchor is not None and anchor[0] == seal.number and anchor[1] != seal.hash:
        return "chain was made anew"
    return ""


def keep_finding(finding: Finding, *, now: datetime) -> AuditCheck:
    """Write down what a recomputation found, for the page of the data protection contact."""
    check = AuditCheck(
        checked_at=now,
        seal_count=finding.seal_count,
        event_count=finding.event_count,
        broken_seal=finding.broken_seal,
        problem=finding.problem,
    )
    db.session.add(check)
    db.session.flush()
    return check
