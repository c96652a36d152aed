"""What the table of deputies holds about people."""

from __future__ import annotations

from web.core.personal_data import About, Kind, Personal, Purpose, holds
from web.core.retention import Retention

holds(
    "deputies",
    about=[About.STAFF],
    purpose=Purpose.CASEWORK,
    retention=Retention.WITH_ACCOUNT,
    owners=["caseworker_id", "deputy_id"],
    columns={
        "starts_on": Personal(Kind.WORK),
        "ends_on": Personal(Kind.WORK),
        "ended_at": Personal(Kind.WORK),
    },
    plain=["id", "caseworker_id", "deputy_id", "named_by_id", "created_at"],
)
