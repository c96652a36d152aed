"""What the table of matches holds about people."""

from __future__ import annotations

from web.core.personal_data import About, Kind, OnErasure, Personal, Purpose, holds
from web.core.retention import Retention

holds(
    "matches",
    about=[About.YOUNG_PERSON, About.MENTOR],
    purpose=Purpose.MENTORING,
    retention=Retention.CLOSED_CASE,
    owners=["young_person_id", "mentor_id"],
    rows=OnErasure.KEEP,
    columns={
        "status": Personal(Kind.ACTIVITY, OnErasure.KEEP),
        "started_on": Personal(Kind.ACTIVITY, OnErasure.KEEP),
        "closed_on": Personal(Kind.ACTIVITY, OnErasure.KEEP),
        "close_reason": Personal(Kind.ACTIVITY, OnErasure.KEEP, is_shown=False),
        "close_words": Personal(Kind.CASE_NOTE, is_shown=False),
    },
    plain=["id", "proposal_id", "request_id", "young_person_id", "mentor_id", "seat", "created_at"],
)
holds(
    "clearance_lapses",
    about=[About.MENTOR],
    purpose=Purpose.SAFETY,
    retention=Retention.CLOSED_CASE,
    owners=["match_id"],
    columns={
        "kind": Personal(Kind.CHECK, is_shown=False),
        "noticed_at": Personal(Kind.CHECK, is_shown=False),
        "ended_at": Personal(Kind.CHECK, is_shown=False),
    },
    plain=["id", "match_id"],
)
holds(
    "match_reviews",
    about=[About.YOUNG_PERSON, About.MENTOR],
    purpose=Purpose.ACCOUNTABILITY,
    retention=Retention.CLOSED_CASE,
    owners=["match_id"],
    rows=OnErasure.KEEP,
    columns={"words": Personal(Kind.CASE_NOTE, is_shown=False)},
    plain=["id", "match_id", "reason", "raised_at", "decision", "decided_at", "decided_by_id"],
)
