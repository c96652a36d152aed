"""Who stands in for whom, from which day to which."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, func, text
from sqlalchemy.dialects.postgresql import ExcludeConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from web.accounts.models import User
from web.extensions import Base


class Deputy(Base):
    """One caseworker who sees and does everything on another's caseload, both days included.

    `ended_at` is set where it was ended before its last day. A caseworker has one deputy at a time.
    """

    __tablename__ = "deputies"
    __table_args__ = (
        CheckConstraint("caseworker_id <> deputy_id", name="somebody_else"),
        CheckConstraint("ends_on >= starts_on", name="in_order"),
        ExcludeConstraint(
            (text("int4range(caseworker_id, caseworker_id, '[]')"), "&&"),
            (text("daterange(starts_on, ends_on, '[]')"), "&&"),
            name="ex_deputies_one_at_a_time",
            using="gist",
            where=text("ended_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    caseworker_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    deputy_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    ended_at: Mapped[datetime | None]
    named_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())

    caseworker: Mapped[User] = relationship(foreign_keys=[caseworker_id])
    deputy: Mapped[User] = relationship(foreign_keys=[deputy_id])
    named_by: Mapped[User | None] = relationship(foreign_keys=[named_by_id])
