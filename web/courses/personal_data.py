"""What the tables of courses hold about people."""

from __future__ import annotations

from web.core.personal_data import About, Kind, Personal, Purpose, holds, holds_nothing
from web.core.retention import Retention

holds(
    "course_places",
    about=[About.MENTOR],
    purpose=Purpose.MENTORING,
    retention=Retention.INACTIVE_VOLUNTEER,
    owners=["volunteer_id"],
    columns={
        "course_id": Personal(Kind.ACTIVITY),
        "status": Personal(Kind.ACTIVITY),
        "asked_at": Personal(Kind.ACTIVITY),
    },
    plain=["id", "volunteer_id", "seat"],
)
holds_nothing("courses", "course_seats")
