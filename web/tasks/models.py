"""Tasks, shifts with numbered seats, and sign-ups that the database keeps from overfilling or overlapping."""

from __future__ import annotations

import enum
from datetime import date, datetime, time

from sqlalchemy import (
    CheckConstraint,
    Column,
    Computed,
    FetchedValue,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    SmallInteger,
    Table,
    false,
    func,
    text,
    true,
)
from sqlalchemy.dialects.postgresql import ARRAY, TSTZRANGE, TSVECTOR, ExcludeConstraint, Range
from sqlalchemy.orm import Mapped, mapped_column, relationship

from web.associations.models import Association
from web.catalogue.models import Area, Skill
from web.core.state_machines import StateMachine
from web.extensions import Base, enum_type
from web.profiles.models import Volunteer


class TaskKind(enum.StrEnum):
    """Dated: shifts at given times. Weekly: the same time each week. Micro: undated, done when it suits."""

    DATED = "dated"
    WEEKLY = "weekly"
    MICRO = "micro"


class TaskStatus(enum.StrEnum):
    DRAFT = "draft"
    PUBLISHED = "published"
    CLOSED = "closed"


TASK_STEPS = StateMachine(
    "task",
    {
        "publish": (frozenset({TaskStatus.DRAFT}), TaskStatus.PUBLISHED),
        "close": (frozenset({TaskStatus.DRAFT, TaskStatus.PUBLISHED}), TaskStatus.CLOSED),
        "reopen": (frozenset({TaskStatus.CLOSED}), TaskStatus.PUBLISHED),
    },
)


class SignupStatus(enum.StrEnum):
    """Where a sign-up stands. Waiting: on the waiting list; offered: a seat is kept for them until they answer."""

    REQUESTED = "requested"
    CONFIRMED = "confirmed"
    DECLINED = "declined"
    CANCELLED = "cancelled"
    WAITING = "waiting"
    OFFERED = "offered"


_LIVE = frozenset(
    {SignupStatus.REQUESTED, SignupStatus.CONFIRMED, SignupStatus.WAITING, SignupStatus.OFFERED}
)
SIGNUP_STEPS = StateMachine(
    "sign-up",
    {
        "confirm": (frozenset({SignupStatus.REQUESTED}), SignupStatus.CONFIRMED),
        "decline": (frozenset({SignupStatus.REQUESTED, SignupStatus.WAITING}), SignupStatus.DECLINED),
        "cancel": (_LIVE, SignupStatus.CANCELLED),
        "ask again": (frozenset({SignupStatus.CANCELLED, SignupStatus.WAITING}), SignupStatus.REQUESTED),
        "wait": (frozenset({SignupStatus.CANCELLED}), SignupStatus.WAITING),
        "offer": (frozenset({SignupStatus.WAITING}), SignupStatus.OFFERED),
        "ask about new time": (frozenset({SignupStatus.CONFIRMED}), SignupStatus.OFFERED),
        "accept": (frozenset({SignupStatus.OFFERED}), SignupStatus.CONFIRMED),
        "lapse": (frozenset({SignupStatus.OFFERED}), SignupStatus.CANCELLED),
        "hand over": (frozenset({SignupStatus.CONFIRMED}), SignupStatus.CANCELLED),
        "take over": (
            frozenset({SignupStatus.REQUESTED, SignupStatus.CANCELLED, SignupStatus.WAITING}),
            SignupStatus.CONFIRMED,
        ),
    },
)

task_skills = Table(
    "task_skills",
    Base.metadata,
    Column("task_id", ForeignKey("tasks.id", ondelete="CASCADE"), primary_key=True),
    Column("skill_id", ForeignKey("skills.id"), primary_key=True),
)


class Task(Base):
    """Something an association wants done, in words concrete enough to see oneself in.

    `seats` is how many people each new shift takes. With `confirms_at_once` whoever signs up for a free place has it;
    with `swaps_need_say` the coordinator says yes before two volunteers swap.
    A weekly task is on `weekday` and `more_weekdays` of every so many weeks, counted from the week of `first_on`, and
    not on holidays where it pauses then. Its shifts are laid day by day; `laid_until` is the last day for which that was done, so that a shift
    that was moved or called off does not come back.
    """

    __tablename__ = "tasks"
    __table_args__ = (
        CheckConstraint("minimum_age IS NULL OR minimum_age BETWEEN 10 AND 99", name="minimum_age"),
        CheckConstraint("seats BETWEEN 1 AND 500", name="seats"),
        CheckConstraint(
            "(kind = 'weekly') = (weekday IS NOT NULL AND from_time IS NOT NULL AND to_time IS NOT NULL "
            "AND first_on IS NOT NULL)",
            name="weekly_pattern",
        ),
        CheckConstraint("every_weeks BETWEEN 1 AND 4", name="every_weeks"),
        CheckConstraint("more_weekdays <@ ARRAY[0, 1, 2, 3, 4, 5, 6]::smallint[]", name="more_weekdays"),
        Index("ix_tasks_search", "search", postgresql_using="gin"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(unique=True)
    association_id: Mapped[int] = mapped_column(ForeignKey("associations.id"), index=True)
    title: Mapped[str]
    summary: Mapped[str]
    description: Mapped[str]
    what_to_expect: Mapped[str] = mapped_column(default="")
    what_is_expected: Mapped[str] = mapped_column(default="")
    kind: Mapped[TaskKind] = mapped_column(enum_type(TaskKind), index=True)
    status: Mapped[TaskStatus] = mapped_column(enum_type(TaskStatus), default=TaskStatus.DRAFT, index=True)
    area_id: Mapped[int] = mapped_column(ForeignKey("areas.id"), index=True)
    place: Mapped[str] = mapped_column(default="")
    minimum_age: Mapped[int | None]
    seats: Mapped[int] = mapped_column(default=1, server_default="1")
    confirms_at_once: Mapped[bool] = mapped_column(default=False, server_default=false())
    swaps_need_say: Mapped[bool] = mapped_column(default=True, server_default=true())
    weekday: Mapped[int | None]
    from_time: Mapped[time | None]
    to_time: Mapped[time | None]
    first_on: Mapped[date | None]
    last_on: Mapped[date | None]
    more_weekdays: Mapped[list[int]] = mapped_column(ARRAY(SmallInteger), default=list, server_default="{}")
    every_weeks: Mapped[int] = mapped_column(default=1, server_default="1")
    pauses_on_holidays: Mapped[bool] = mapped_column(default=True, server_default=true())
    laid_until: Mapped[date | None]
    created_at: Mapped[datetime] = mapped_column(server_default=func.now(), index=True)
    search: Mapped[str] = mapped_column(
        TSVECTOR,
        Computed(
            "setweight(to_tsvector('danish', title), 'A') || setweight(to_tsvector('danish', summary), 'B') || "
            "to_tsvector('danish', description || ' ' || place)",
            persisted=True,
        ),
        deferred=True,
    )

    association: Mapped[Association] = relationship()
    area: Mapped[Area] = relationship()
    skills: Mapped[list[Skill]] = relationship(secondary=task_skills, order_by=Skill.id)
    shifts: Mapped[list[Shift]] = relationship(back_populates="task", order_by="(Shift.starts_at, Shift.id)")


class ClosedDays(Base):
    """Days on which an association is closed: its weekly tasks lay no shifts then."""

    __tablename__ = "closed_days"
    __table_args__ = (CheckConstraint("last_on >= first_on", name="in_order"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    association_id: Mapped[int] = mapped_column(ForeignKey("associations.id", ondelete="CASCADE"), index=True)
    first_on: Mapped[date]
    last_on: Mapped[date]
    reason: Mapped[str] = mapped_column(default="")

    association: Mapped[Association] = relationship()


class Shift(Base):
    """One occasion of a task; a micro-task has a single shift without a time. A trigger keeps `seats` rows of `ShiftSeat`.

    A shift that people signed up for is called off, never deleted.
    """

    __tablename__ = "shifts"
    __table_args__ = (
        CheckConstraint("seats BETWEEN 1 AND 500", name="seats"),
        CheckConstraint("(starts_at IS NULL) = (ends_at IS NULL)", name="both_times"),
        CheckConstraint("ends_at > starts_at", name="ends_after_start"),
        Index("uq_shifts_task_id_starts_at", "task_id", "starts_at", unique=True),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    task_id: Mapped[int] = mapped_column(ForeignKey("tasks.id"))
    seats: Mapped[int]
    starts_at: Mapped[datetime | None] = mapped_column(index=True)
    ends_at: Mapped[datetime | None]
    called_off_at: Mapped[datetime | None]
    place: Mapped[str | None]

    task: Mapped[Task] = relationship(back_populates="shifts")
    signups: Mapped[list[Signup]] = relationship(back_populates="shift", order_by="Signup.id")

    @property
    def where(self) -> str:
        """The place of this occasion: its own where it has been moved, else the task's."""
        return self.task.place if self.place is None else self.place


class ShiftSeat(Base):
    """One seat of a shift; whoever is confirmed or has the offer of it holds one, so that a shift cannot be overfilled."""

    __tablename__ = "shift_seats"

    shift_id: Mapped[int] = mapped_column(ForeignKey("shifts.id", ondelete="CASCADE"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)


class Signup(Base):
    """A volunteer's wish to take a shift. Confirmed, it holds a seat, and its time excludes all others of theirs.

    `during` is written by a database trigger from the shift's times. Who waits does so since `waiting_since`; who has
    the offer of a seat, or is asked about a new time, holds it until `answer_by`.
    """

    __tablename__ = "signups"
    __table_args__ = (
        ForeignKeyConstraint(
            ["shift_id", "seat"], ["shift_seats.shift_id", "shift_seats.number"], name="fk_signups_seat"
        ),
        CheckConstraint("(status IN ('confirmed', 'offered')) = (seat IS NOT NULL)", name="holder_has_seat"),
        CheckConstraint("status <> 'offered' OR answer_by IS NOT NULL", name="offer_ends"),
        CheckConstraint("status <> 'waiting' OR waiting_since IS NOT NULL", name="waits_since"),
        Index("uq_signups_seat", "shift_id", "seat", unique=True),
        Index("uq_signups_shift_id_volunteer_id", "shift_id", "volunteer_id", unique=True),
        ExcludeConstraint(
            (text("int8range(volunteer_id, volunteer_id, '[]')"), "&&"),
            ("during", "&&"),
            name="ex_signups_no_double_booking",
            using="gist",
            where=text("status = 'confirmed' AND during IS NOT NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    shift_id: Mapped[int] = mapped_column(ForeignKey("shifts.id"), index=True)
    volunteer_id: Mapped[int] = mapped_column(ForeignKey("volunteers.id"), index=True)
    status: Mapped[SignupStatus] = mapped_column(
        enum_type(SignupStatus), default=SignupStatus.REQUESTED, index=True
    )
    seat: Mapped[int | None]
    during: Mapped[Range[datetime] | None] = mapped_column(
        TSTZRANGE, server_default=FetchedValue(), server_onupdate=FetchedValue()
    )
    message: Mapped[str] = mapped_column(default="")
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())
    waiting_since: Mapped[datetime | None]
    answer_by: Mapped[datetime | None]

    shift: Mapped[Shift] = relationship(back_populates="signups")
    volunteer: Mapped[Volunteer] = relationship()

    @property
    def is_asked_again(self) -> bool:
        """Tell whether they had the place, and are asked whether its new time suits them."""
        return self.status is SignupStatus.OFFERED and self.waiting_since is None
