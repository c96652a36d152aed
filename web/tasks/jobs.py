"""What the tasks do by themselves at night."""

from __future__ import annotations

from datetime import UTC, datetime

from web.core.jobs import background
from web.tasks.weekly import extend_weekly_tasks


@background("extend weekly tasks", every="17 2 * * *", lock="extend weekly tasks")
def extend_weekly_tasks_nightly(timestamp: int) -> None:
    """Lay the shifts of all weekly tasks eight weeks ahead."""
    extend_weekly_tasks(now=datetime.fromtimestamp(timestamp, UTC))
