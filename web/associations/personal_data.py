"""What the tables of associations hold about people."""

from __future__ import annotations

from web.core.personal_data import About, Kind, Personal, Purpose, holds, holds_nothing
from web.core.retention import Retention

# An association's own address, phone and words are an organisation's, shown in public at its own wish.
holds_nothing("associations")
holds(
    "association_coordinators",
    about=[About.COORDINATOR],
    purpose=Purpose.VOLUNTEERING,
    retention=Retention.WITH_ACCOUNT,
    owners=["user_id"],
    columns={"association_id": Personal(Kind.WORK)},
    plain=["user_id"],
)
