"""Audit events, kept without the personal data they are about, and the seals that make tampering show."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, CheckConstraint, Identity, Index, SmallInteger, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from web.core.origin import OriginKind
from web.extensions import Base, enum_type


class AuditEvent(Base):
    """One thing that somebody did or looked at.

    `actor_id` is the user's id, or null for the system and for people who answered through a personal link;
    `young_person_id` the young person whom it concerns, whatever kind of record the subject is.
    The application's role may only add and read; a trigger refuses every change and removal to anybody else.
    """

    __tablename__ = "audit_events"
    __table_args__ = (
        Index("ix_audit_events_at", "at", "id"),
        Index("ix_audit_events_actor_id", "actor_id", "at", "id"),
        Index("ix_audit_events_action", "action", "at", "id"),
        Index("ix_audit_events_purpose", "purpose", "at", "id", postgresql_where=text("purpose <> ''")),
        Index("ix_audit_events_subject", "subject_kind", "subject_id", "at", "id"),
        Index(
            "ix_audit_events_young_person_id",
            "young_person_id",
            "at",
            "id",
            postgresql_where=text("young_person_id IS NOT NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(BigInteger, Identity(always=True), primary_key=True)
    at: Mapped[datetime]
    actor_id: Mapped[int | None]
    action: Mapped[str]
    subject_kind: Mapped[str]
    subject_id: Mapped[int]
    young_person_id: Mapped[int | None]
    purpose: Mapped[str] = mapped_column(default="")
    origin: Mapped[OriginKind | None] = mapped_column(enum_type(OriginKind))
    place: Mapped[str] = mapped_column(default="", server_default="")
    request_id: Mapped[str] = mapped_column(default="")
    details: Mapped[dict[str, Any]] = mapped_column(JSONB, default=dict)


class AuditMark(Base):
    """A note of how far the log had come: every id up to `up_to_id` is settled once transaction `settled_after` is over.

    At most one; see `web.audit.sealing`.
    """

    __tablename__ = "audit_marks"
    __table_args__ = (CheckConstraint("id = 1", name="only_one"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    up_to_id: Mapped[int] = mapped_column(BigInteger)
    settled_after: Mapped[int] = mapped_column(BigInteger)


class AuditSeal(Base):
    """A batch of events, closed: their number and hash, chained to the seal before.

    The ids from `from_id` to `to_id` follow on the batch before without a gap; ids that were rolled back are simply
    not among the `event_count`. `form` says which columns the hash covers, `key_id` which key, if any, signs it.
    """

    __tablename__ = "audit_seals"
    __table_args__ = (CheckConstraint("from_id <= to_id", name="ids_in_order"),)

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    from_id: Mapped[int] = mapped_column(BigInteger, unique=True)
    to_id: Mapped[int] = mapped_column(BigInteger, unique=True)
    event_count: Mapped[int]
    form: Mapped[int] = mapped_column(SmallInteger)
    previous_hash: Mapped[str]
    key_id: Mapped[str] = mapped_column(default="")
    hash: Mapped[str]
    sealed_at: Mapped[datetime]


class AuditRemoval(Base):
    """The events of every seal up to `up_to_seal` were removed when their time was over; the seals themselves stay."""

    __tablename__ = "audit_removals"

    id: Mapped[int] = mapped_column(primary_key=True)
    up_to_seal: Mapped[int] = mapped_column(unique=True)
    up_to_id: Mapped[int] = mapped_column(BigInteger)
    event_count: Mapped[int] = mapped_column(BigInteger)
    removed_at: Mapped[datetime]


class AuditCheck(Base):
    """One recomputation of every seal, and what it found; `broken_seal` is the number of the first that does not hold."""

    __tablename__ = "audit_checks"

    id: Mapped[int] = mapped_column(primary_key=True)
    checked_at: Mapped[datetime]
    seal_count: Mapped[int]
    event_count: Mapped[int] = mapped_column(BigInteger)
    broken_seal: Mapped[int | None]
    problem: Mapped[str] = mapped_column(default="")
