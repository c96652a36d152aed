"""Users and roles, as Flask-Security wants them, and the areas that an area contact looks after."""

from __future__ import annotations

import enum
from datetime import datetime

from flask_security.models import sqla
from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, LargeBinary, Table, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from web.catalogue.models import Area
from web.extensions import Base

sqla.FsModels.set_db_info(
    base_model=Base, user_table_name="users", role_table_name="roles", webauthn_table_name="passkeys"
)


class RoleName(enum.StrEnum):
    """The eight roles; a person may have several."""

    VOLUNTEER = "volunteer"
    MENTOR = "mentor"
    YOUNG_PERSON = "young_person"
    COORDINATOR = "coordinator"
    CASEWORKER = "caseworker"
    AREA_CONTACT = "area_contact"
    ADMINISTRATOR = "administrator"
    DATA_PROTECTION_CONTACT = "data_protection_contact"


STAFF_ROLES = (
    RoleName.CASEWORKER,
    RoleName.AREA_CONTACT,
    RoleName.ADMINISTRATOR,
    RoleName.DATA_PROTECTION_CONTACT,
)
"""The roles that are only ever given by an administrator's invitation, or by an operator."""

area_contacts = Table(
    "area_contacts",
    Base.metadata,
    Column("user_id", ForeignKey("users.id", ondelete="CASCADE"), primary_key=True),
    Column("area_id", ForeignKey("areas.id"), primary_key=True),
)


class Role(Base, sqla.FsRoleMixin):
    """A role a user can have."""

    __tablename__ = "roles"


class User(Base, sqla.FsUserMixin):
    """Somebody with an account."""

    __tablename__ = "users"
    __table_args__ = (
        CheckConstraint("locale IN ('da', 'en')", name="locale"),
        Index("uq_users_email_lower", text("lower(email)"), unique=True),
        Index("ix_users_name", "name", "id"),
    )

    name: Mapped[str] = mapped_column(default="")
    locale: Mapped[str] = mapped_column(default="da")

    contact_areas: Mapped[list[Area]] = relationship(secondary=area_contacts, order_by=Area.id)

    def has_any_role(self, *names: RoleName) -> bool:
        """Tell whether the user has at least one of the roles."""
        held = {role.name for role in self.roles}
        return not held.isdisjoint(names)


class WebAuthn(Base, sqla.FsWebAuthnMixin):
    """A passkey."""

    __tablename__ = "passkeys"
    __table_args__ = (UniqueConstraint("user_id", "name"),)


class AddressChange(Base):
    """Somebody wants another e-mail address: open until it is confirmed from there, then kept while it can be taken back.

    Of both links only a hash is stored.
    """

    __tablename__ = "address_changes"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    old_email: Mapped[str]
    new_email: Mapped[str]
    confirm_hash: Mapped[bytes] = mapped_column(LargeBinary, unique=True)
    undo_hash: Mapped[bytes] = mapped_column(LargeBinary, unique=True)
    asked_at: Mapped[datetime]
    confirmed_at: Mapped[datetime | None]

    user: Mapped[User] = relationship()
