"""What the tables of this feature hold about people."""

from __future__ import annotations

from web.core.personal_data import About, Kind, Personal, Purpose, holds
from web.core.retention import Retention

holds(
    "paper_wishes",
    about=[About.VOLUNTEER],
    purpose=Purpose.SAFETY,
    retention=Retention.INACTIVE_VOLUNTEER,
    owners=["volunteer_id"],
    columns={
        "task_id": Personal(Kind.ACTIVITY),
        "wished_at": Personal(Kind.ACTIVITY),
        "asked_at": Personal(Kind.ACTIVITY),
        "told_ready_at": Personal(Kind.ACTIVITY),
        "declined_at": Personal(Kind.ACTIVITY),
    },
    plain=["volunteer_id", "asked_by_id"],
)
holds(
    "paper_worths",
    about=[About.VOLUNTEER],
    purpose=Purpose.VOLUNTEERING,
    retention=Retention.INACTIVE_VOLUNTEER,
    owners=["volunteer_id"],
    columns={"counted_at": Personal(Kind.ACTIVITY, is_shown=False)},
    plain=["volunteer_id", "could_serve"],
)
