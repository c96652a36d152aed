"""Volunteers, their skills and languages, and what makes some of them mentors."""

from __future__ import annotations

import enum
import uuid
from datetime import date, datetime

from sqlalchemy import CheckConstraint, Column, Enum, ForeignKey, Table, false, func
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column, relationship

from web.accounts.models import User
from web.catalogue.models import Area, Experience, Goal, Language, Skill
from web.core.encryption import EncryptedText
from web.core.state_machines import StateMachine
from web.core.week import Week, WeekType
from web.extensions import Base, enum_type


class Gender(enum.StrEnum):
    FEMALE = "female"
    MALE = "male"
    OTHER = "other"


class Means(enum.StrEnum):
    """How a person gets about."""

    WALK = "walk"
    CYCLE = "cycle"
    BUS = "bus"
    CAR = "car"


class VolunteerStatus(enum.StrEnum):
    SIGNING_UP = "signing_up"
    ACTIVE = "active"
    PAUSED = "paused"


VOLUNTEER_STEPS = StateMachine(
    "volunteer",
    {
        "finish sign-up": (frozenset({VolunteerStatus.SIGNING_UP}), VolunteerStatus.ACTIVE),
        "pause": (frozenset({VolunteerStatus.ACTIVE}), VolunteerStatus.PAUSED),
        "resume": (frozenset({VolunteerStatus.PAUSED}), VolunteerStatus.ACTIVE),
    },
)


class MentorKind(enum.StrEnum):
    """The kinds of mentors that the municipality asks for (N5)."""

    PROFESSIONAL = "professional"
    VOLUNTEER = "volunteer"
    SENIOR = "senior"
    BUSINESS = "business"


class MentorStatus(enum.StrEnum):
    APPLIED = "applied"
    APPROVED = "approved"
    PAUSED = "paused"
    REFUSED = "refused"


MENTOR_STEPS = StateMachine(
    "mentor",
    {
        "approve": (frozenset({MentorStatus.APPLIED, MentorStatus.REFUSED}), MentorStatus.APPROVED),
        "refuse": (frozenset({MentorStatus.APPLIED}), MentorStatus.REFUSED),
        "pause": (frozenset({MentorStatus.APPROVED}), MentorStatus.PAUSED),
        "resume": (frozenset({MentorStatus.PAUSED}), MentorStatus.APPROVED),
        "apply again": (frozenset({MentorStatus.REFUSED}), MentorStatus.APPLIED),
        "reopen": (
            frozenset({MentorStatus.REFUSED, MentorStatus.APPROVED, MentorStatus.PAUSED}),
            MentorStatus.APPLIED,
        ),
    },
)

volunteer_skills = Table(
    "volunteer_skills",
    Base.metadata,
    Column("volunteer_id", ForeignKey("volunteers.id", ondelete="CASCADE"), primary_key=True),
    Column("skill_id", ForeignKey("skills.id"), primary_key=True),
)
mentor_goals = Table(
    "mentor_goals",
    Base.metadata,
    Column("mentor_id", ForeignKey("mentors.id", ondelete="CASCADE"), primary_key=True),
    Column("goal_id", ForeignKey("goals.id"), primary_key=True),
)
mentor_experiences = Table(
    "mentor_experiences",
    Base.metadata,
    Column("mentor_id", ForeignKey("mentors.id", ondelete="CASCADE"), primary_key=True),
    Column("experience_id", ForeignKey("experiences.id"), primary_key=True),
)

MEANS_ARRAY = ARRAY(
    Enum(
        Means,
        native_enum=False,
        create_constraint=False,
        length=10,
        values_callable=lambda m: [x.value for x in m],
    )
)


class Volunteer(Base):
    """Somebody who offers their time; skills and interests are one list of `Skill`.

    `is_protected` is set by `web.protection` alone. `known_as` is the name under which others then know them.
    """

    __tablename__ = "volunteers"
    __table_args__ = (CheckConstraint("max_travel_minutes BETWEEN 5 AND 120", name="max_travel_minutes"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), unique=True)
    status: Mapped[VolunteerStatus] = mapped_column(
        enum_type(VolunteerStatus), default=VolunteerStatus.SIGNING_UP
    )
    born_on: Mapped[date | None]
    gender: Mapped[Gender | None] = mapped_column(enum_type(Gender))
    phone: Mapped[str] = mapped_column(default="")
    about: Mapped[str] = mapped_column(default="")
    area_id: Mapped[int | None] = mapped_column(ForeignKey("areas.id"), index=True)
    means: Mapped[list[Means]] = mapped_column(MEANS_ARRAY, default=list)
    max_travel_minutes: Mapped[int] = mapped_column(default=30)
    week: Mapped[Week] = mapped_column(WeekType, default=Week)
    paused_until: Mapped[date | None]
    wishes_to_mentor: Mapped[bool] = mapped_column(default=False, server_default=false())
    is_protected: Mapped[bool] = mapped_column(default=False, server_default=false())
    known_as: Mapped[str] = mapped_column(default="", server_default="")
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())

    user: Mapped[User] = relationship()
    area: Mapped[Area | None] = relationship()
    skills: Mapped[list[Skill]] = relationship(secondary=volunteer_skills, order_by=Skill.id)
    languages: Mapped[list[VolunteerLanguage]] = relationship(
        cascade="all, delete-orphan", order_by="VolunteerLanguage.language_id"
    )
    mentor: Mapped[Mentor | None] = relationship(back_populates="volunteer")


class VolunteerLanguage(Base):
    """A language a volunteer speaks, with its level: 1 a little, 2 well, 3 fluently."""

    __tablename__ = "volunteer_languages"
    __table_args__ = (CheckConstraint("level BETWEEN 1 AND 3", name="level"),)

    volunteer_id: Mapped[int] = mapped_column(
        ForeignKey("volunteers.id", ondelete="CASCADE"), primary_key=True
    )
    language_id: Mapped[int] = mapped_column(ForeignKey("languages.id"), primary_key=True)
    level: Mapped[int]

    language: Mapped[Language] = relationship()


class VolunteerDraft(Base):
    """What somebody told of themselves before their address was confirmed, as encrypted JSON (`web.profiles.details`).

    Without a user: the address had an account already, so it waits in this browser for its owner to sign in.
    """

    __tablename__ = "volunteer_drafts"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid.uuid4)
    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    content: Mapped[str] = mapped_column(EncryptedText)
    kept_at: Mapped[datetime] = mapped_column(server_default=func.now(), index=True)


class Mentor(Base):
    """A volunteer who offers to be a mentor for `capacity` young people at a time.

    The ages are those of the young people the mentor wants to meet, both included.
    """

    __tablename__ = "mentors"
    __table_args__ = (
        CheckConstraint("capacity BETWEEN 1 AND 6", name="capacity"),
        CheckConstraint(
            "youngest_age BETWEEN 10 AND 29 AND oldest_age BETWEEN youngest_age AND 35", name="ages"
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    volunteer_id: Mapped[int] = mapped_column(ForeignKey("volunteers.id"), unique=True)
    status: Mapped[MentorStatus] = mapped_column(
        enum_type(MentorStatus), default=MentorStatus.APPLIED, index=True
    )
    kind: Mapped[MentorKind] = mapped_column(enum_type(MentorKind))
    capacity: Mapped[int] = mapped_column(default=1)
    youngest_age: Mapped[int] = mapped_column(default=16)
    oldest_age: Mapped[int] = mapped_column(default=29)
    motivation: Mapped[str] = mapped_column(default="")
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())

    volunteer: Mapped[Volunteer] = relationship(back_populates="mentor")
    goals: Mapped[list[Goal]] = relationship(secondary=mentor_goals, order_by=Goal.id)
    experiences: Mapped[list[Experience]] = relationship(secondary=mentor_experiences, order_by=Experience.id)


class MentorSeat(Base):
    """One of a mentor's places; a running match holds one, so that capacity cannot be exceeded.

    A database trigger keeps as many rows as the mentor's `capacity`.
    """

    __tablename__ = "mentor_seats"

    mentor_id: Mapped[int] = mapped_column(ForeignKey("mentors.id", ondelete="CASCADE"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
