"""What the table of reports holds about people."""

from __future__ import annotations

from web.core.personal_data import About, Kind, OnErasure, Personal, Purpose, holds
from web.core.retention import Retention

holds(
    "micro_reports",
    about=[About.VOLUNTEER],
    purpose=Purpose.VOLUNTEERING,
    retention=Retention.INACTIVE_VOLUNTEER,
    owners=["signup_id"],
    rows=OnErasure.KEEP,
    columns={
        "status": Personal(Kind.ACTIVITY, OnErasure.KEEP),
        "minutes": Personal(Kind.ACTIVITY, OnErasure.KEEP),
        "note": Personal(Kind.OWN_WORDS),
        "reported_at": Personal(Kind.ACTIVITY, OnErasure.KEEP),
        "answered_at": Personal(Kind.ACTIVITY, OnErasure.KEEP),
        "answer": Personal(Kind.MESSAGE),
    },
    plain=["id", "signup_id"],
)
