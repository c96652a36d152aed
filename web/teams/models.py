"""Teams of volunteers who come together, and pairs of volunteers whom an association keeps apart."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Table
from sqlalchemy.orm import Mapped, mapped_column, relationship

from web.accounts.models import User
from web.associations.models import Association
from web.extensions import Base
from web.profiles.models import Volunteer

MOST_MEMBERS = 12

team_members = Table(
    "team_members",
    Base.metadata,
    Column("team_id", ForeignKey("teams.id", ondelete="CASCADE"), primary_key=True),
    Column("volunteer_id", ForeignKey("volunteers.id"), primary_key=True, index=True),
)


class Team(Base):
    """People who come together: put together by an association, or by themselves, and then it counts everywhere.

    A team has no name, so that nothing is left of somebody who is gone. A team of volunteers is joined through a link
    with `code` until `open_until`: so whoever is in it has said yes. Triggers keep teams small (`teams_are_small`), end
    an association's team that has one member left, and refuse in it two who are kept apart (`teams_are_at_peace`).
    """

    __tablename__ = "teams"
    __table_args__ = (
        CheckConstraint("(code IS NULL) = (open_until IS NULL)", name="open_with_code"),
        CheckConstraint("(association_id IS NULL) = (code IS NOT NULL)", name="joined_by_link"),
        Index("uq_teams_code", "code", unique=True),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    association_id: Mapped[int | None] = mapped_column(
        ForeignKey("associations.id", ondelete="CASCADE"), index=True
    )
    code: Mapped[str | None]
    open_until: Mapped[datetime | None]
    made_by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    made_at: Mapped[datetime]

    association: Mapped[Association | None] = relationship()
    made_by: Mapped[User] = relationship()
    members: Mapped[list[Volunteer]] = relationship(secondary=team_members, order_by=Volunteer.id)


class Separation(Base):
    """Two volunteers whom an association keeps apart. Only its coordinators know, and read the note."""

    __tablename__ = "separations"
    __table_args__ = (
        CheckConstraint("first_id < second_id", name="in_order"),
        Index("uq_separations_pair", "association_id", "first_id", "second_id", unique=True),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    association_id: Mapped[int] = mapped_column(ForeignKey("associations.id", ondelete="CASCADE"))
    first_id: Mapped[int] = mapped_column(ForeignKey("volunteers.id"), index=True)
    second_id: Mapped[int] = mapped_column(ForeignKey("volunteers.id"), index=True)
    note: Mapped[str] = mapped_column(default="")
    made_by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    made_at: Mapped[datetime]

    association: Mapped[Association] = relationship()
    first: Mapped[Volunteer] = relationship(foreign_keys=[first_id])
    second: Mapped[Volunteer] = relationship(foreign_keys=[second_id])
    made_by: Mapped[User] = relationship()
