"""What the table of references holds about people."""

from __future__ import annotations

from web.core.personal_data import About, Kind, Personal, Purpose, holds
from web.core.retention import Retention

holds(
    "mentor_references",
    about=[About.REFERENCE, About.MENTOR],
    purpose=Purpose.SAFETY,
    retention=Retention.REFERENCE,
    owners=["mentor_id"],
    columns={
        "name": Personal(Kind.NAME),
        "email": Personal(Kind.CONTACT),
        "relation": Personal(Kind.ACTIVITY),
        "phone": Personal(Kind.CONTACT, is_shown=False),
        "known_for": Personal(Kind.CHECK, is_shown=False),
        "recommends": Personal(Kind.CHECK, is_shown=False),
        "words": Personal(Kind.OWN_WORDS, is_shown=False),
        "status": Personal(Kind.ACTIVITY),
        "asked_at": Personal(Kind.ACTIVITY),
        "answered_at": Personal(Kind.ACTIVITY),
    },
    plain=["id", "mentor_id", "link_number", "expires_at", "reminded_at"],
)
