"""Who came to a shift, for how long, and the thanks they got."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from web.accounts.models import User
from web.extensions import Base
from web.tasks.models import Signup

MOST_MINUTES = 24 * 60


class Attendance(Base):
    """Whether somebody confirmed came, and for how many minutes; a trigger refuses anybody else.

    Removed again where the coordinator takes it back.
    """

    __tablename__ = "attendances"
    __table_args__ = (
        CheckConstraint(
            "CASE WHEN has_come THEN minutes BETWEEN 1 AND 1440 ELSE minutes = 0 END", name="minutes"
        ),
    )

    signup_id: Mapped[int] = mapped_column(ForeignKey("signups.id"), primary_key=True)
    has_come: Mapped[bool]
    minutes: Mapped[int]
    recorded_by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    recorded_at: Mapped[datetime]

    signup: Mapped[Signup] = relationship()
    recorded_by: Mapped[User] = relationship()


class Thanks(Base):
    """The thanks that somebody got for a shift; sent once."""

    __tablename__ = "thanks"

    signup_id: Mapped[int] = mapped_column(ForeignKey("signups.id"), primary_key=True)
    words: Mapped[str]
    sent_by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    sent_at: Mapped[datetime]

    signup: Mapped[Signup] = relationship()
