"""The outbox, and the development mailbox that stands in for the world's mail servers."""

from __future__ import annotations

import enum
from datetime import datetime

from sqlalchemy import ForeignKey, func
from sqlalchemy.orm import Mapped, mapped_column

from web.extensions import Base, enum_type


class OutboxStatus(enum.StrEnum):
    WAITING = "waiting"
    SENT = "sent"
    FAILED = "failed"


class OutboxMessage(Base):
    """One mail to one person. `occasion` is unique, so that the same occasion never mails the same person twice."""

    __tablename__ = "outbox_messages"

    id: Mapped[int] = mapped_column(primary_key=True)
    occasion: Mapped[str] = mapped_column(unique=True)
    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"), index=True)
    address: Mapped[str]
    subject: Mapped[str]
    body: Mapped[str]
    status: Mapped[OutboxStatus] = mapped_column(enum_type(OutboxStatus), default=OutboxStatus.WAITING)
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())
    sent_at: Mapped[datetime | None]
    failure: Mapped[str | None]


class DevelopmentMail(Base):
    """A mail as it would have left, kept for `/dev/mail`; only development installations write here."""

    __tablename__ = "development_mails"

    id: Mapped[int] = mapped_column(primary_key=True)
    outbox_message_id: Mapped[int] = mapped_column(
        ForeignKey("outbox_messages.id", ondelete="CASCADE"), unique=True
    )
    delivered_at: Mapped[datetime] = mapped_column(server_default=func.now())
