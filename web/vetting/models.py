"""Clearances (kind, status, dates and verifier; never the certificate itself) and what the programme asks for."""

from __future__ import annotations

import enum
from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, func
from sqlalchemy.orm import Mapped, mapped_column, relationship

from web.accounts.models import User
from web.core.state_machines import StateMachine
from web.extensions import Base, enum_type
from web.profiles.models import Volunteer


class ClearanceKind(enum.StrEnum):
    CHILDRENS_CERTIFICATE = "childrens_certificate"
    CRIMINAL_RECORD = "criminal_record"
    REFERENCES = "references"
    INTERVIEW = "interview"
    TRAINING = "training"
    CONFIDENTIALITY = "confidentiality"


class ClearanceStatus(enum.StrEnum):
    PENDING = "pending"
    VALID = "valid"
    REFUSED = "refused"


CLEARANCE_STEPS = StateMachine(
    "clearance",
    {
        "verify": (frozenset({ClearanceStatus.PENDING, ClearanceStatus.REFUSED}), ClearanceStatus.VALID),
        "refuse": (frozenset({ClearanceStatus.PENDING, ClearanceStatus.VALID}), ClearanceStatus.REFUSED),
        "reopen": (frozenset({ClearanceStatus.VALID, ClearanceStatus.REFUSED}), ClearanceStatus.PENDING),
    },
)


class Clearance(Base):
    """One check of one volunteer; the newest of a kind counts."""

    __tablename__ = "clearances"
    __table_args__ = (
        CheckConstraint(
            "status <> 'valid' OR (issued_on IS NOT NULL AND verified_by_id IS NOT NULL)", name="verified"
        ),
        CheckConstraint("expires_on IS NULL OR expires_on >= issued_on", name="dates"),
        Index("uq_clearances_volunteer_id_kind", "volunteer_id", "kind", unique=True),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    volunteer_id: Mapped[int] = mapped_column(ForeignKey("volunteers.id"))
    kind: Mapped[ClearanceKind] = mapped_column(enum_type(ClearanceKind))
    status: Mapped[ClearanceStatus] = mapped_column(
        enum_type(ClearanceStatus), default=ClearanceStatus.PENDING
    )
    issued_on: Mapped[date | None]
    expires_on: Mapped[date | None]
    verified_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    updated_at: Mapped[datetime] = mapped_column(server_default=func.now(), onupdate=func.now())

    volunteer: Mapped[Volunteer] = relationship()
    verified_by: Mapped[User | None] = relationship()


class ClearanceRequirement(Base):
    """What a mentor must have: one kind of clearance, for everybody or only where the young person is younger."""

    __tablename__ = "clearance_requirements"

    kind: Mapped[ClearanceKind] = mapped_column(enum_type(ClearanceKind), primary_key=True)
    only_below_age: Mapped[int | None]
    valid_for_months: Mapped[int | None]
