"""What the tables of staffing hold about people."""

from __future__ import annotations

from web.core.personal_data import About, Kind, Personal, Purpose, holds, holds_nothing
from web.core.retention import Retention

holds(
    "help_offers",
    about=[About.VOLUNTEER],
    purpose=Purpose.VOLUNTEERING,
    retention=Retention.INACTIVE_VOLUNTEER,
    owners=["volunteer_id"],
    columns={
        "association_id": Personal(Kind.ACTIVITY),
        "event_id": Personal(Kind.ACTIVITY),
        "minutes_per_week": Personal(Kind.ACTIVITY),
        "rest_minutes": Personal(Kind.ACTIVITY),
        "offered_at": Personal(Kind.ACTIVITY),
    },
    plain=["id", "volunteer_id"],
)
holds(
    "staffing_assignments",
    about=[About.VOLUNTEER],
    purpose=Purpose.VOLUNTEERING,
    retention=Retention.INACTIVE_VOLUNTEER,
    owners=["volunteer_id"],
    columns={
        "shift_id": Personal(Kind.ACTIVITY),
        "status": Personal(Kind.ACTIVITY),
        "leaving": Personal(Kind.ACTIVITY),
        "reasons": Personal(Kind.ACTIVITY),
        "refuse_reason": Personal(Kind.ACTIVITY),
        "created_at": Personal(Kind.ACTIVITY),
    },
    plain=["id", "plan_id", "volunteer_id", "is_insisted"],
)
holds_nothing(
    "events", "event_tasks", "staffing_demands", "staffing_plans", "staffing_runs", "staffing_orders"
)
