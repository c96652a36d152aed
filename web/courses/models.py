"""Courses with their evenings and seats, and who has signed up, waits, came or stayed away."""

from __future__ import annotations

import enum
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from web.core.state_machines import StateMachine
from web.extensions import Base, enum_type
from web.profiles.models import Volunteer


class CourseStatus(enum.StrEnum):
    OPEN = "open"
    CALLED_OFF = "called_off"


COURSE_STEPS = StateMachine("course", {"call off": (frozenset({CourseStatus.OPEN}), CourseStatus.CALLED_OFF)})


class PlaceStatus(enum.StrEnum):
    """Where somebody stands on a course."""

    SEATED = "seated"
    WAITING = "waiting"
    CANCELLED = "cancelled"
    ATTENDED = "attended"
    MISSED = "missed"


PLACE_STEPS = StateMachine(
    "course place",
    {
        "seat": (frozenset({PlaceStatus.WAITING, PlaceStatus.CANCELLED}), PlaceStatus.SEATED),
        "wait": (frozenset({PlaceStatus.CANCELLED}), PlaceStatus.WAITING),
        "cancel": (frozenset({PlaceStatus.SEATED, PlaceStatus.WAITING}), PlaceStatus.CANCELLED),
        "attend": (frozenset({PlaceStatus.SEATED, PlaceStatus.MISSED}), PlaceStatus.ATTENDED),
        "miss": (frozenset({PlaceStatus.SEATED, PlaceStatus.ATTENDED}), PlaceStatus.MISSED),
    },
)


class Course(Base):
    """A course of one or two evenings. A trigger keeps `seats` rows of `CourseSeat`."""

    __tablename__ = "courses"
    __table_args__ = (CheckConstraint("seats BETWEEN 1 AND 200", name="seats"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str | None] = mapped_column(unique=True)
    title: Mapped[str]
    description: Mapped[str] = mapped_column(default="")
    place: Mapped[str]
    seats: Mapped[int]
    status: Mapped[CourseStatus] = mapped_column(enum_type(CourseStatus), default=CourseStatus.OPEN)
    starts_at: Mapped[datetime] = mapped_column(index=True)
    ends_at: Mapped[datetime]
    second_starts_at: Mapped[datetime | None]
    second_ends_at: Mapped[datetime | None]

    places: Mapped[list[CoursePlace]] = relationship(back_populates="course", order_by="CoursePlace.id")

    @property
    def last_ends_at(self) -> datetime:
        """When the last evening is over."""
        return self.second_ends_at or self.ends_at

    @property
    def last_starts_at(self) -> datetime:
        """When the last evening begins; from then on attendance can be recorded."""
        return self.second_starts_at or self.starts_at


class CourseSeat(Base):
    """One seat of a course; whoever has a seat holds one, so that a course cannot be overfilled."""

    __tablename__ = "course_seats"

    course_id: Mapped[int] = mapped_column(ForeignKey("courses.id", ondelete="CASCADE"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)


class CoursePlace(Base):
    """Somebody's place on a course: on a seat, or on the waiting list in the order of `asked_at`."""

    __tablename__ = "course_places"
    __table_args__ = (
        ForeignKeyConstraint(
            ["course_id", "seat"],
            ["course_seats.course_id", "course_seats.number"],
            name="fk_course_places_seat",
        ),
        CheckConstraint(
            "(status IN ('seated', 'attended', 'missed')) = (seat IS NOT NULL)", name="seated_has_seat"
        ),
        Index("uq_course_places_seat", "course_id", "seat", unique=True),
        Index("uq_course_places_course_id_volunteer_id", "course_id", "volunteer_id", unique=True),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    course_id: Mapped[int] = mapped_column(ForeignKey("courses.id"), index=True)
    volunteer_id: Mapped[int] = mapped_column(ForeignKey("volunteers.id"), index=True)
    status: Mapped[PlaceStatus] = mapped_column(enum_type(PlaceStatus))
    seat: Mapped[int | None]
    asked_at: Mapped[datetime]

    course: Mapped[Course] = relationship(back_populates="places")
    volunteer: Mapped[Volunteer] = relationship()
