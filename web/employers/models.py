"""Employers: who they are, and which accounts speak for them."""

from __future__ import annotations

import enum
from datetime import datetime

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Table, func, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from web.accounts.models import User
from web.catalogue.models import Area
from web.core.state_machines import StateMachine
from web.extensions import Base, enum_type


class EmployerKind(enum.StrEnum):
    COMPANY = "company"
    ASSOCIATION = "association"
    MUNICIPAL = "municipal"


class EmployerStatus(enum.StrEnum):
    PENDING = "pending"
    APPROVED = "approved"
    REFUSED = "refused"


EMPLOYER_STEPS = StateMachine(
    "employer",
    {
        "approve": (frozenset({EmployerStatus.PENDING, EmployerStatus.REFUSED}), EmployerStatus.APPROVED),
        "refuse": (frozenset({EmployerStatus.PENDING, EmployerStatus.APPROVED}), EmployerStatus.REFUSED),
    },
)

employer_contacts = Table(
    "employer_contacts",
    Base.metadata,
    Column("employer_id", ForeignKey("employers.id", ondelete="CASCADE"), primary_key=True),
    Column("user_id", ForeignKey("users.id", ondelete="CASCADE"), primary_key=True),
)


class Employer(Base):
    """A workplace that offers small jobs; `cvr` is its number in the central business register.

    The places of a municipality share its number; everybody else's is here once.
    """

    __tablename__ = "employers"
    __table_args__ = (
        CheckConstraint("cvr ~ '^[1-9][0-9]{7}$'", name="cvr"),
        Index("uq_employers_cvr", "cvr", unique=True, postgresql_where=text("kind <> 'municipal'")),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str] = mapped_column(unique=True)
    kind: Mapped[EmployerKind] = mapped_column(enum_type(EmployerKind))
    cvr: Mapped[str]
    status: Mapped[EmployerStatus] = mapped_column(
        enum_type(EmployerStatus), default=EmployerStatus.PENDING, index=True
    )
    area_id: Mapped[int] = mapped_column(ForeignKey("areas.id"))
    address: Mapped[str] = mapped_column(default="")
    phone: Mapped[str] = mapped_column(default="")
    about: Mapped[str] = mapped_column(default="")
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())

    area: Mapped[Area] = relationship()
    contacts: Mapped[list[User]] = relationship(secondary=employer_contacts, order_by=User.id)
