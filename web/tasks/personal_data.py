"""What the tables of tasks hold about people."""

from __future__ import annotations

from web.core.personal_data import About, Kind, OnErasure, Personal, Purpose, holds, holds_nothing
from web.core.retention import Retention

holds(
    "signups",
    about=[About.VOLUNTEER],
    purpose=Purpose.VOLUNTEERING,
    retention=Retention.INACTIVE_VOLUNTEER,
    owners=["volunteer_id"],
    rows=OnErasure.KEEP,
    columns={
        "shift_id": Personal(Kind.ACTIVITY, OnErasure.KEEP),
        "status": Personal(Kind.ACTIVITY, OnErasure.KEEP),
        "during": Personal(Kind.ACTIVITY, OnErasure.KEEP),
        "message": Personal(Kind.OWN_WORDS),
        "created_at": Personal(Kind.ACTIVITY, OnErasure.KEEP),
        "waiting_since": Personal(Kind.ACTIVITY, OnErasure.KEEP),
    },
    plain=["id", "volunteer_id", "seat", "answer_by"],
)
holds_nothing("tasks", "task_skills", "shifts", "shift_seats", "closed_days")
