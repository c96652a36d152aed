"""Runs of the optimiser for small jobs, and whom each left without one."""

from __future__ import annotations

import enum
from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, func, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column, relationship

from web.accounts.models import User
from web.core.state_machines import StateMachine
from web.extensions import Base, enum_type
from web.youth.models import YoungPerson


class JobRunStatus(enum.StrEnum):
    QUEUED = "queued"
    DONE = "done"
    FAILED = "failed"


JOB_RUN_STEPS = StateMachine(
    "job run",
    {
        "finish": (frozenset({JobRunStatus.QUEUED}), JobRunStatus.DONE),
        "fail": (frozenset({JobRunStatus.QUEUED}), JobRunStatus.FAILED),
    },
)


class JobRun(Base):
    """One run of the optimiser over everybody who looks for a small job and every free seat."""

    __tablename__ = "job_runs"
    __table_args__ = (
        Index(
            "uq_job_runs_one_at_a_time",
            text("(true)"),
            unique=True,
            postgresql_where=text("status = 'queued'"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    status: Mapped[JobRunStatus] = mapped_column(enum_type(JobRunStatus), default=JobRunStatus.QUEUED)
    requested_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())
    finished_at: Mapped[datetime | None]
    statistics: Mapped[dict[str, Any]] = mapped_column(JSONB, default=dict)
    failure: Mapped[str | None]

    requested_by: Mapped[User | None] = relationship()


class LeftWithout(Base):
    """A young person whom a run found no small job for, with the engine's reasons as codes."""

    __tablename__ = "job_run_left_without"

    run_id: Mapped[int] = mapped_column(ForeignKey("job_runs.id", ondelete="CASCADE"), primary_key=True)
    young_person_id: Mapped[int] = mapped_column(
        ForeignKey("young_people.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    reasons: Mapped[list[dict[str, Any]]] = mapped_column(JSONB, default=list)

    young_person: Mapped[YoungPerson] = relationship()
