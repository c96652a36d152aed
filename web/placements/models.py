"""Job proposals, placements on a seat of a small job, trial days, and the paid hours of each week."""

from __future__ import annotations

import enum
from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, func, text
from sqlalchemy.dialects.postgresql import JSONB, ExcludeConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from web.core.state_machines import StateMachine
from web.extensions import Base, enum_type
from web.placements.run_models import JobRun
from web.small_jobs.models import SmallJob
from web.small_jobs.terms import Earlier
from web.youth.models import YoungPerson


class JobProposalStatus(enum.StrEnum):
    """Proposed; approved by the caseworker, who so asks the young person; their yes asks the employer; the employer's makes it."""

    PROPOSED = "proposed"
    APPROVED = "approved"
    YOUNG_PERSON_ACCEPTED = "young_person_accepted"
    ACCEPTED = "accepted"
    DECLINED_BY_CASEWORKER = "declined_by_caseworker"
    DECLINED_BY_YOUNG_PERSON = "declined_by_young_person"
    DECLINED_BY_EMPLOYER = "declined_by_employer"
    EXPIRED = "expired"
    REPLACED = "replaced"
    WITHDRAWN = "withdrawn"


LIVE_JOB_PROPOSALS = frozenset(
    {JobProposalStatus.PROPOSED, JobProposalStatus.APPROVED, JobProposalStatus.YOUNG_PERSON_ACCEPTED}
)

JOB_PROPOSAL_STEPS = StateMachine(
    "job proposal",
    {
        "approve": (frozenset({JobProposalStatus.PROPOSED}), JobProposalStatus.APPROVED),
        "decline as caseworker": (LIVE_JOB_PROPOSALS, JobProposalStatus.DECLINED_BY_CASEWORKER),
        "accept as young person": (
            frozenset({JobProposalStatus.APPROVED}),
            JobProposalStatus.YOUNG_PERSON_ACCEPTED,
        ),
        "ask again": (frozenset({JobProposalStatus.YOUNG_PERSON_ACCEPTED}), JobProposalStatus.APPROVED),
        "decline as young person": (
            frozenset({JobProposalStatus.APPROVED, JobProposalStatus.YOUNG_PERSON_ACCEPTED}),
            JobProposalStatus.DECLINED_BY_YOUNG_PERSON,
        ),
        "accept as employer": (
            frozenset({JobProposalStatus.YOUNG_PERSON_ACCEPTED}),
            JobProposalStatus.ACCEPTED,
        ),
        "decline as employer": (
            frozenset({JobProposalStatus.YOUNG_PERSON_ACCEPTED}),
            JobProposalStatus.DECLINED_BY_EMPLOYER,
        ),
        "expire": (LIVE_JOB_PROPOSALS, JobProposalStatus.EXPIRED),
        "replace": (frozenset({JobProposalStatus.PROPOSED}), JobProposalStatus.REPLACED),
        "withdraw": (LIVE_JOB_PROPOSALS, JobProposalStatus.WITHDRAWN),
    },
)


class JobProposal(Base):
    """A young person and a small job that might suit each other; at most one per young person is live at a time.

    Without a run the caseworker has proposed it by hand. `reasons` are the engine's, as codes. `terms_version` is what
    the young person said yes to; `earlier_terms` what has changed since they were asked.
    """

    __tablename__ = "job_proposals"
    __table_args__ = (
        CheckConstraint("score BETWEEN 0 AND 1", name="score"),
        Index(
            "uq_job_proposals_live",
            "young_person_id",
            unique=True,
            postgresql_where=text("status IN ('proposed', 'approved', 'young_person_accepted')"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    run_id: Mapped[int | None] = mapped_column(ForeignKey("job_runs.id"), index=True)
    young_person_id: Mapped[int] = mapped_column(ForeignKey("young_people.id"), index=True)
    small_job_id: Mapped[int] = mapped_column(ForeignKey("small_jobs.id"), index=True)
    status: Mapped[JobProposalStatus] = mapped_column(
        enum_type(JobProposalStatus), default=JobProposalStatus.PROPOSED, index=True
    )
    score: Mapped[float | None]
    reasons: Mapped[list[dict[str, Any]]] = mapped_column(JSONB, default=list)
    decline_reason: Mapped[str | None]
    answered_on_behalf: Mapped[bool] = mapped_column(default=False)
    terms_version: Mapped[int | None]
    earlier_terms: Mapped[Earlier] = mapped_column(JSONB, default=dict, server_default=text("'{}'"))
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())
    expires_at: Mapped[datetime]

    run: Mapped[JobRun | None] = relationship()
    young_person: Mapped[YoungPerson] = relationship()
    small_job: Mapped[SmallJob] = relationship()


class PlacementStatus(enum.StrEnum):
    TRIAL = "trial"
    EMPLOYED = "employed"
    ENDED = "ended"


RUNNING = frozenset({PlacementStatus.TRIAL, PlacementStatus.EMPLOYED})

PLACEMENT_STEPS = StateMachine(
    "placement",
    {
        "employ": (frozenset({PlacementStatus.TRIAL}), PlacementStatus.EMPLOYED),
        "end": (RUNNING, PlacementStatus.ENDED),
    },
)


class Placement(Base):
    """A young person in a small job: first on trial, then employed. Running, it holds one of the job's seats.

    A trigger refuses a new one against age limits, without consent, with an employer who is not approved, or on other
    terms than the young person said yes to. The four numbers are the step-up plan as it was agreed.
    """

    __tablename__ = "placements"
    __table_args__ = (
        ForeignKeyConstraint(
            ["small_job_id", "seat"],
            ["small_job_seats.small_job_id", "small_job_seats.number"],
            name="fk_placements_seat",
        ),
        CheckConstraint("(status = 'ended') = (seat IS NULL)", name="running_has_seat"),
        CheckConstraint("(status = 'ended') = (ended_on IS NOT NULL)", name="ended_on"),
        CheckConstraint(
            "start_hours BETWEEN 1 AND 37 AND goal_hours BETWEEN start_hours AND 37", name="hours"
        ),
        CheckConstraint("step_hours BETWEEN 0 AND 10 AND step_weeks BETWEEN 1 AND 26", name="steps"),
        Index("uq_placements_seat", "small_job_id", "seat", unique=True),
        Index(
            "uq_placements_running",
            "young_person_id",
            unique=True,
            postgresql_where=text("status <> 'ended'"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    proposal_id: Mapped[int] = mapped_column(ForeignKey("job_proposals.id"), unique=True)
    young_person_id: Mapped[int] = mapped_column(ForeignKey("young_people.id"), index=True)
    small_job_id: Mapped[int] = mapped_column(ForeignKey("small_jobs.id"), index=True)
    status: Mapped[PlacementStatus] = mapped_column(
        enum_type(PlacementStatus), default=PlacementStatus.TRIAL, index=True
    )
    seat: Mapped[int | None]
    start_hours: Mapped[int]
    step_hours: Mapped[int]
    step_weeks: Mapped[int]
    goal_hours: Mapped[int]
    started_on: Mapped[date]
    employed_on: Mapped[date | None]
    ended_on: Mapped[date | None]
    end_reason: Mapped[str | None]

    proposal: Mapped[JobProposal] = relationship()
    young_person: Mapped[YoungPerson] = relationship()
    small_job: Mapped[SmallJob] = relationship()
    trial_days: Mapped[list[TrialDay]] = relationship(
        back_populates="placement", order_by="(TrialDay.starts_at, TrialDay.id)"
    )
    weeks: Mapped[list[WorkWeek]] = relationship(back_populates="placement", order_by="WorkWeek.monday")


class TrialDayStatus(enum.StrEnum):
    PLANNED = "planned"
    HELD = "held"
    CALLED_OFF = "called_off"


TRIAL_DAY_STEPS = StateMachine(
    "trial day",
    {
        "hold": (frozenset({TrialDayStatus.PLANNED}), TrialDayStatus.HELD),
        "call off": (frozenset({TrialDayStatus.PLANNED}), TrialDayStatus.CALLED_OFF),
    },
)


class Outcome(enum.StrEnum):
    """How one of the two found a trial day."""

    GOOD = "good"
    UNSURE = "unsure"
    NO = "no"


class TrialDay(Base):
    """A day to try the work, and how each of the two found it; it has been held once one of them says so."""

    __tablename__ = "trial_days"
    __table_args__ = (
        CheckConstraint("ends_at > starts_at", name="ends_after_start"),
        CheckConstraint(
            "status = 'held' OR (employer_outcome IS NULL AND young_person_outcome IS NULL)",
            name="held_first",
        ),
        ExcludeConstraint(
            (text("int8range(placement_id, placement_id, '[]')"), "&&"),
            (text("tstzrange(starts_at, ends_at)"), "&&"),
            name="ex_trial_days_no_double_booking",
            using="gist",
            where=text("status <> 'called_off'"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    placement_id: Mapped[int] = mapped_column(ForeignKey("placements.id", ondelete="CASCADE"))
    starts_at: Mapped[datetime] = mapped_column(index=True)
    ends_at: Mapped[datetime]
    status: Mapped[TrialDayStatus] = mapped_column(enum_type(TrialDayStatus), default=TrialDayStatus.PLANNED)
    employer_outcome: Mapped[Outcome | None] = mapped_column(enum_type(Outcome, name="employer_outcome"))
    young_person_outcome: Mapped[Outcome | None] = mapped_column(
        enum_type(Outcome, name="young_person_outcome")
    )

    placement: Mapped[Placement] = relationship(back_populates="trial_days")

    @property
    def young_person(self) -> YoungPerson:
        """Whose trial day it is."""
        return self.placement.young_person

    @property
    def young_person_id(self) -> int:
        """The same as the audit log wants to know it."""
        return self.placement.young_person_id


class WorkWeek(Base):
    """The paid hours of one week, named by its Monday, with that week's pay; a week without hours is noted as 0."""

    __tablename__ = "work_weeks"
    __table_args__ = (
        CheckConstraint("minutes BETWEEN 0 AND 3600 AND mod(minutes, 15) = 0", name="minutes"),
        CheckConstraint("extract(isodow from monday) = 1", name="monday"),
        CheckConstraint("hourly_rate_kr > 0", name="hourly_rate_kr"),
        Index("uq_work_weeks_placement_id_monday", "placement_id", "monday", unique=True),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    placement_id: Mapped[int] = mapped_column(ForeignKey("placements.id", ondelete="CASCADE"))
    monday: Mapped[date]
    minutes: Mapped[int]
    hourly_rate_kr: Mapped[int]
    noted_at: Mapped[datetime]
    noted_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))

    placement: Mapped[Placement] = relationship(back_populates="weeks")

    @property
    def young_person_id(self) -> int:
        """Whose hours they are, as the audit log wants to know."""
        return self.placement.young_person_id
