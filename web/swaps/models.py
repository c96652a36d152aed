"""Swaps of shifts between two volunteers."""

from __future__ import annotations

import enum
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from web.core.state_machines import StateMachine
from web.extensions import Base, enum_type
from web.profiles.models import Volunteer
from web.tasks.models import Signup


class SwapStatus(enum.StrEnum):
    """Where a swap stands. Wanted: somebody offers a shift in return; agreed: both want it, the coordinator decides."""

    OPEN = "open"
    WANTED = "wanted"
    AGREED = "agreed"
    DONE = "done"
    WITHDRAWN = "withdrawn"
    REFUSED = "refused"
    EXPIRED = "expired"


LIVE_SWAPS = (SwapStatus.OPEN, SwapStatus.WANTED, SwapStatus.AGREED)
_LIVE = frozenset(LIVE_SWAPS)
_OPEN, _WANTED, _AGREED = (frozenset({status}) for status in LIVE_SWAPS)
SWAP_STEPS = StateMachine(
    "swap",
    {
        "want": (_OPEN, SwapStatus.WANTED),
        "agree": (_OPEN | _WANTED, SwapStatus.AGREED),
        "turn down": (_WANTED, SwapStatus.OPEN),
        "carry out": (_AGREED, SwapStatus.DONE),
        "refuse": (_AGREED, SwapStatus.REFUSED),
        "withdraw": (_LIVE, SwapStatus.WITHDRAWN),
        "expire": (_LIVE, SwapStatus.EXPIRED),
    },
)
_IS_LIVE = text("status IN ('open', 'wanted', 'agreed')")


class Swap(Base):
    """A volunteer's wish to hand a confirmed shift on; with `return_signup` the taker gives one of theirs back.

    A trigger lets a swap be done only where both ends have changed hands in the same transaction.
    """

    __tablename__ = "swaps"
    __table_args__ = (
        CheckConstraint(
            "status NOT IN ('wanted', 'agreed', 'done') OR taker_id IS NOT NULL", name="has_taker"
        ),
        CheckConstraint("return_signup_id <> signup_id", name="two_shifts"),
        Index("uq_swaps_live_signup_id", "signup_id", unique=True, postgresql_where=_IS_LIVE),
        Index("uq_swaps_live_return_signup_id", "return_signup_id", unique=True, postgresql_where=_IS_LIVE),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    signup_id: Mapped[int] = mapped_column(ForeignKey("signups.id"), index=True)
    status: Mapped[SwapStatus] = mapped_column(enum_type(SwapStatus), default=SwapStatus.OPEN, index=True)
    taker_id: Mapped[int | None] = mapped_column(ForeignKey("volunteers.id"), index=True)
    return_signup_id: Mapped[int | None] = mapped_column(ForeignKey("signups.id"))
    words: Mapped[str] = mapped_column(default="")
    offered_at: Mapped[datetime]
    settled_at: Mapped[datetime | None]

    signup: Mapped[Signup] = relationship(foreign_keys=[signup_id])
    return_signup: Mapped[Signup | None] = relationship(foreign_keys=[return_signup_id])
    taker: Mapped[Volunteer | None] = relationship()
