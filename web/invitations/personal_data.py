"""What the tables of invitations hold about people."""

from __future__ import annotations

from web.core.personal_data import About, Kind, Personal, Purpose, holds, holds_nothing
from web.core.retention import Retention

holds(
    "staff_invitations",
    about=[About.STAFF],
    purpose=Purpose.ACCOUNT,
    retention=Retention.INVITATION,
    owners=["user_id"],
    columns={
        "email": Personal(Kind.CONTACT),
        "name": Personal(Kind.NAME),
        "locale": Personal(Kind.ACCOUNT),
        "roles": Personal(Kind.WORK),
    },
    plain=[
        "id",
        "status",
        "sending",
        "is_from_operator",
        "invited_by_id",
        "created_at",
        "expires_at",
        "accepted_at",
    ],
)
holds_nothing("staff_invitation_areas")
