"""Orders of children's certificates: who consented, which association orders, whether it has been obtained."""

from __future__ import annotations

import enum
from datetime import datetime

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from web.associations.models import Association
from web.core.state_machines import StateMachine
from web.extensions import Base, enum_type
from web.profiles.models import Volunteer


class OrderStatus(enum.StrEnum):
    ASKED = "asked"
    OBTAINED = "obtained"
    NOT_OBTAINED = "not_obtained"
    WITHDRAWN = "withdrawn"


ORDER_STEPS = StateMachine(
    "certificate order",
    {
        "obtain": (frozenset({OrderStatus.ASKED}), OrderStatus.OBTAINED),
        "not obtain": (frozenset({OrderStatus.ASKED}), OrderStatus.NOT_OBTAINED),
        "withdraw": (frozenset({OrderStatus.ASKED}), OrderStatus.WITHDRAWN),
    },
)


class CertificateOrder(Base):
    """A volunteer's consent that an association orders the certificate; the certificate itself never comes here."""

    __tablename__ = "certificate_orders"
    __table_args__ = (
        Index(
            "uq_certificate_orders_asked",
            "volunteer_id",
            unique=True,
            postgresql_where=text("status = 'asked'"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    volunteer_id: Mapped[int] = mapped_column(ForeignKey("volunteers.id"), index=True)
    association_id: Mapped[int] = mapped_column(ForeignKey("associations.id"), index=True)
    status: Mapped[OrderStatus] = mapped_column(enum_type(OrderStatus), default=OrderStatus.ASKED)
    consented_at: Mapped[datetime]
    answered_at: Mapped[datetime | None]

    volunteer: Mapped[Volunteer] = relationship()
    association: Mapped[Association] = relationship()
