"""Certificates, each with the number by which anybody can check it."""

from __future__ import annotations

import enum
from datetime import date
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column, relationship

from web.core.state_machines import StateMachine
from web.extensions import Base, enum_type
from web.profiles.models import Volunteer


class CertificateStatus(enum.StrEnum):
    ISSUED = "issued"
    WITHDRAWN = "withdrawn"


CERTIFICATE_STEPS = StateMachine(
    "certificate",
    {"withdraw": (frozenset({CertificateStatus.ISSUED}), CertificateStatus.WITHDRAWN)},
)


class Certificate(Base):
    """What somebody had done on the day of issue, copied, so that it stays as it was issued.

    Erasure empties `holder_name` and keeps the rest; whoever withdraws a certificate empties it altogether.
    """

    __tablename__ = "certificates"
    __table_args__ = (
        CheckConstraint(
            "status = 'issued' OR (holder_name = '' AND facts = '[]'::jsonb)", name="withdrawn_is_empty"
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(unique=True)
    volunteer_id: Mapped[int] = mapped_column(ForeignKey("volunteers.id"), index=True)
    status: Mapped[CertificateStatus] = mapped_column(
        enum_type(CertificateStatus), default=CertificateStatus.ISSUED
    )
    holder_name: Mapped[str]
    issued_on: Mapped[date]
    facts: Mapped[list[dict[str, Any]]] = mapped_column(JSONB)
    """`web.certificates.facts.Fact`, as written."""

    volunteer: Mapped[Volunteer] = relationship()
