"""What the tables of second factors hold about people."""

from __future__ import annotations

from web.core.personal_data import About, Kind, Personal, Purpose, holds
from web.core.retention import Retention

SECRET = Personal(Kind.SIGN_IN, is_shown=False)

holds(
    "spent_codes",
    about=[About.ACCOUNT_HOLDER],
    purpose=Purpose.SECURITY,
    retention=Retention.WITH_ACCOUNT,
    owners=["user_id"],
    columns={"last_counter": SECRET},
    plain=["user_id"],
)
holds(
    "recovery_codes",
    about=[About.ACCOUNT_HOLDER],
    purpose=Purpose.SECURITY,
    retention=Retention.WITH_ACCOUNT,
    owners=["user_id"],
    columns={
        "salt": SECRET,
        "digest": SECRET,
        "made_at": Personal(Kind.SIGN_IN),
        "used_at": Personal(Kind.SIGN_IN),
    },
    plain=["id", "user_id"],
)
