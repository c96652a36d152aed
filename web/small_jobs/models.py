"""Small jobs with numbered seats, who would like one, and what a young person wishes for at work."""

from __future__ import annotations

import enum
from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, Column, ForeignKey, Table, func, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column, relationship

from web.catalogue.models import Area
from web.core.state_machines import StateMachine
from web.core.week import Week, WeekType
from web.employers.models import Employer
from web.extensions import Base, enum_type
from web.profiles.models import MEANS_ARRAY, Means
from web.small_jobs.kinds import KindOfWork, Strain, SupportKind
from web.youth.models import YoungPerson


class SmallJobStatus(enum.StrEnum):
    DRAFT = "draft"
    PUBLISHED = "published"
    CLOSED = "closed"


SMALL_JOB_STEPS = StateMachine(
    "small job",
    {
        "publish": (frozenset({SmallJobStatus.DRAFT}), SmallJobStatus.PUBLISHED),
        "close": (frozenset({SmallJobStatus.DRAFT, SmallJobStatus.PUBLISHED}), SmallJobStatus.CLOSED),
        "reopen": (frozenset({SmallJobStatus.CLOSED}), SmallJobStatus.PUBLISHED),
    },
)

small_job_support = Table(
    "small_job_support",
    Base.metadata,
    Column("small_job_id", ForeignKey("small_jobs.id", ondelete="CASCADE"), primary_key=True),
    Column("support_kind_id", ForeignKey("support_kinds.id"), primary_key=True),
)
small_job_strains = Table(
    "small_job_strains",
    Base.metadata,
    Column("small_job_id", ForeignKey("small_jobs.id", ondelete="CASCADE"), primary_key=True),
    Column("strain_id", ForeignKey("strains.id"), primary_key=True),
)


class SmallJob(Base):
    """A job of a few hours a week with ordinary pay. A trigger keeps `seats` rows of `SmallJobSeat`.

    `week` is when the work can lie. A trigger refuses a `youngest_age` below that of the kind of work. Another counts
    `terms_version` on whenever one of the terms is changed, and refuses that while somebody works there. `earlier_pay`
    holds what an hour paid before which Monday, the oldest first.
    """

    __tablename__ = "small_jobs"
    __table_args__ = (
        CheckConstraint("hourly_rate_kr > 0", name="ordinary_pay"),
        CheckConstraint("hours_from BETWEEN 1 AND 37 AND hours_to BETWEEN hours_from AND 37", name="hours"),
        CheckConstraint("youngest_age BETWEEN 13 AND 30", name="youngest_age"),
        CheckConstraint("oldest_age BETWEEN youngest_age AND 35", name="oldest_age"),
        CheckConstraint("seats BETWEEN 1 AND 50", name="seats"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(unique=True)
    employer_id: Mapped[int] = mapped_column(ForeignKey("employers.id"), index=True)
    kind_of_work_id: Mapped[int] = mapped_column(ForeignKey("kinds_of_work.id"))
    area_id: Mapped[int] = mapped_column(ForeignKey("areas.id"), index=True)
    status: Mapped[SmallJobStatus] = mapped_column(
        enum_type(SmallJobStatus), default=SmallJobStatus.DRAFT, index=True
    )
    title: Mapped[str]
    tasks: Mapped[str]
    good_day: Mapped[str]
    place: Mapped[str] = mapped_column(default="")
    hours_from: Mapped[int]
    hours_to: Mapped[int]
    hourly_rate_kr: Mapped[int]
    week: Mapped[Week] = mapped_column(WeekType)
    youngest_age: Mapped[int]
    oldest_age: Mapped[int | None]
    seats: Mapped[int] = mapped_column(default=1)
    terms_version: Mapped[int] = mapped_column(default=1, server_default="1")
    earlier_pay: Mapped[list[dict[str, Any]]] = mapped_column(
        JSONB, default=list, server_default=text("'[]'")
    )
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())

    employer: Mapped[Employer] = relationship()
    kind_of_work: Mapped[KindOfWork] = relationship()
    area: Mapped[Area] = relationship()
    support: Mapped[list[SupportKind]] = relationship(secondary=small_job_support, order_by=SupportKind.id)
    strains: Mapped[list[Strain]] = relationship(secondary=small_job_strains, order_by=Strain.id)


class SmallJobSeat(Base):
    """One seat of a small job; a running placement holds one, so that a job cannot be overfilled."""

    __tablename__ = "small_job_seats"

    small_job_id: Mapped[int] = mapped_column(
        ForeignKey("small_jobs.id", ondelete="CASCADE"), primary_key=True
    )
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)


class Interest(Base):
    """A young person would like this job; nobody but they and their caseworker sees it."""

    __tablename__ = "small_job_interests"

    young_person_id: Mapped[int] = mapped_column(
        ForeignKey("young_people.id", ondelete="CASCADE"), primary_key=True
    )
    small_job_id: Mapped[int] = mapped_column(
        ForeignKey("small_jobs.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    said_at: Mapped[datetime]

    small_job: Mapped[SmallJob] = relationship()
    young_person: Mapped[YoungPerson] = relationship()


wished_kinds = Table(
    "work_wish_kinds",
    Base.metadata,
    Column("wishes_id", ForeignKey("work_wishes.id", ondelete="CASCADE"), primary_key=True),
    Column("kind_of_work_id", ForeignKey("kinds_of_work.id"), primary_key=True),
)
avoided_strains = Table(
    "work_wish_strains",
    Base.metadata,
    Column("wishes_id", ForeignKey("work_wishes.id", ondelete="CASCADE"), primary_key=True),
    Column("strain_id", ForeignKey("strains.id"), primary_key=True),
)
needed_support = Table(
    "work_wish_support",
    Base.metadata,
    Column("wishes_id", ForeignKey("work_wishes.id", ondelete="CASCADE"), primary_key=True),
    Column("support_kind_id", ForeignKey("support_kinds.id"), primary_key=True),
)
must_have_support = Table(
    "work_wish_musts",
    Base.metadata,
    Column("wishes_id", ForeignKey("work_wishes.id", ondelete="CASCADE"), primary_key=True),
    Column("support_kind_id", ForeignKey("support_kinds.id"), primary_key=True),
)


class WorkWishes(Base):
    """What a young person wishes for at work; only with `is_looking` are they matched.

    The four energies are 0 (little), 1 (some) or 2 (plenty). Hours begin at `start_hours` and rise by `step_hours`
    every `step_weeks` up to `goal_hours`. `needs` would be good to have; without `musts` it would not work. The three `may_show_…` are their own word on what a workplace reads.
    """

    __tablename__ = "work_wishes"
    __table_args__ = (
        CheckConstraint(
            "energy_morning BETWEEN 0 AND 2 AND energy_noon BETWEEN 0 AND 2 AND energy_afternoon BETWEEN 0 AND 2 "
            "AND energy_evening BETWEEN 0 AND 2",
            name="energy",
        ),
        CheckConstraint(
            "start_hours BETWEEN 1 AND 37 AND goal_hours BETWEEN start_hours AND 37", name="hours"
        ),
        CheckConstraint("step_hours BETWEEN 0 AND 10 AND step_weeks BETWEEN 1 AND 26", name="steps"),
        CheckConstraint("max_travel_minutes BETWEEN 5 AND 120", name="max_travel_minutes"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    young_person_id: Mapped[int] = mapped_column(
        ForeignKey("young_people.id", ondelete="CASCADE"), unique=True
    )
    is_looking: Mapped[bool] = mapped_column(default=True)
    is_at_school: Mapped[bool] = mapped_column(default=True)
    energy_morning: Mapped[int] = mapped_column(default=1)
    energy_noon: Mapped[int] = mapped_column(default=1)
    energy_afternoon: Mapped[int] = mapped_column(default=1)
    energy_evening: Mapped[int] = mapped_column(default=1)
    start_hours: Mapped[int] = mapped_column(default=2)
    step_hours: Mapped[int] = mapped_column(default=2)
    step_weeks: Mapped[int] = mapped_column(default=4)
    goal_hours: Mapped[int] = mapped_column(default=8)
    week: Mapped[Week] = mapped_column(WeekType)
    means: Mapped[list[Means]] = mapped_column(MEANS_ARRAY, default=list)
    max_travel_minutes: Mapped[int] = mapped_column(default=30)
    words: Mapped[str] = mapped_column(default="")
    may_show_likes: Mapped[bool] = mapped_column(default=True)
    may_show_support: Mapped[bool] = mapped_column(default=True)
    may_show_words: Mapped[bool] = mapped_column(default=False)
    looking_since: Mapped[date]

    young_person: Mapped[YoungPerson] = relationship()
    likes: Mapped[list[KindOfWork]] = relationship(secondary=wished_kinds, order_by=KindOfWork.id)
    avoids: Mapped[list[Strain]] = relationship(secondary=avoided_strains, order_by=Strain.id)
    needs: Mapped[list[SupportKind]] = relationship(secondary=needed_support, order_by=SupportKind.id)
    musts: Mapped[list[SupportKind]] = relationship(secondary=must_have_support, order_by=SupportKind.id)

    @property
    def all_support(self) -> list[SupportKind]:
        """Everything that helps, must or wish, in the order of the list."""
        return sorted({*self.needs, *self.musts}, key=lambda kind: kind.id)
