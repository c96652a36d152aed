"""What the table of interviews holds about people."""

from __future__ import annotations

from web.core.personal_data import About, Kind, Personal, Purpose, holds
from web.core.retention import Retention

holds(
    "interviews",
    about=[About.MENTOR],
    purpose=Purpose.SAFETY,
    retention=Retention.INACTIVE_VOLUNTEER,
    owners=["mentor_id"],
    columns={
        "starts_at": Personal(Kind.ACTIVITY),
        "ends_at": Personal(Kind.ACTIVITY),
        "channel": Personal(Kind.ACTIVITY),
        "place": Personal(Kind.ACTIVITY),
        "status": Personal(Kind.ACTIVITY),
        "is_suitable": Personal(Kind.CHECK),
    },
    plain=["id", "mentor_id", "interviewer_id"],
)
