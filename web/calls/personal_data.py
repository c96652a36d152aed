"""What the tables of calls hold about people."""

from __future__ import annotations

from web.core.personal_data import About, Kind, Personal, Purpose, holds
from web.core.retention import Retention

holds(
    "asks",
    about=[About.VOLUNTEER],
    purpose=Purpose.VOLUNTEERING,
    retention=Retention.INACTIVE_VOLUNTEER,
    owners=["volunteer_id"],
    columns={
        "shift_id": Personal(Kind.ACTIVITY),
        "status": Personal(Kind.ACTIVITY),
        "asked_at": Personal(Kind.ACTIVITY),
        "answered_at": Personal(Kind.ACTIVITY),
    },
    plain=["id", "volunteer_id", "asked_by_id", "expires_at"],
)
holds(
    "contact_wishes",
    about=[About.VOLUNTEER],
    purpose=Purpose.VOLUNTEERING,
    retention=Retention.INACTIVE_VOLUNTEER,
    owners=["volunteer_id"],
    columns={
        "may_be_asked": Personal(Kind.ACCOUNT),
        "most_asks": Personal(Kind.ACCOUNT),
        "quiet_from": Personal(Kind.FREE_TIME),
        "quiet_to": Personal(Kind.FREE_TIME),
        "quiet_until": Personal(Kind.FREE_TIME),
    },
    plain=["volunteer_id"],
)
holds(
    "step_in_offers",
    about=[About.VOLUNTEER],
    purpose=Purpose.VOLUNTEERING,
    retention=Retention.INACTIVE_VOLUNTEER,
    owners=["volunteer_id"],
    columns={
        "weekdays": Personal(Kind.FREE_TIME),
        "hours_ahead": Personal(Kind.FREE_TIME),
        "offered_at": Personal(Kind.ACTIVITY),
    },
    plain=["volunteer_id"],
)
holds(
    "step_in_areas",
    about=[About.VOLUNTEER],
    purpose=Purpose.VOLUNTEERING,
    retention=Retention.INACTIVE_VOLUNTEER,
    owners=["volunteer_id"],
    columns={"area_id": Personal(Kind.PLACE)},
    plain=["volunteer_id"],
)
