"""The columns that every organisation has, and the way from its registration to the administrator's answer."""

from __future__ import annotations

import enum
from collections.abc import Sequence
from datetime import datetime
from typing import ClassVar

from sqlalchemy import ForeignKey, func
from sqlalchemy.orm import Mapped, declared_attr, mapped_column, relationship

from web.accounts.models import User
from web.catalogue.models import Area
from web.core.state_machines import StateMachine


class OrganisationStatus(enum.StrEnum):
    PENDING = "pending"
    APPROVED = "approved"
    REFUSED = "refused"


STEPS = {
    "approve": (
        frozenset({OrganisationStatus.PENDING, OrganisationStatus.REFUSED}),
        OrganisationStatus.APPROVED,
    ),
    "refuse": (
        frozenset({OrganisationStatus.PENDING, OrganisationStatus.APPROVED}),
        OrganisationStatus.REFUSED,
    ),
}


def steps_of(subject: str) -> StateMachine[OrganisationStatus]:
    """Return the way of one kind of organisation."""
    return StateMachine(subject, STEPS)


class Organisation:
    """Columns of an organisation; `code` is its key in imported files.

    `identity` names what an administrator has approved. Another identity than that waits in the `asked_…` columns until
    they have looked again; a trigger lets nothing else in.
    """

    identity: ClassVar[tuple[str, ...]]
    status: Mapped[OrganisationStatus]

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str] = mapped_column(unique=True)
    area_id: Mapped[int] = mapped_column(ForeignKey("areas.id"))
    phone: Mapped[str] = mapped_column(default="")
    about: Mapped[str] = mapped_column(default="")
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())
    asked_name: Mapped[str | None]
    asked_at: Mapped[datetime | None]

    @declared_attr
    def area(cls) -> Mapped[Area]:  # noqa: N805 - SQLAlchemy hands in the class
        """Where it is."""
        return relationship()

    @property
    def people(self) -> Sequence[User]:
        """Who speaks for it."""
        raise NotImplementedError

    @property
    def facts(self) -> tuple[object, ...]:
        """What was approved, or waits to be: name, kind and the like."""
        return tuple(getattr(self, name) for name in self.identity)

    @property
    def asked_facts(self) -> tuple[object, ...] | None:
        """What it asks to be called, and so on, where it asks for a change."""
        if self.asked_at is None:
            return None
        return tuple(getattr(self, f"asked_{name}") for name in self.identity)
