"""What the tables of this feature hold about people."""

from __future__ import annotations

from web.core.personal_data import About, Kind, OnErasure, Personal, Purpose, holds, holds_nothing
from web.core.retention import Retention

holds(
    "data_requests",
    about=[About.ACCOUNT_HOLDER, About.YOUNG_PERSON],
    purpose=Purpose.ACCOUNTABILITY,
    retention=Retention.DATA_REQUEST,
    owners=["user_id", "young_person_id"],
    rows=OnErasure.KEEP,
    columns={
        "kind": Personal(Kind.ACTIVITY, OnErasure.KEEP),
        "status": Personal(Kind.ACTIVITY, OnErasure.KEEP),
        "words": Personal(Kind.OWN_WORDS),
        "answer": Personal(Kind.MESSAGE),
        "created_at": Personal(Kind.ACTIVITY, OnErasure.KEEP),
        "closed_at": Personal(Kind.ACTIVITY, OnErasure.KEEP),
    },
    plain=["id", "user_id", "young_person_id", "due_on", "closed_by_id"],
)
holds(
    "retention_warnings",
    about=[About.VOLUNTEER],
    purpose=Purpose.ACCOUNTABILITY,
    retention=Retention.INACTIVE_VOLUNTEER,
    owners=["user_id"],
    columns={"number": Personal(Kind.ACCOUNT, is_shown=False), "sent_at": Personal(Kind.ACCOUNT)},
    plain=["user_id"],
)
# Fingerprints from which nobody can be read, and counts.
holds_nothing("erasures", "retention_counts")
