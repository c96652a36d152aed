"""Employers: who they are, and which accounts speak for them."""

from __future__ import annotations

import enum
from collections.abc import Sequence
from typing import TypeAlias

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Table, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from web.accounts.models import User
from web.extensions import Base, enum_type
from web.organisations.models import Organisation, OrganisationStatus, steps_of


class EmployerKind(enum.StrEnum):
    COMPANY = "company"
    ASSOCIATION = "association"
    MUNICIPAL = "municipal"


EmployerStatus: TypeAlias = OrganisationStatus
EMPLOYER_STEPS = steps_of("employer")

employer_contacts = Table(
    "employer_contacts",
    Base.metadata,
    Column("employer_id", ForeignKey("employers.id", ondelete="CASCADE"), primary_key=True),
    Column("user_id", ForeignKey("users.id", ondelete="CASCADE"), primary_key=True),
)


class Employer(Organisation, Base):
    """A workplace that offers small jobs; `cvr` is its number in the central business register.

    The places of a municipality share its number; everybody else's is here once. Links that invite contacts hold for one
    `invitation_round`, which ends when a contact is taken away.
    """

    __tablename__ = "employers"
    __table_args__ = (
        CheckConstraint("cvr ~ '^[1-9][0-9]{7}$'", name="cvr"),
        Index("uq_employers_cvr", "cvr", unique=True, postgresql_where=text("kind <> 'municipal'")),
    )

    identity = ("name", "kind", "cvr")

    kind: Mapped[EmployerKind] = mapped_column(enum_type(EmployerKind))
    asked_kind: Mapped[EmployerKind | None] = mapped_column(enum_type(EmployerKind, name="asked_kind"))
    cvr: Mapped[str]
    asked_cvr: Mapped[str | None]
    status: Mapped[OrganisationStatus] = mapped_column(
        enum_type(OrganisationStatus, name="employerstatus"), default=OrganisationStatus.PENDING, index=True
    )
    address: Mapped[str] = mapped_column(default="")
    invitation_round: Mapped[int] = mapped_column(default=1, server_default="1")

    contacts: Mapped[list[User]] = relationship(secondary=employer_contacts, order_by=User.id)

    @property
    def people(self) -> Sequence[User]:
        """Who speaks for it."""
        return self.contacts
