"""What the table of swaps holds about people."""

from __future__ import annotations

from web.core.personal_data import About, Kind, Personal, Purpose, holds
from web.core.retention import Retention

holds(
    "swaps",
    about=[About.VOLUNTEER],
    purpose=Purpose.VOLUNTEERING,
    retention=Retention.INACTIVE_VOLUNTEER,
    owners=["signup_id", "taker_id"],
    columns={
        "status": Personal(Kind.ACTIVITY),
        "words": Personal(Kind.OWN_WORDS),
        "offered_at": Personal(Kind.ACTIVITY),
        "settled_at": Personal(Kind.ACTIVITY),
    },
    plain=["id", "signup_id", "return_signup_id", "taker_id"],
)
