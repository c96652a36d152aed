"""Records that somebody opened outside their own work, and what the data protection contact said about it."""

from __future__ import annotations

import enum
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from web.accounts.models import User
from web.core.encryption import EncryptedText
from web.core.state_machines import StateMachine
from web.extensions import Base, enum_type
from web.profiles.models import Volunteer
from web.youth.models import YoungPerson


class DisclosureReason(enum.StrEnum):
    """Why somebody may need to read a record that is not their own."""

    IN_DANGER = "in_danger"
    COLLEAGUE_AWAY = "colleague_away"
    ASKED_BY_PERSON = "asked_by_person"
    COMPLAINT = "complaint"
    ERROR_IN_SERVICE = "error_in_service"
    OTHER = "other"


class DisclosureStatus(enum.StrEnum):
    """What the data protection contact has said about it."""

    WAITING = "waiting"
    ASKED = "asked"
    NOTED = "noted"
    ESCALATED = "escalated"


OPEN_FOR_REVIEW = frozenset({DisclosureStatus.WAITING, DisclosureStatus.ASKED})

DISCLOSURE_STEPS = StateMachine(
    "disclosure",
    {
        "note": (OPEN_FOR_REVIEW, DisclosureStatus.NOTED),
        "ask about": (frozenset({DisclosureStatus.WAITING}), DisclosureStatus.ASKED),
        "escalate": (OPEN_FOR_REVIEW, DisclosureStatus.ESCALATED),
    },
)


class Disclosure(Base):
    """One record opened by one reader from `opened_at` until `ends_at`, or until they closed it themselves.

    `words` is what the reader wrote about the reason, `answer` what they replied when they were asked about it,
    `review_words` what the data protection contact wrote; all three may speak of people and are kept encrypted.
    """

    __tablename__ = "disclosures"
    __table_args__ = (
        CheckConstraint("num_nonnulls(young_person_id, volunteer_id) = 1", name="one_record"),
        CheckConstraint("ends_at > opened_at", name="ends_after_it_opened"),
        Index("ix_disclosures_reader_id", "reader_id", "ends_at"),
        Index("ix_disclosures_status", "status", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    reader_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    young_person_id: Mapped[int | None] = mapped_column(
        ForeignKey("young_people.id", ondelete="CASCADE"), index=True
    )
    volunteer_id: Mapped[int | None] = mapped_column(
        ForeignKey("volunteers.id", ondelete="CASCADE"), index=True
    )
    reason: Mapped[DisclosureReason] = mapped_column(enum_type(DisclosureReason))
    words: Mapped[str] = mapped_column(EncryptedText)
    opened_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]
    status: Mapped[DisclosureStatus] = mapped_column(
        enum_type(DisclosureStatus), default=DisclosureStatus.WAITING
    )
    reviewed_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    reviewed_at: Mapped[datetime | None]
    review_words: Mapped[str | None] = mapped_column(EncryptedText)
    answer: Mapped[str | None] = mapped_column(EncryptedText)
    answered_at: Mapped[datetime | None]

    reader: Mapped[User] = relationship(foreign_keys=[reader_id])
    reviewed_by: Mapped[User | None] = relationship(foreign_keys=[reviewed_by_id])
    young_person: Mapped[YoungPerson | None] = relationship()
    volunteer: Mapped[Volunteer | None] = relationship()

    def is_open(self, *, now: datetime) -> bool:
        """Tell whether the reader may still read."""
        return self.closed_at is None and self.opened_at <= now < self.ends_at
