"""Organisations of every kind that post tasks, and who coordinates for them."""

from __future__ import annotations

import enum
from collections.abc import Sequence
from typing import TypeAlias

from sqlalchemy import Column, ForeignKey, Table
from sqlalchemy.orm import Mapped, mapped_column, relationship

from web.accounts.models import User
from web.extensions import Base, enum_type
from web.organisations.models import Organisation, OrganisationStatus, steps_of


class AssociationKind(enum.StrEnum):
    ASSOCIATION = "association"
    COMPANY = "company"
    SCHOOL = "school"
    HOUSING_ASSOCIATION = "housing_association"
    MUNICIPAL = "municipal"


AssociationStatus: TypeAlias = OrganisationStatus
ASSOCIATION_STEPS = steps_of("association")

association_coordinators = Table(
    "association_coordinators",
    Base.metadata,
    Column("association_id", ForeignKey("associations.id", ondelete="CASCADE"), primary_key=True),
    Column("user_id", ForeignKey("users.id", ondelete="CASCADE"), primary_key=True),
)


class Association(Organisation, Base):
    """An organisation that offers tasks."""

    __tablename__ = "associations"
    identity = ("name", "kind")

    kind: Mapped[AssociationKind] = mapped_column(enum_type(AssociationKind))
    asked_kind: Mapped[AssociationKind | None] = mapped_column(enum_type(AssociationKind, name="asked_kind"))
    status: Mapped[OrganisationStatus] = mapped_column(
        enum_type(OrganisationStatus, name="associationstatus"),
        default=OrganisationStatus.PENDING,
        index=True,
    )
    email: Mapped[str]
    website: Mapped[str] = mapped_column(default="")

    coordinators: Mapped[list[User]] = relationship(secondary=association_coordinators, order_by=User.id)

    @property
    def people(self) -> Sequence[User]:
        """Who coordinates for it."""
        return self.coordinators
