"""What the table of calendar feeds holds about people."""

from __future__ import annotations

from web.core.personal_data import About, Kind, Personal, Purpose, holds
from web.core.retention import Retention

holds(
    "calendar_feeds",
    about=[About.ACCOUNT_HOLDER],
    purpose=Purpose.VOLUNTEERING,
    retention=Retention.WITH_ACCOUNT,
    owners=["user_id"],
    columns={
        "secret": Personal(Kind.SIGN_IN, is_shown=False),
        "secret_hash": Personal(Kind.SIGN_IN, is_shown=False),
        "made_at": Personal(Kind.ACCOUNT),
    },
    plain=["user_id"],
)
