"""What the tables of sessions hold about people."""

from __future__ import annotations

from web.core.personal_data import About, Kind, Personal, Purpose, holds
from web.core.retention import Retention

DEVICE = Personal(Kind.SIGN_IN)

holds(
    "sessions",
    about=[About.ACCOUNT_HOLDER],
    purpose=Purpose.SECURITY,
    retention=Retention.SESSION,
    owners=["user_id"],
    columns={
        "token_hash": Personal(Kind.SIGN_IN, is_shown=False),
        "previous_hash": Personal(Kind.SIGN_IN, is_shown=False),
        "fs_uniquifier": Personal(Kind.SIGN_IN, is_shown=False),
        "data": Personal(Kind.SIGN_IN, is_shown=False),
        "browser": DEVICE,
        "system": DEVICE,
        "created_at": DEVICE,
        "seen_at": DEVICE,
        "authenticated_at": DEVICE,
    },
    plain=["id", "user_id", "roles"],
)
holds(
    "known_devices",
    about=[About.ACCOUNT_HOLDER],
    purpose=Purpose.SECURITY,
    retention=Retention.KNOWN_DEVICE,
    owners=["user_id"],
    columns={"browser": DEVICE, "system": DEVICE, "used_at": DEVICE},
    plain=["id", "user_id"],
)
