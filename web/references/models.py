"""References about applicants: who was asked, by which link, and the answer, which is deleted after the decision."""

from __future__ import annotations

import enum
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from web.core.encryption import EncryptedText
from web.core.state_machines import StateMachine
from web.extensions import Base, enum_type
from web.profiles.models import Mentor


class Relation(enum.StrEnum):
    """How the referee knows the applicant."""

    EMPLOYER = "employer"
    COLLEAGUE = "colleague"
    ASSOCIATION = "association"
    TEACHER = "teacher"
    NEIGHBOUR = "neighbour"
    FRIEND = "friend"


class KnownFor(enum.StrEnum):
    """For how long."""

    UNDER_ONE_YEAR = "under_one_year"
    ONE_TO_FIVE_YEARS = "one_to_five_years"
    LONGER = "longer"


class Recommendation(enum.StrEnum):
    """Whether the referee would trust the applicant with a young person."""

    YES = "yes"
    WITH_DOUBTS = "with_doubts"
    NO = "no"


class ReferenceStatus(enum.StrEnum):
    ASKED = "asked"
    ANSWERED = "answered"
    DECLINED = "declined"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"


REFERENCE_STEPS = StateMachine(
    "reference",
    {
        "answer": (frozenset({ReferenceStatus.ASKED}), ReferenceStatus.ANSWERED),
        "decline": (frozenset({ReferenceStatus.ASKED}), ReferenceStatus.DECLINED),
        "expire": (frozenset({ReferenceStatus.ASKED}), ReferenceStatus.EXPIRED),
        "ask again": (frozenset({ReferenceStatus.ASKED, ReferenceStatus.EXPIRED}), ReferenceStatus.ASKED),
        "withdraw": (
            frozenset({ReferenceStatus.ASKED, ReferenceStatus.EXPIRED}),
            ReferenceStatus.WITHDRAWN,
        ),
    },
)
COUNTING = (ReferenceStatus.ASKED, ReferenceStatus.ANSWERED)
"""The statuses in which a reference stands for one of the two."""


class Reference(Base):
    """One referee of one applicant. `link_number` is part of the link: asking again makes the earlier one void."""

    __tablename__ = "mentor_references"
    __table_args__ = (
        CheckConstraint(
            "(status = 'answered') = (answered_at IS NOT NULL AND known_for IS NOT NULL AND recommends IS NOT NULL)",
            name="answered",
        ),
        Index(
            "uq_mentor_references_mentor_id_email",
            "mentor_id",
            text("lower(email)"),
            unique=True,
            postgresql_where=text("status IN ('asked', 'answered')"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    mentor_id: Mapped[int] = mapped_column(ForeignKey("mentors.id"), index=True)
    name: Mapped[str]
    email: Mapped[str]
    relation: Mapped[Relation] = mapped_column(enum_type(Relation))
    status: Mapped[ReferenceStatus] = mapped_column(
        enum_type(ReferenceStatus), default=ReferenceStatus.ASKED, index=True
    )
    link_number: Mapped[int] = mapped_column(default=1)
    asked_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    reminded_at: Mapped[datetime | None]
    answered_at: Mapped[datetime | None]
    known_for: Mapped[KnownFor | None] = mapped_column(enum_type(KnownFor))
    recommends: Mapped[Recommendation | None] = mapped_column(enum_type(Recommendation))
    words: Mapped[str | None] = mapped_column(EncryptedText)
    phone: Mapped[str] = mapped_column(default="")

    mentor: Mapped[Mentor] = relationship()
