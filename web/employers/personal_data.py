"""What the tables of employers hold about people."""

from __future__ import annotations

from web.core.personal_data import About, Kind, Personal, Purpose, holds, holds_nothing
from web.core.retention import Retention

# An employer's number, address and phone are a workplace's, not a person's.
holds_nothing("employers")
holds(
    "employer_contacts",
    about=[About.EMPLOYER],
    purpose=Purpose.SMALL_JOBS,
    retention=Retention.WITH_ACCOUNT,
    owners=["user_id"],
    columns={"employer_id": Personal(Kind.WORK)},
    plain=["user_id"],
)
