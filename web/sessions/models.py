"""Sessions of browsers, and the devices from which people have signed in before."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from web.extensions import Base


class StoredSession(Base):
    """What the service remembers of one browser; the browser itself holds a random id and nothing else.

    `token_hash` is the SHA-256 of that id, so that whoever reads the table cannot take anybody's place. `data` is
    JSON; `fs_uniquifier` is what its person went by at the sign-in, and `roles` are those they had when the id was
    given. `previous_hash` is of the id before this one: who still sends it must not get a session of their own, which
    would take the place of this one in the browser. There is no network address.
    """

    __tablename__ = "sessions"
    __table_args__ = (
        CheckConstraint("(user_id IS NULL) = (authenticated_at IS NULL)", name="authenticated"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[bytes] = mapped_column(LargeBinary, unique=True)
    previous_hash: Mapped[bytes | None] = mapped_column(LargeBinary, index=True)
    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    fs_uniquifier: Mapped[str] = mapped_column(default="")
    data: Mapped[str]
    roles: Mapped[str] = mapped_column(default="")
    browser: Mapped[str] = mapped_column(default="")
    system: Mapped[str] = mapped_column(default="")
    created_at: Mapped[datetime]
    seen_at: Mapped[datetime] = mapped_column(index=True)
    authenticated_at: Mapped[datetime | None]


class KnownDevice(Base):
    """A kind of browser on a kind of system from which a person has signed in before."""

    __tablename__ = "known_devices"
    __table_args__ = (UniqueConstraint("user_id", "browser", "system"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    browser: Mapped[str]
    system: Mapped[str]
    used_at: Mapped[datetime] = mapped_column(index=True)
