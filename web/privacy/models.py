"""Requests about personal data, the register of erasures, and what retention has warned of and counted."""

from __future__ import annotations

import enum
from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from web.accounts.models import User
from web.core.encryption import EncryptedText
from web.core.retention import Retention
from web.core.state_machines import StateMachine
from web.extensions import Base, enum_type
from web.youth.models import YoungPerson


class RequestKind(enum.StrEnum):
    """What somebody asks for that they cannot do by themselves."""

    CASE_FILES = "case_files"
    CORRECTION = "correction"
    OBJECTION = "objection"
    ERASURE = "erasure"


class RequestStatus(enum.StrEnum):
    OPEN = "open"
    GRANTED = "granted"
    REFUSED = "refused"


DATA_REQUEST_STEPS = StateMachine(
    "data request",
    {
        "grant": (frozenset({RequestStatus.OPEN}), RequestStatus.GRANTED),
        "refuse": (frozenset({RequestStatus.OPEN}), RequestStatus.REFUSED),
    },
)


class DataRequest(Base):
    """A request about personal data; `young_person` is set where it is about a young person's record.

    It goes to that person's caseworker, else to the data protection contact.
    """

    __tablename__ = "data_requests"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True)
    young_person_id: Mapped[int | None] = mapped_column(ForeignKey("young_people.id"), index=True)
    kind: Mapped[RequestKind] = mapped_column(enum_type(RequestKind))
    status: Mapped[RequestStatus] = mapped_column(
        enum_type(RequestStatus), default=RequestStatus.OPEN, index=True
    )
    words: Mapped[str | None] = mapped_column(EncryptedText)
    answer: Mapped[str | None] = mapped_column(EncryptedText)
    created_at: Mapped[datetime]
    due_on: Mapped[date]
    closed_at: Mapped[datetime | None]
    closed_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))

    user: Mapped[User] = relationship(foreign_keys=[user_id])
    young_person: Mapped[YoungPerson | None] = relationship()


class Erasure(Base):
    """One person who was erased, by a fingerprint from which nobody can be read.

    It is copied to a file outside the database, so that a restored backup has its erasures applied again.
    """

    __tablename__ = "erasures"

    fingerprint: Mapped[str] = mapped_column(primary_key=True)
    erased_at: Mapped[datetime]
    copied_at: Mapped[datetime | None]


class RetentionWarning(Base):
    """A mail that told somebody that their data will be erased unless they sign in; signing in deletes it."""

    __tablename__ = "retention_warnings"
    __table_args__ = (CheckConstraint("number BETWEEN 1 AND 2", name="number"),)

    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    sent_at: Mapped[datetime]


class RetentionCount(Base):
    """How many records of a kind were dealt with on a day: counts, no names."""

    __tablename__ = "retention_counts"

    day: Mapped[date] = mapped_column(primary_key=True)
    rule: Mapped[Retention] = mapped_column(enum_type(Retention), primary_key=True)
    warned: Mapped[int] = mapped_column(default=0)
    ended: Mapped[int] = mapped_column(default=0)
