"""What the table of certificate orders holds about people; never anything of the certificate itself."""

from __future__ import annotations

from web.core.personal_data import About, Kind, Personal, Purpose, holds
from web.core.retention import Retention

holds(
    "certificate_orders",
    about=[About.VOLUNTEER],
    purpose=Purpose.SAFETY,
    retention=Retention.INACTIVE_VOLUNTEER,
    owners=["volunteer_id"],
    columns={
        "association_id": Personal(Kind.ACTIVITY),
        "status": Personal(Kind.CHECK),
        "consented_at": Personal(Kind.CONSENT),
        "answered_at": Personal(Kind.CHECK),
    },
    plain=["id", "volunteer_id"],
)
