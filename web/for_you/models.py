"""What a volunteer has put aside as not for them."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from web.extensions import Base


class SetAside(Base):
    """A task that a volunteer no longer wants to see in their own list."""

    __tablename__ = "set_aside_tasks"

    volunteer_id: Mapped[int] = mapped_column(
        ForeignKey("volunteers.id", ondelete="CASCADE"), primary_key=True
    )
    task_id: Mapped[int] = mapped_column(ForeignKey("tasks.id", ondelete="CASCADE"), primary_key=True)
    set_aside_at: Mapped[datetime]
