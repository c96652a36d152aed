"""What the table of identities holds about people."""

from __future__ import annotations

from web.core.personal_data import About, Kind, Personal, Purpose, holds
from web.core.retention import Retention

holds(
    "federated_identities",
    about=[About.ACCOUNT_HOLDER],
    purpose=Purpose.SECURITY,
    retention=Retention.WITH_ACCOUNT,
    owners=["user_id"],
    columns={
        "issuer": Personal(Kind.SIGN_IN),
        "subject": Personal(Kind.SIGN_IN),
        "linked_at": Personal(Kind.SIGN_IN),
        "used_at": Personal(Kind.SIGN_IN),
    },
    plain=["id", "user_id"],
)
