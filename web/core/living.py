"""The columns of something that the worker does for somebody, and that is followed on a page while it is done."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy.orm import Mapped


class Living:
    """When it was begun, last heard of and ended, and why there is no result; `web.audit.lives.Life` writes them."""

    if TYPE_CHECKING:
        id: Any
        status: Any
        created_at: Any

    started_at: Mapped[datetime | None]
    seen_alive_at: Mapped[datetime | None]
    finished_at: Mapped[datetime | None]
    failure: Mapped[str | None]
