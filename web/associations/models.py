"""Organisations of every kind that post tasks, and who coordinates for them."""

from __future__ import annotations

import enum
from datetime import datetime

from sqlalchemy import Column, ForeignKey, Table, func
from sqlalchemy.orm import Mapped, mapped_column, relationship

from web.accounts.models import User
from web.catalogue.models import Area
from web.core.state_machines import StateMachine
from web.extensions import Base, enum_type


class AssociationKind(enum.StrEnum):
    ASSOCIATION = "association"
    COMPANY = "company"
    SCHOOL = "school"
    HOUSING_ASSOCIATION = "housing_association"
    MUNICIPAL = "municipal"


class AssociationStatus(enum.StrEnum):
    PENDING = "pending"
    APPROVED = "approved"
    REFUSED = "refused"


ASSOCIATION_STEPS = StateMachine(
    "association",
    {
        "approve": (
            frozenset({AssociationStatus.PENDING, AssociationStatus.REFUSED}),
            AssociationStatus.APPROVED,
        ),
        "refuse": (
            frozenset({AssociationStatus.PENDING, AssociationStatus.APPROVED}),
            AssociationStatus.REFUSED,
        ),
    },
)

association_coordinators = Table(
    "association_coordinators",
    Base.metadata,
    Column("association_id", ForeignKey("associations.id", ondelete="CASCADE"), primary_key=True),
    Column("user_id", ForeignKey("users.id", ondelete="CASCADE"), primary_key=True),
)


class Association(Base):
    """An organisation that offers tasks; `code` is its key in imported files."""

    __tablename__ = "associations"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str] = mapped_column(unique=True)
    kind: Mapped[AssociationKind] = mapped_column(enum_type(AssociationKind))
    status: Mapped[AssociationStatus] = mapped_column(
        enum_type(AssociationStatus), default=AssociationStatus.PENDING, index=True
    )
    area_id: Mapped[int] = mapped_column(ForeignKey("areas.id"))
    email: Mapped[str]
    phone: Mapped[str] = mapped_column(default="")
    website: Mapped[str] = mapped_column(default="")
    about: Mapped[str] = mapped_column(default="")
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())

    area: Mapped[Area] = relationship()
    coordinators: Mapped[list[User]] = relationship(secondary=association_coordinators, order_by=User.id)
