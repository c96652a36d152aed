"""What the tables of vetting hold about people."""

from __future__ import annotations

from web.core.personal_data import About, Kind, Personal, Purpose, holds, holds_nothing
from web.core.retention import Retention

holds(
    "clearances",
    about=[About.VOLUNTEER],
    purpose=Purpose.SAFETY,
    retention=Retention.INACTIVE_VOLUNTEER,
    owners=["volunteer_id"],
    columns={
        "kind": Personal(Kind.CHECK),
        "status": Personal(Kind.CHECK),
        "issued_on": Personal(Kind.CHECK),
        "expires_on": Personal(Kind.CHECK),
        "updated_at": Personal(Kind.CHECK),
    },
    plain=["id", "volunteer_id", "verified_by_id"],
)
holds(
    "given_statements",
    about=[About.MENTOR],
    purpose=Purpose.SAFETY,
    retention=Retention.INACTIVE_VOLUNTEER,
    owners=["volunteer_id"],
    columns={
        "kind": Personal(Kind.CONSENT),
        "version": Personal(Kind.CONSENT),
        "language": Personal(Kind.CONSENT),
        "words": Personal(Kind.CONSENT),
        "given_at": Personal(Kind.CONSENT),
    },
    plain=["id", "volunteer_id"],
)
holds(
    "clearance_reminders",
    about=[About.MENTOR],
    purpose=Purpose.NOTICES,
    retention=Retention.INACTIVE_VOLUNTEER,
    owners=["clearance_id"],
    columns={"expires_on": Personal(Kind.CHECK), "sent_at": Personal(Kind.ACTIVITY)},
    plain=["clearance_id", "days_before"],
)
holds(
    "screening_decisions",
    about=[About.MENTOR],
    purpose=Purpose.SAFETY,
    retention=Retention.INACTIVE_VOLUNTEER,
    owners=["mentor_id"],
    columns={
        "outcome": Personal(Kind.CHECK),
        "reason": Personal(Kind.CHECK, is_shown=False),
        "decided_at": Personal(Kind.CHECK),
        "reasons_asked_at": Personal(Kind.ACTIVITY),
        "objected_at": Personal(Kind.ACTIVITY),
    },
    plain=["id", "mentor_id", "decided_by_id"],
)
holds(
    "mentor_worths",
    about=[About.MENTOR],
    purpose=Purpose.MENTORING,
    retention=Retention.INACTIVE_VOLUNTEER,
    owners=["mentor_id"],
    columns={"counted_at": Personal(Kind.ACTIVITY, is_shown=False)},
    plain=["mentor_id", "could_help", "more_helped"],
)
holds_nothing("clearance_requirements", "programmes")
