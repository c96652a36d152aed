"""Who wants, or is asked, to get the papers that a task asks for, and how many shifts that would open to them."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from web.extensions import Base
from web.profiles.models import Volunteer
from web.tasks.models import Task


class PaperWish(Base):
    """A task for which a volunteer would like to get the papers, or is asked to by the association.

    It is the reason for asking: without a wish, a sign-up or an offer to be a mentor nobody is asked for any paper.
    `told_ready_at`: when they were told that everything is in order now. `declined_at`: when they said no, thank you; then
    nothing is asked because of it, and the association does not ask again, until they wish for it themselves.
    """

    __tablename__ = "paper_wishes"
    __table_args__ = (
        CheckConstraint("wished_at IS NOT NULL OR asked_at IS NOT NULL", name="somebody_wants"),
    )

    volunteer_id: Mapped[int] = mapped_column(
        ForeignKey("volunteers.id", ondelete="CASCADE"), primary_key=True
    )
    task_id: Mapped[int] = mapped_column(
        ForeignKey("tasks.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    wished_at: Mapped[datetime | None]
    asked_at: Mapped[datetime | None]
    asked_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    told_ready_at: Mapped[datetime | None]
    declined_at: Mapped[datetime | None]

    volunteer: Mapped[Volunteer] = relationship()
    task: Mapped[Task] = relationship()

    @property
    def newest_at(self) -> datetime:
        """When they last said that they want it, or were asked."""
        return max(moment for moment in (self.wished_at, self.asked_at) if moment is not None)

    @property
    def user_id(self) -> int:
        """Whose wish it is."""
        return self.volunteer.user_id


class PaperWorth(Base):
    """How many coming shifts with a free place a volunteer could take once their papers are in order."""

    __tablename__ = "paper_worths"

    volunteer_id: Mapped[int] = mapped_column(
        ForeignKey("volunteers.id", ondelete="CASCADE"), primary_key=True
    )
    could_serve: Mapped[int]
    counted_at: Mapped[datetime]
