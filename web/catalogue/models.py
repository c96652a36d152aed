"""Areas as a tree with rounded coordinates, and the short lists that people choose from."""

from __future__ import annotations

import enum

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from web.extensions import Base, enum_type


class AreaKind(enum.StrEnum):
    MUNICIPALITY = "municipality"
    DISTRICT = "district"
    VILLAGE = "village"
    NEIGHBOUR = "neighbour"


class Area(Base):
    """A municipality, a town district, a village, or a neighbouring place that reaches in."""

    __tablename__ = "areas"
    __table_args__ = (
        CheckConstraint("latitude BETWEEN -90 AND 90", name="latitude"),
        CheckConstraint("longitude BETWEEN -180 AND 180", name="longitude"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    kind: Mapped[AreaKind] = mapped_column(enum_type(AreaKind))
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("areas.id"))
    postcode: Mapped[str]
    latitude: Mapped[float]
    longitude: Mapped[float]
    has_evening_bus: Mapped[bool] = mapped_column(default=True)

    parent: Mapped[Area | None] = relationship(remote_side=[id])

    @property
    def label(self) -> str:
        """The area as people say it: postcode and name."""
        return f"{self.postcode} {self.name}".strip()


class _Named:
    """A code with its Danish and English name."""

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(unique=True)
    name_da: Mapped[str]
    name_en: Mapped[str]


class Skill(_Named, Base):
    """Something a person can, or (`is_interest`) likes to do and share with others."""

    __tablename__ = "skills"

    group: Mapped[str]
    is_interest: Mapped[bool] = mapped_column(default=False)


class Language(_Named, Base):
    """A language; `code` is ISO 639-1."""

    __tablename__ = "languages"


class Goal(_Named, Base):
    """Something a young person wants help with and a mentor can help with."""

    __tablename__ = "goals"


class Experience(_Named, Base):
    """Experience of life or work that some young people need their mentor to have."""

    __tablename__ = "experiences"
