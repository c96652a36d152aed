"""Invitations to be staff: a mail with a link that one person may use once, within a week."""

from __future__ import annotations

import enum
from datetime import datetime

from sqlalchemy import CheckConstraint, Column, Enum, ForeignKey, Index, Table, func, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column, relationship

from web.accounts.models import STAFF_ROLES, RoleName, User
from web.catalogue.models import Area
from web.core.state_machines import StateMachine
from web.extensions import Base, enum_type


class InvitationStatus(enum.StrEnum):
    WAITING = "waiting"
    ACCEPTED = "accepted"
    REVOKED = "revoked"


INVITATION_STEPS = StateMachine(
    "staff invitation",
    {
        "accept": (frozenset({InvitationStatus.WAITING}), InvitationStatus.ACCEPTED),
        "revoke": (frozenset({InvitationStatus.WAITING}), InvitationStatus.REVOKED),
    },
)

ROLES_ARRAY = ARRAY(
    Enum(
        RoleName,
        native_enum=False,
        create_constraint=False,
        length=40,
        values_callable=lambda roles: [role.value for role in roles],
    )
)

staff_invitation_areas = Table(
    "staff_invitation_areas",
    Base.metadata,
    Column("invitation_id", ForeignKey("staff_invitations.id", ondelete="CASCADE"), primary_key=True),
    Column("area_id", ForeignKey("areas.id"), primary_key=True),
)


class StaffInvitation(Base):
    """An invitation to one address. Only the link of the newest sending works: `sending` counts them.

    One that an operator made at the command line has nobody as `invited_by`.
    """

    __tablename__ = "staff_invitations"
    __table_args__ = (
        CheckConstraint("locale IN ('da', 'en')", name="locale"),
        CheckConstraint("cardinality(roles) > 0", name="has_role"),
        CheckConstraint(
            f"roles <@ ARRAY{[role.value for role in STAFF_ROLES]}::varchar[]", name="staff_only"
        ),
        CheckConstraint("(status = 'accepted') = (accepted_at IS NOT NULL)", name="accepted_at"),
        Index(
            "uq_staff_invitations_waiting",
            text("lower(email)"),
            unique=True,
            postgresql_where=text("status = 'waiting'"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str]
    name: Mapped[str]
    locale: Mapped[str] = mapped_column(default="da")
    roles: Mapped[list[RoleName]] = mapped_column(ROLES_ARRAY)
    status: Mapped[InvitationStatus] = mapped_column(
        enum_type(InvitationStatus), default=InvitationStatus.WAITING, index=True
    )
    sending: Mapped[int] = mapped_column(default=1)
    is_from_operator: Mapped[bool] = mapped_column(default=False)
    invited_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"), index=True)
    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"), index=True)
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())
    expires_at: Mapped[datetime]
    accepted_at: Mapped[datetime | None]

    areas: Mapped[list[Area]] = relationship(secondary=staff_invitation_areas, order_by=Area.id)
    invited_by: Mapped[User | None] = relationship(foreign_keys=[invited_by_id])
    user: Mapped[User | None] = relationship(foreign_keys=[user_id])

    def is_expired(self, *, now: datetime) -> bool:
        """Tell whether it still waits, and for too long."""
        return self.status is InvitationStatus.WAITING and self.expires_at <= now
