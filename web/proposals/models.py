"""Match runs, proposals with their reasons and alternates, and why some were left without."""

from __future__ import annotations

import enum
from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, func, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column, relationship

from web.accounts.models import User
from web.core.living import Living
from web.core.state_machines import StateMachine
from web.extensions import Base, enum_type
from web.profiles.models import Mentor
from web.youth.models import MentorRequest

USUAL_PATIENCE = 20
MOST_PATIENCE = 180
"""Less, also where the solver ends late, than the silence after which a run counts as lost."""


class RunStatus(enum.StrEnum):
    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


RUN_STEPS = StateMachine(
    "match run",
    {
        "start": (frozenset({RunStatus.QUEUED, RunStatus.RUNNING}), RunStatus.RUNNING),
        "finish": (frozenset({RunStatus.RUNNING}), RunStatus.DONE),
        "fail": (frozenset({RunStatus.QUEUED, RunStatus.RUNNING}), RunStatus.FAILED),
    },
)


class RunStage(enum.StrEnum):
    """What a running match run is doing, for the progress on its page."""

    WAITING = "waiting"
    READING = "reading"
    SOLVING = "solving"
    CHECKING = "checking"
    WRITING = "writing"
    FINISHED = "finished"


class MatchRun(Living, Base):
    """One run of the optimiser over all open requests and available mentors.

    `input_size`, `weights` and `statistics` are kept as the engine saw and reported them. `patience_seconds` is how long it
    looks for a better plan of mentors and small jobs together, where their times meet.
    """

    __tablename__ = "match_runs"
    __table_args__ = (
        CheckConstraint(f"patience_seconds BETWEEN 1 AND {MOST_PATIENCE}", name="patience_seconds"),
        Index(
            "uq_match_runs_one_at_a_time",
            text("(true)"),
            unique=True,
            postgresql_where=text("status IN ('queued', 'running')"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    status: Mapped[RunStatus] = mapped_column(enum_type(RunStatus), default=RunStatus.QUEUED, index=True)
    stage: Mapped[RunStage] = mapped_column(enum_type(RunStage), default=RunStage.WAITING)
    requested_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())
    weights: Mapped[dict[str, Any]] = mapped_column(JSONB, default=dict)
    input_size: Mapped[dict[str, Any]] = mapped_column(JSONB, default=dict)
    statistics: Mapped[dict[str, Any]] = mapped_column(JSONB, default=dict)
    patience_seconds: Mapped[int] = mapped_column(default=USUAL_PATIENCE, server_default=str(USUAL_PATIENCE))

    requested_by: Mapped[User | None] = relationship()


class ProposalStatus(enum.StrEnum):
    """Proposed by the optimiser; approved by the caseworker; then the mentor's yes; then the young person's."""

    PROPOSED = "proposed"
    APPROVED = "approved"
    MENTOR_ACCEPTED = "mentor_accepted"
    ACCEPTED = "accepted"
    DECLINED_BY_CASEWORKER = "declined_by_caseworker"
    DECLINED_BY_MENTOR = "declined_by_mentor"
    DECLINED_BY_YOUNG_PERSON = "declined_by_young_person"
    EXPIRED = "expired"
    REPLACED = "replaced"
    WITHDRAWN = "withdrawn"


LIVE_PROPOSALS = frozenset({ProposalStatus.PROPOSED, ProposalStatus.APPROVED, ProposalStatus.MENTOR_ACCEPTED})

PROPOSAL_STEPS = StateMachine(
    "proposal",
    {
        "approve": (frozenset({ProposalStatus.PROPOSED}), ProposalStatus.APPROVED),
        "decline as caseworker": (LIVE_PROPOSALS, ProposalStatus.DECLINED_BY_CASEWORKER),
        "accept as mentor": (frozenset({ProposalStatus.APPROVED}), ProposalStatus.MENTOR_ACCEPTED),
        "decline as mentor": (
            frozenset({ProposalStatus.APPROVED, ProposalStatus.MENTOR_ACCEPTED}),
            ProposalStatus.DECLINED_BY_MENTOR,
        ),
        "accept as young person": (frozenset({ProposalStatus.MENTOR_ACCEPTED}), ProposalStatus.ACCEPTED),
        "decline as young person": (
            frozenset({ProposalStatus.MENTOR_ACCEPTED}),
            ProposalStatus.DECLINED_BY_YOUNG_PERSON,
        ),
        "expire": (LIVE_PROPOSALS, ProposalStatus.EXPIRED),
        "replace": (frozenset({ProposalStatus.PROPOSED}), ProposalStatus.REPLACED),
        "withdraw": (LIVE_PROPOSALS, ProposalStatus.WITHDRAWN),
    },
)


class Proposal(Base):
    """A proposed pair. `contributions` are the engine's: [{"criterion", "value" 0–1, "weight", "points", ...}].

    At most one proposal per request is live at a time. `expires_at` is set anew at each step.
    `reason` is the code and the words of whoever declined.
    """

    __tablename__ = "proposals"
    __table_args__ = (
        CheckConstraint("score BETWEEN 0 AND 1", name="score"),
        Index(
            "uq_proposals_live_request",
            "request_id",
            unique=True,
            postgresql_where=text("status IN ('proposed', 'approved', 'mentor_accepted')"),
        ),
        Index("ix_proposals_mentor_id_status", "mentor_id", "status"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    run_id: Mapped[int | None] = mapped_column(ForeignKey("match_runs.id"), index=True)
    request_id: Mapped[int] = mapped_column(ForeignKey("mentor_requests.id"), index=True)
    mentor_id: Mapped[int] = mapped_column(ForeignKey("mentors.id"))
    status: Mapped[ProposalStatus] = mapped_column(
        enum_type(ProposalStatus), default=ProposalStatus.PROPOSED, index=True
    )
    score: Mapped[float]
    contributions: Mapped[list[dict[str, Any]]] = mapped_column(JSONB, default=list)
    facts: Mapped[dict[str, Any]] = mapped_column(JSONB, default=dict)
    is_override: Mapped[bool] = mapped_column(default=False)
    decline_reason: Mapped[str | None]
    decline_words: Mapped[str | None]
    answered_on_behalf: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())
    approved_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    expires_at: Mapped[datetime]

    run: Mapped[MatchRun | None] = relationship()
    request: Mapped[MentorRequest] = relationship()
    mentor: Mapped[Mentor] = relationship()
    approved_by: Mapped[User | None] = relationship()
    alternates: Mapped[list[Alternate]] = relationship(
        cascade="all, delete-orphan", order_by="Alternate.rank"
    )


class Alternate(Base):
    """Another mentor who could help, with what the whole plan loses when the caseworker chooses them."""

    __tablename__ = "proposal_alternates"

    proposal_id: Mapped[int] = mapped_column(ForeignKey("proposals.id", ondelete="CASCADE"), primary_key=True)
    rank: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    mentor_id: Mapped[int] = mapped_column(ForeignKey("mentors.id"))
    score: Mapped[float]
    contributions: Mapped[list[dict[str, Any]]] = mapped_column(JSONB, default=list)
    facts: Mapped[dict[str, Any]] = mapped_column(JSONB, default=dict)
    consequences: Mapped[dict[str, Any]] = mapped_column(JSONB, default=dict)

    mentor: Mapped[Mentor] = relationship()


class Unmatched(Base):
    """An open request that a run left without a mentor, with the engine's reason codes and what would unblock it."""

    __tablename__ = "unmatched_requests"

    run_id: Mapped[int] = mapped_column(ForeignKey("match_runs.id", ondelete="CASCADE"), primary_key=True)
    request_id: Mapped[int] = mapped_column(
        ForeignKey("mentor_requests.id", ondelete="CASCADE"), primary_key=True
    )
    reasons: Mapped[list[dict[str, Any]]] = mapped_column(JSONB, default=list)

    run: Mapped[MatchRun] = relationship()
    request: Mapped[MentorRequest] = relationship()


class PlanChange(Base):
    """A request that had another mentor in the plan before, or none, or has none any more; `reason` is a code."""

    __tablename__ = "plan_changes"

    run_id: Mapped[int] = mapped_column(ForeignKey("match_runs.id", ondelete="CASCADE"), primary_key=True)
    request_id: Mapped[int] = mapped_column(
        ForeignKey("mentor_requests.id", ondelete="CASCADE"), primary_key=True
    )
    before_mentor_id: Mapped[int | None] = mapped_column(ForeignKey("mentors.id"))
    after_mentor_id: Mapped[int | None] = mapped_column(ForeignKey("mentors.id"))
    reason: Mapped[str]

    request: Mapped[MentorRequest] = relationship()
