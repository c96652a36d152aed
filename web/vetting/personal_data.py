"""What the tables of vetting hold about people."""

from __future__ import annotations

from web.core.personal_data import About, Kind, Personal, Purpose, holds, holds_nothing
from web.core.retention import Retention

holds(
    "clearances",
    about=[About.VOLUNTEER],
    purpose=Purpose.SAFETY,
    retention=Retention.INACTIVE_VOLUNTEER,
    owners=["volunteer_id"],
    columns={
        "kind": Personal(Kind.CHECK),
        "status": Personal(Kind.CHECK),
        "issued_on": Personal(Kind.CHECK),
        "expires_on": Personal(Kind.CHECK),
        "updated_at": Personal(Kind.CHECK),
    },
    plain=["id", "volunteer_id", "verified_by_id"],
)
holds_nothing("clearance_requirements")
