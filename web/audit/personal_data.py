"""What the audit log holds about people: ids and codes, which lead to nobody once a person is erased."""

from __future__ import annotations

from web.core.personal_data import About, Kind, OnErasure, Personal, Purpose, holds, holds_nothing
from web.core.retention import Retention

holds(
    "audit_events",
    about=[About.ACCOUNT_HOLDER, About.STAFF],
    purpose=Purpose.ACCOUNTABILITY,
    retention=Retention.AUDIT,
    rows=OnErasure.KEEP,
    columns={"actor_id": Personal(Kind.WORK, OnErasure.KEEP, is_shown=False)},
    plain=[
        "id",
        "at",
        "action",
        "subject_kind",
        "subject_id",
        "young_person_id",
        "purpose",
        "origin",
        "place",
        "request_id",
        "details",
    ],
)
holds_nothing("audit_seals", "audit_marks", "audit_checks", "audit_removals")
