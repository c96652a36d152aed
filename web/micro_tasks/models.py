"""What a volunteer reports of a micro-task: that it is done, how long it took, and a note."""

from __future__ import annotations

import enum
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from web.core.state_machines import StateMachine
from web.extensions import Base, enum_type
from web.tasks.models import Signup


class ReportStatus(enum.StrEnum):
    """Reported and waiting, confirmed with a thank-you, or sent back with a question."""

    REPORTED = "reported"
    CONFIRMED = "confirmed"
    SENT_BACK = "sent_back"


REPORT_STEPS = StateMachine(
    "micro-task report",
    {
        "confirm": (frozenset({ReportStatus.REPORTED}), ReportStatus.CONFIRMED),
        "send back": (frozenset({ReportStatus.REPORTED}), ReportStatus.SENT_BACK),
        "report again": (
            frozenset({ReportStatus.REPORTED, ReportStatus.SENT_BACK}),
            ReportStatus.REPORTED,
        ),
    },
)


class MicroReport(Base):
    """One report of one sign-up. Its minutes count as hours once it is confirmed; `answer` is the association's."""

    __tablename__ = "micro_reports"
    __table_args__ = (
        CheckConstraint("minutes BETWEEN 1 AND 1440", name="minutes"),
        CheckConstraint("(status = 'reported') = (answered_at IS NULL)", name="answered"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    signup_id: Mapped[int] = mapped_column(ForeignKey("signups.id"), unique=True)
    status: Mapped[ReportStatus] = mapped_column(
        enum_type(ReportStatus), default=ReportStatus.REPORTED, index=True
    )
    minutes: Mapped[int]
    note: Mapped[str] = mapped_column(default="")
    reported_at: Mapped[datetime]
    answered_at: Mapped[datetime | None]
    answer: Mapped[str] = mapped_column(default="")

    signup: Mapped[Signup] = relationship()
