"""What small jobs are described with: kinds of work with their age limits, strains, and kinds of support."""

from __future__ import annotations

from sqlalchemy import CheckConstraint
from sqlalchemy.orm import Mapped, mapped_column

from web.extensions import Base


class _Described:
    """A code with its Danish and English name, shown in the order of `id`."""

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(unique=True)
    name_da: Mapped[str]
    name_en: Mapped[str]


class KindOfWork(_Described, Base):
    """A kind of work, from which age the law allows it, and between which hours for those of 15–17 who are out of school.

    `source` says where the rule stands.
    """

    __tablename__ = "kinds_of_work"
    __table_args__ = (
        CheckConstraint("youngest_age BETWEEN 13 AND 18", name="youngest_age"),
        CheckConstraint("earliest_hour BETWEEN 0 AND 6 AND latest_hour BETWEEN 20 AND 24", name="hours"),
    )

    youngest_age: Mapped[int]
    earliest_hour: Mapped[int] = mapped_column(default=6)
    latest_hour: Mapped[int] = mapped_column(default=20)
    source: Mapped[str]


class Strain(_Described, Base):
    """Something at work that is hard for some, and that they may say no to."""

    __tablename__ = "strains"


class SupportKind(_Described, Base):
    """Something a workplace does so that more people can do the work well."""

    __tablename__ = "support_kinds"
