"""The secret address under which a person's own calendar can be fetched."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from web.accounts.models import User
from web.core.encryption import EncryptedText
from web.extensions import Base


class CalendarFeed(Base):
    """One person's feed: found by the hash of its secret, which only its owner is shown. A new secret ends the old one."""

    __tablename__ = "calendar_feeds"

    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), primary_key=True)
    secret: Mapped[str] = mapped_column(EncryptedText)
    secret_hash: Mapped[str] = mapped_column(unique=True)
    made_at: Mapped[datetime]

    user: Mapped[User] = relationship()
