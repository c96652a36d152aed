"""Imports that wait for an administrator's decision."""

from __future__ import annotations

import enum
from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, func
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column, relationship

from web.accounts.models import User
from web.core.state_machines import StateMachine
from web.extensions import Base, enum_type


class ImportStatus(enum.StrEnum):
    WAITING = "waiting"
    IMPORTED = "imported"
    DISCARDED = "discarded"


IMPORT_STEPS = StateMachine(
    "import",
    {
        "import": (frozenset({ImportStatus.WAITING}), ImportStatus.IMPORTED),
        "discard": (frozenset({ImportStatus.WAITING}), ImportStatus.DISCARDED),
    },
)


class ImportBatch(Base):
    """One uploaded file: its good rows, and every bad one with line, column and reason."""

    __tablename__ = "import_batches"

    id: Mapped[int] = mapped_column(primary_key=True)
    entity: Mapped[str]
    file_name: Mapped[str]
    status: Mapped[ImportStatus] = mapped_column(
        enum_type(ImportStatus), default=ImportStatus.WAITING, index=True
    )
    uploaded_by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    rows: Mapped[list[dict[str, Any]]] = mapped_column(JSONB, default=list, deferred=True)
    errors: Mapped[list[dict[str, Any]]] = mapped_column(JSONB, default=list)
    counts: Mapped[dict[str, int]] = mapped_column(JSONB, default=dict)
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())

    uploaded_by: Mapped[User] = relationship()
