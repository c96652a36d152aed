"""Questions to volunteers about a free place, how often one wants to be asked, and who steps in at short notice."""

from __future__ import annotations

import enum
from datetime import date, datetime, time

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, SmallInteger, Table
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column, relationship

from web.accounts.models import User
from web.catalogue.models import Area
from web.core.state_machines import StateMachine
from web.extensions import Base, enum_type
from web.profiles.models import Volunteer
from web.tasks.models import Shift


class AskStatus(enum.StrEnum):
    """Where a question stands; filled: others were faster, withdrawn: nobody is needed any more."""

    ASKED = "asked"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    EXPIRED = "expired"
    FILLED = "filled"
    WITHDRAWN = "withdrawn"


OPEN = frozenset({AskStatus.ASKED})
ASK_STEPS = StateMachine(
    "ask",
    {
        "accept": (OPEN, AskStatus.ACCEPTED),
        "decline": (OPEN, AskStatus.DECLINED),
        "expire": (OPEN, AskStatus.EXPIRED),
        "fill": (OPEN, AskStatus.FILLED),
        "withdraw": (OPEN, AskStatus.WITHDRAWN),
    },
)


class Ask(Base):
    """A question to one volunteer about one shift, asked once and good until `expires_at`.

    A trigger (`asks_keep_contact_wish`) refuses what goes against the volunteer's contact wish.
    """

    __tablename__ = "asks"
    __table_args__ = (
        CheckConstraint("expires_at > asked_at", name="expires_later"),
        Index("uq_asks_shift_id_volunteer_id", "shift_id", "volunteer_id", unique=True),
        Index("ix_asks_volunteer_id_asked_at", "volunteer_id", "asked_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    shift_id: Mapped[int] = mapped_column(ForeignKey("shifts.id", ondelete="CASCADE"), index=True)
    volunteer_id: Mapped[int] = mapped_column(ForeignKey("volunteers.id"))
    status: Mapped[AskStatus] = mapped_column(enum_type(AskStatus), default=AskStatus.ASKED, index=True)
    asked_by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    asked_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    answered_at: Mapped[datetime | None]

    shift: Mapped[Shift] = relationship()
    volunteer: Mapped[Volunteer] = relationship()
    asked_by: Mapped[User] = relationship()


class ContactWish(Base):
    """Whether, how often in thirty days and when a volunteer wants to be asked; without a row the defaults count."""

    __tablename__ = "contact_wishes"
    __table_args__ = (
        CheckConstraint("most_asks BETWEEN 1 AND 30", name="most_asks"),
        CheckConstraint("(quiet_from IS NULL) = (quiet_to IS NULL)", name="both_quiet_times"),
    )

    volunteer_id: Mapped[int] = mapped_column(
        ForeignKey("volunteers.id", ondelete="CASCADE"), primary_key=True
    )
    may_be_asked: Mapped[bool] = mapped_column(default=True)
    most_asks: Mapped[int] = mapped_column(default=4)
    quiet_from: Mapped[time | None]
    quiet_to: Mapped[time | None]
    quiet_until: Mapped[date | None]

    volunteer: Mapped[Volunteer] = relationship()


step_in_areas = Table(
    "step_in_areas",
    Base.metadata,
    Column("volunteer_id", ForeignKey("step_in_offers.volunteer_id", ondelete="CASCADE"), primary_key=True),
    Column("area_id", ForeignKey("areas.id"), primary_key=True),
)


class StepInOffer(Base):
    """A volunteer's "I can step in": in which areas, on which days of the week, and with how many hours' warning."""

    __tablename__ = "step_in_offers"
    __table_args__ = (
        CheckConstraint("hours_ahead BETWEEN 1 AND 168", name="hours_ahead"),
        CheckConstraint("cardinality(weekdays) BETWEEN 1 AND 7", name="weekdays"),
    )

    volunteer_id: Mapped[int] = mapped_column(
        ForeignKey("volunteers.id", ondelete="CASCADE"), primary_key=True
    )
    weekdays: Mapped[list[int]] = mapped_column(ARRAY(SmallInteger))
    hours_ahead: Mapped[int]
    offered_at: Mapped[datetime]

    volunteer: Mapped[Volunteer] = relationship()
    areas: Mapped[list[Area]] = relationship(secondary=step_in_areas, order_by=Area.id)
