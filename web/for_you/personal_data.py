"""What the table of put-aside tasks holds about people."""

from __future__ import annotations

from web.core.personal_data import About, Kind, Personal, Purpose, holds
from web.core.retention import Retention

holds(
    "set_aside_tasks",
    about=[About.VOLUNTEER],
    purpose=Purpose.VOLUNTEERING,
    retention=Retention.INACTIVE_VOLUNTEER,
    owners=["volunteer_id"],
    columns={"task_id": Personal(Kind.ACTIVITY), "set_aside_at": Personal(Kind.ACTIVITY)},
    plain=["volunteer_id"],
)
