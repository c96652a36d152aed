"""What was spent of one-time codes, and the recovery codes of each person."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from web.extensions import Base


class SpentCode(Base):
    """The newest half minute whose code a person has used; that code and every older one is spent."""

    __tablename__ = "spent_codes"

    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), primary_key=True)
    last_counter: Mapped[int] = mapped_column(BigInteger)


class RecoveryCode(Base):
    """One of a person's recovery codes: only its digest is kept, under a salt that the set shares."""

    __tablename__ = "recovery_codes"
    __table_args__ = (UniqueConstraint("user_id", "digest"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    salt: Mapped[bytes]
    digest: Mapped[bytes]
    made_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
