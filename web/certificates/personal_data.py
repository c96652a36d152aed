"""What the table of certificates holds about people. A number stays valid after erasure, without the name."""

from __future__ import annotations

from web.core.personal_data import About, Kind, OnErasure, Personal, Purpose, holds
from web.core.retention import Retention

holds(
    "certificates",
    about=[About.VOLUNTEER],
    purpose=Purpose.VOLUNTEERING,
    retention=Retention.INACTIVE_VOLUNTEER,
    owners=["volunteer_id"],
    rows=OnErasure.KEEP,
    columns={
        "number": Personal(Kind.ACTIVITY, OnErasure.KEEP),
        "status": Personal(Kind.ACTIVITY, OnErasure.KEEP),
        "holder_name": Personal(Kind.NAME),
        "issued_on": Personal(Kind.ACTIVITY, OnErasure.KEEP),
        "facts": Personal(Kind.ACTIVITY, OnErasure.KEEP),
    },
    plain=["id", "volunteer_id"],
)
