"""What the tables of attendance hold about people."""

from __future__ import annotations

from web.core.personal_data import About, Kind, OnErasure, Personal, Purpose, holds
from web.core.retention import Retention

holds(
    "attendances",
    about=[About.VOLUNTEER],
    purpose=Purpose.VOLUNTEERING,
    retention=Retention.INACTIVE_VOLUNTEER,
    owners=["signup_id"],
    rows=OnErasure.KEEP,
    columns={
        "has_come": Personal(Kind.ACTIVITY, OnErasure.KEEP),
        "minutes": Personal(Kind.ACTIVITY, OnErasure.KEEP),
        "recorded_at": Personal(Kind.ACTIVITY, OnErasure.KEEP),
    },
    plain=["signup_id", "recorded_by_id"],
)
holds(
    "thanks",
    about=[About.VOLUNTEER],
    purpose=Purpose.VOLUNTEERING,
    retention=Retention.INACTIVE_VOLUNTEER,
    owners=["signup_id"],
    columns={"words": Personal(Kind.MESSAGE), "sent_at": Personal(Kind.ACTIVITY)},
    plain=["signup_id", "sent_by_id"],
)
