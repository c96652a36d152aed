"""What the table of opened records holds about people."""

from __future__ import annotations

from web.core.personal_data import About, Kind, OnErasure, Personal, Purpose, holds
from web.core.retention import Retention

holds(
    "disclosures",
    about=[About.STAFF, About.YOUNG_PERSON, About.VOLUNTEER],
    purpose=Purpose.ACCOUNTABILITY,
    retention=Retention.AUDIT,
    owners=["young_person_id", "volunteer_id"],
    rows=OnErasure.KEEP,
    columns={
        "reason": Personal(Kind.WORK, OnErasure.KEEP),
        "words": Personal(Kind.OWN_WORDS, is_shown=False),
        "opened_at": Personal(Kind.ACTIVITY, OnErasure.KEEP),
        "ends_at": Personal(Kind.ACTIVITY, OnErasure.KEEP),
        "closed_at": Personal(Kind.ACTIVITY, OnErasure.KEEP),
        "status": Personal(Kind.WORK, OnErasure.KEEP),
        "review_words": Personal(Kind.OWN_WORDS, is_shown=False),
        "answer": Personal(Kind.OWN_WORDS, is_shown=False),
        "reviewed_at": Personal(Kind.ACTIVITY, OnErasure.KEEP, is_shown=False),
        "answered_at": Personal(Kind.ACTIVITY, OnErasure.KEEP, is_shown=False),
    },
    plain=["id", "reader_id", "young_person_id", "volunteer_id", "reviewed_by_id"],
)
