"""Large steps of a plan, such as saying yes to thousands of proposals: asked for by a coordinator, done by a job."""

from __future__ import annotations

import enum
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey, Index, func, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from web.accounts.models import User
from web.core.state_machines import StateMachine
from web.extensions import Base, enum_type

if TYPE_CHECKING:
    from web.staffing.models import StaffingPlan


class OrderKind(enum.StrEnum):
    ACCEPT = "accept"
    PUBLISH = "publish"


class OrderStatus(enum.StrEnum):
    """Refused: a rule stood in the way, and nothing was changed. Failed: it could not be finished."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    REFUSED = "refused"
    FAILED = "failed"


ACTIVE_ORDERS = (OrderStatus.QUEUED, OrderStatus.RUNNING)
ORDER_STEPS = StateMachine(
    "staffing order",
    {
        "start": (frozenset(ACTIVE_ORDERS), OrderStatus.RUNNING),
        "finish": (frozenset({OrderStatus.RUNNING}), OrderStatus.DONE),
        "refuse": (frozenset({OrderStatus.RUNNING}), OrderStatus.REFUSED),
        "fail": (frozenset(ACTIVE_ORDERS), OrderStatus.FAILED),
    },
)


class StaffingOrder(Base):
    """Yes to all proposals of a plan, or its publication, where there are too many to wait for.

    `seen` is the fingerprint of the list that was shown; `done` of `total` is written while it goes on, beside the one
    transaction that changes the plan. `refusal` says in the coordinator's language what stood in the way.
    """

    __tablename__ = "staffing_orders"
    __table_args__ = (
        Index(
            "uq_staffing_orders_one_at_a_time",
            "plan_id",
            unique=True,
            postgresql_where=text("status IN ('queued', 'running')"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("staffing_plans.id", ondelete="CASCADE"), index=True)
    kind: Mapped[OrderKind] = mapped_column(enum_type(OrderKind))
    status: Mapped[OrderStatus] = mapped_column(enum_type(OrderStatus), default=OrderStatus.QUEUED)
    asked_by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    seen: Mapped[str] = mapped_column(default="")
    total: Mapped[int] = mapped_column(default=0)
    done: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())
    seen_alive_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]
    refusal: Mapped[str | None]

    plan: Mapped[StaffingPlan] = relationship()
    asked_by: Mapped[User] = relationship()
