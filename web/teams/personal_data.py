"""What the tables of teams hold about people."""

from __future__ import annotations

from web.core.personal_data import About, Kind, Personal, Purpose, holds, holds_nothing
from web.core.retention import Retention

holds(
    "team_members",
    about=[About.VOLUNTEER],
    purpose=Purpose.VOLUNTEERING,
    retention=Retention.INACTIVE_VOLUNTEER,
    owners=["volunteer_id"],
    columns={"team_id": Personal(Kind.ACTIVITY)},
    plain=["volunteer_id"],
)
# Kept to protect one of two people, with a coordinator's own words about them: not shown to either, and erased with both.
holds(
    "separations",
    about=[About.VOLUNTEER],
    purpose=Purpose.SAFETY,
    retention=Retention.INACTIVE_VOLUNTEER,
    owners=["first_id", "second_id"],
    columns={
        "association_id": Personal(Kind.ACTIVITY, is_shown=False),
        "note": Personal(Kind.PROTECTION, is_shown=False),
        "made_at": Personal(Kind.ACTIVITY, is_shown=False),
    },
    plain=["id", "first_id", "second_id", "made_by_id"],
)
holds_nothing("teams")
