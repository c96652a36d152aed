"""Events, who offers to be planned in, plans, their runs and who is assigned."""

from __future__ import annotations

import enum
from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Table, func, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column, relationship

from web.accounts.models import User
from web.associations.models import Association
from web.core.state_machines import StateMachine
from web.extensions import Base, enum_type
from web.profiles.models import Volunteer
from web.staffing.order_models import ACTIVE_ORDERS, ORDER_STEPS, OrderKind, OrderStatus, StaffingOrder
from web.tasks.demands import Demand
from web.tasks.models import Shift, Task

__all__ = [
    "ACTIVE_ORDERS", "ACTIVE_RUNS", "ASSIGNMENT_STEPS", "ORDER_STEPS", "STAFFING_RUN_STEPS", "Assignment",
    "AssignmentStatus", "Demand", "Event", "HelpOffer", "Leaving", "OrderKind", "OrderStatus", "StaffingOrder",
    "StaffingPlan", "StaffingRun", "StaffingRunStatus", "event_tasks",
]  # fmt: skip

event_tasks = Table(
    "event_tasks",
    Base.metadata,
    Column("task_id", ForeignKey("tasks.id", ondelete="CASCADE"), primary_key=True),
    Column("event_id", ForeignKey("events.id", ondelete="CASCADE"), nullable=False, index=True),
)


class Event(Base):
    """Some days of an association on which several tasks belong together; a task belongs to one event at most."""

    __tablename__ = "events"
    __table_args__ = (CheckConstraint("last_on BETWEEN first_on AND first_on + 60", name="days"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    association_id: Mapped[int] = mapped_column(ForeignKey("associations.id"), index=True)
    title: Mapped[str]
    first_on: Mapped[date] = mapped_column(index=True)
    last_on: Mapped[date]
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())

    association: Mapped[Association] = relationship()
    tasks: Mapped[list[Task]] = relationship(secondary=event_tasks, order_by=Task.id)


class HelpOffer(Base):
    """A volunteer's yes to be planned in where an association needs them: at one event, or week by week.

    `minutes_per_week` is the most they want; `rest_minutes` the rest between two shifts.
    """

    __tablename__ = "help_offers"
    __table_args__ = (
        CheckConstraint("minutes_per_week BETWEEN 30 AND 4800", name="minutes_per_week"),
        CheckConstraint("rest_minutes BETWEEN 0 AND 1440", name="rest_minutes"),
        Index("uq_help_offers_event", "event_id", "volunteer_id", unique=True),
        Index(
            "uq_help_offers_association",
            "association_id",
            "volunteer_id",
            unique=True,
            postgresql_where=text("event_id IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    association_id: Mapped[int] = mapped_column(ForeignKey("associations.id"))
    event_id: Mapped[int | None] = mapped_column(ForeignKey("events.id", ondelete="CASCADE"))
    volunteer_id: Mapped[int] = mapped_column(ForeignKey("volunteers.id"), index=True)
    minutes_per_week: Mapped[int]
    rest_minutes: Mapped[int] = mapped_column(default=0)
    offered_at: Mapped[datetime]

    association: Mapped[Association] = relationship()
    event: Mapped[Event | None] = relationship()
    volunteer: Mapped[Volunteer] = relationship()


class StaffingPlan(Base):
    """The plan of an event, or of the week of an association that begins on `first_on`."""

    __tablename__ = "staffing_plans"
    __table_args__ = (
        CheckConstraint("last_on BETWEEN first_on AND first_on + 60", name="days"),
        Index("uq_staffing_plans_event_id", "event_id", unique=True),
        Index(
            "uq_staffing_plans_week",
            "association_id",
            "first_on",
            unique=True,
            postgresql_where=text("event_id IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    association_id: Mapped[int] = mapped_column(ForeignKey("associations.id"), index=True)
    event_id: Mapped[int | None] = mapped_column(ForeignKey("events.id", ondelete="CASCADE"))
    first_on: Mapped[date]
    last_on: Mapped[date]
    published_at: Mapped[datetime | None]
    published_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())

    association: Mapped[Association] = relationship()
    event: Mapped[Event | None] = relationship()
    published_by: Mapped[User | None] = relationship()


class StaffingRunStatus(enum.StrEnum):
    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


ACTIVE_RUNS = (StaffingRunStatus.QUEUED, StaffingRunStatus.RUNNING)
STAFFING_RUN_STEPS = StateMachine(
    "staffing run",
    {
        "start": (frozenset(ACTIVE_RUNS), StaffingRunStatus.RUNNING),
        "finish": (frozenset({StaffingRunStatus.RUNNING}), StaffingRunStatus.DONE),
        "fail": (frozenset(ACTIVE_RUNS), StaffingRunStatus.FAILED),
    },
)


class StaffingRun(Base):
    """One run of the engine over a plan; `value` and `bound` of `stage` are written while it goes on.

    `outcome` is how far the result is proven, with its stages and, where there is no plan, the rules that clash.
    `unstaffed` are the ids of shifts that do not reach their minimum.
    """

    __tablename__ = "staffing_runs"
    __table_args__ = (
        Index(
            "uq_staffing_runs_one_at_a_time",
            "plan_id",
            unique=True,
            postgresql_where=text("status IN ('queued', 'running')"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("staffing_plans.id", ondelete="CASCADE"), index=True)
    status: Mapped[StaffingRunStatus] = mapped_column(
        enum_type(StaffingRunStatus), default=StaffingRunStatus.QUEUED
    )
    requested_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())
    started_at: Mapped[datetime | None]
    seen_alive_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]
    stop_asked_at: Mapped[datetime | None]
    stage: Mapped[str] = mapped_column(default="")
    value: Mapped[int | None]
    bound: Mapped[float | None]
    outcome: Mapped[dict[str, Any]] = mapped_column(JSONB, default=dict)
    unstaffed: Mapped[list[int]] = mapped_column(JSONB, default=list)
    failure: Mapped[str | None]

    plan: Mapped[StaffingPlan] = relationship()
    requested_by: Mapped[User | None] = relationship()


class AssignmentStatus(enum.StrEnum):
    """Proposed by the engine; accepted by the coordinator; published to the volunteer; ended when they were moved."""

    PROPOSED = "proposed"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    PUBLISHED = "published"
    ENDED = "ended"


ASSIGNMENT_STEPS = StateMachine(
    "assignment",
    {
        "accept": (frozenset({AssignmentStatus.PROPOSED}), AssignmentStatus.ACCEPTED),
        "refuse": (
            frozenset({AssignmentStatus.PROPOSED, AssignmentStatus.ACCEPTED}),
            AssignmentStatus.REFUSED,
        ),
        "insist": (
            frozenset({AssignmentStatus.PROPOSED, AssignmentStatus.REFUSED, AssignmentStatus.ENDED}),
            AssignmentStatus.ACCEPTED,
        ),
        "publish": (frozenset({AssignmentStatus.ACCEPTED}), AssignmentStatus.PUBLISHED),
        "end": (
            frozenset({AssignmentStatus.ACCEPTED, AssignmentStatus.PUBLISHED}),
            AssignmentStatus.ENDED,
        ),
    },
)


class Leaving(enum.StrEnum):
    """Somebody who is published may be taken off again: proposed by the engine, or decided by the coordinator."""

    PROPOSED = "proposed"
    DECIDED = "decided"


class Assignment(Base):
    """One volunteer on one shift of a plan, with the engine's reasons as codes; see `AssignmentStatus` and `Leaving`."""

    __tablename__ = "staffing_assignments"
    __table_args__ = (
        CheckConstraint("leaving IS NULL OR status = 'published'", name="leaves_what_is_published"),
        Index("uq_staffing_assignments_shift_id_volunteer_id", "shift_id", "volunteer_id", unique=True),
        Index("ix_staffing_assignments_plan_id_status", "plan_id", "status"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("staffing_plans.id", ondelete="CASCADE"))
    shift_id: Mapped[int] = mapped_column(ForeignKey("shifts.id", ondelete="CASCADE"))
    volunteer_id: Mapped[int] = mapped_column(ForeignKey("volunteers.id"), index=True)
    status: Mapped[AssignmentStatus] = mapped_column(
        enum_type(AssignmentStatus), default=AssignmentStatus.PROPOSED
    )
    leaving: Mapped[Leaving | None] = mapped_column(enum_type(Leaving))
    is_insisted: Mapped[bool] = mapped_column(default=False)
    reasons: Mapped[list[dict[str, Any]]] = mapped_column(JSONB, default=list)
    refuse_reason: Mapped[str | None]
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())

    plan: Mapped[StaffingPlan] = relationship()
    shift: Mapped[Shift] = relationship()
    volunteer: Mapped[Volunteer] = relationship()
