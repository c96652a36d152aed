"""What the engine advises beyond the plan: kinds of mentors worth recruiting, and plans that somebody has tried out."""

from __future__ import annotations

import enum
from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, func, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column, relationship

from web.core.living import Living
from web.core.state_machines import StateMachine
from web.extensions import Base, enum_type
from web.profiles.models import Mentor
from web.proposals.models import MatchRun, Proposal
from web.youth.models import MentorRequest


class RecruitmentAdvice(Base):
    """What one more mentor of each sensible kind would be worth after a run, best first, as codes and numbers.

    Nobody with protected name and address is among those who are counted: a kind names an area.
    """

    __tablename__ = "recruitment_advice"

    run_id: Mapped[int] = mapped_column(ForeignKey("match_runs.id", ondelete="CASCADE"), primary_key=True)
    kinds: Mapped[list[dict[str, Any]]] = mapped_column(JSONB, default=list)
    worked_out_at: Mapped[datetime]

    run: Mapped[MatchRun] = relationship()


class TrialKind(enum.StrEnum):
    """What is tried out: insisting on one pair, or something different for everybody."""

    OVERRIDE = "override"
    WHAT_IF = "what_if"


class TrialStatus(enum.StrEnum):
    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


class TrialStage(enum.StrEnum):
    """What a running trial is doing, for the progress on its page."""

    READING = "reading"
    PLANNING = "planning"
    COMPARING = "comparing"


TRIAL_STEPS = StateMachine(
    "plan trial",
    {
        "start": (frozenset({TrialStatus.QUEUED, TrialStatus.RUNNING}), TrialStatus.RUNNING),
        "finish": (frozenset({TrialStatus.RUNNING}), TrialStatus.DONE),
        "fail": (frozenset({TrialStatus.QUEUED, TrialStatus.RUNNING}), TrialStatus.FAILED),
    },
)


class PlanTrial(Living, Base):
    """A plan that somebody tries out; nothing follows from it but what they see, until they insist on the pair.

    `mentor` is whom the caseworker would choose, or who is left out. `changes` are what else is different and `answer`
    the numbers, as codes; who would have another mentor is in `moves`. `proposal` is what insisting has made.
    """

    __tablename__ = "plan_trials"
    __table_args__ = (
        CheckConstraint(
            "kind <> 'override' OR (request_id IS NOT NULL AND mentor_id IS NOT NULL)",
            name="override_has_pair",
        ),
        Index(
            "uq_plan_trials_one_at_a_time",
            "user_id",
            unique=True,
            postgresql_where=text("status IN ('queued', 'running')"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True)
    kind: Mapped[TrialKind] = mapped_column(enum_type(TrialKind))
    status: Mapped[TrialStatus] = mapped_column(enum_type(TrialStatus), default=TrialStatus.QUEUED)
    stage: Mapped[TrialStage | None] = mapped_column(enum_type(TrialStage))
    request_id: Mapped[int | None] = mapped_column(ForeignKey("mentor_requests.id", ondelete="CASCADE"))
    mentor_id: Mapped[int | None] = mapped_column(ForeignKey("mentors.id"))
    changes: Mapped[dict[str, Any]] = mapped_column(JSONB, default=dict)
    answer: Mapped[dict[str, Any]] = mapped_column(JSONB, default=dict)
    proposal_id: Mapped[int | None] = mapped_column(ForeignKey("proposals.id", ondelete="SET NULL"))
    created_at: Mapped[datetime] = mapped_column(server_default=func.now(), index=True)

    request: Mapped[MentorRequest | None] = relationship()
    mentor: Mapped[Mentor | None] = relationship()
    proposal: Mapped[Proposal | None] = relationship()
    moves: Mapped[list[TrialMove]] = relationship(
        cascade="all, delete-orphan", order_by="TrialMove.request_id"
    )


class TrialMove(Base):
    """Somebody who would have another mentor in the tried plan, none any more, or one at last.

    `is_new_mentor`: the mentor afterwards is one of those who were only imagined.
    """

    __tablename__ = "trial_moves"

    trial_id: Mapped[int] = mapped_column(ForeignKey("plan_trials.id", ondelete="CASCADE"), primary_key=True)
    request_id: Mapped[int] = mapped_column(
        ForeignKey("mentor_requests.id", ondelete="CASCADE"), primary_key=True
    )
    before_mentor_id: Mapped[int | None] = mapped_column(ForeignKey("mentors.id"))
    after_mentor_id: Mapped[int | None] = mapped_column(ForeignKey("mentors.id"))
    is_new_mentor: Mapped[bool] = mapped_column(default=False)

    request: Mapped[MentorRequest] = relationship()
    before_mentor: Mapped[Mentor | None] = relationship(foreign_keys=[before_mentor_id])
    after_mentor: Mapped[Mentor | None] = relationship(foreign_keys=[after_mentor_id])
