"""Interviews: when, where or how, with whom, and the outcome from a list."""

from __future__ import annotations

import enum
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.dialects.postgresql import ExcludeConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from web.accounts.models import User
from web.core.state_machines import StateMachine
from web.extensions import Base, enum_type
from web.profiles.models import Mentor


class Channel(enum.StrEnum):
    """How the two talk: face to face, since a voice alone does not show who somebody is."""

    MEETING = "meeting"
    VIDEO = "video"


class Topic(enum.StrEnum):
    """What every interview speaks about, so that all applicants are asked the same.

    Source: Elements of Effective Practice for Mentoring, standard on screening (an interview by a standard protocol
    about motives, time, experience and safety).
    """

    MOTIVES = "motives"
    EXPERIENCE = "experience"
    ATTITUDES = "attitudes"
    COMMITMENT = "commitment"
    BOUNDARIES = "boundaries"
    WORRIES = "worries"


class InterviewStatus(enum.StrEnum):
    PLANNED = "planned"
    HELD = "held"
    MISSED = "missed"
    CANCELLED = "cancelled"


INTERVIEW_STEPS = StateMachine(
    "interview",
    {
        "hold": (frozenset({InterviewStatus.PLANNED}), InterviewStatus.HELD),
        "miss": (frozenset({InterviewStatus.PLANNED}), InterviewStatus.MISSED),
        "cancel": (frozenset({InterviewStatus.PLANNED}), InterviewStatus.CANCELLED),
    },
)


class Interview(Base):
    """A talk with an applicant. Nobody of the staff has two at a time, and an applicant has one to come.

    `is_suitable` is the outcome of one that was held; more is not written down.
    """

    __tablename__ = "interviews"
    __table_args__ = (
        CheckConstraint("ends_at > starts_at", name="ends_after_start"),
        CheckConstraint("place <> ''", name="place"),
        CheckConstraint("(status = 'held') = (is_suitable IS NOT NULL)", name="outcome"),
        Index("uq_interviews_planned", "mentor_id", unique=True, postgresql_where=text("status = 'planned'")),
        ExcludeConstraint(
            (text("int8range(interviewer_id, interviewer_id, '[]')"), "&&"),
            (text("tstzrange(starts_at, ends_at)"), "&&"),
            name="ex_interviews_no_double_booking",
            using="gist",
            where=text("status = 'planned'"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    mentor_id: Mapped[int] = mapped_column(ForeignKey("mentors.id"), index=True)
    interviewer_id: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True)
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    channel: Mapped[Channel] = mapped_column(enum_type(Channel))
    place: Mapped[str]
    status: Mapped[InterviewStatus] = mapped_column(
        enum_type(InterviewStatus), default=InterviewStatus.PLANNED
    )
    is_suitable: Mapped[bool | None]

    mentor: Mapped[Mentor] = relationship()
    interviewer: Mapped[User] = relationship()
