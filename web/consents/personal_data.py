"""What the tables of consents hold about people."""

from __future__ import annotations

from web.core.personal_data import About, Kind, OnErasure, Personal, Purpose, holds
from web.core.retention import Retention

holds(
    "consents",
    about=[About.YOUNG_PERSON, About.MENTOR, About.VOLUNTEER],
    purpose=Purpose.ACCOUNTABILITY,
    retention=Retention.CONSENT_RECORD,
    owners=["young_person_id", "user_id"],
    rows=OnErasure.KEEP,
    columns={
        "purpose": Personal(Kind.CONSENT, OnErasure.KEEP),
        "basis": Personal(Kind.CONSENT, OnErasure.KEEP),
        "law_section": Personal(Kind.CONSENT, OnErasure.KEEP),
        "text_version": Personal(Kind.CONSENT, OnErasure.KEEP),
        "language": Personal(Kind.CONSENT, OnErasure.KEEP),
        "given_at": Personal(Kind.CONSENT, OnErasure.KEEP),
        "given_through": Personal(Kind.CONSENT, OnErasure.KEEP),
        "withdrawn_at": Personal(Kind.CONSENT, OnErasure.KEEP),
        "withdrawn_through": Personal(Kind.CONSENT, OnErasure.KEEP),
    },
    plain=["id", "young_person_id", "user_id", "given_by_id", "withdrawn_by_id"],
)
holds(
    "consent_questions",
    about=[About.PARENT, About.YOUNG_PERSON],
    purpose=Purpose.ACCOUNTABILITY,
    retention=Retention.PARENT_QUESTION,
    owners=["young_person_id"],
    columns={
        "address": Personal(Kind.CONTACT),
        "asked_of": Personal(Kind.CONSENT),
        "asked_at": Personal(Kind.CONSENT),
        "answered_at": Personal(Kind.CONSENT),
        "is_yes": Personal(Kind.CONSENT),
    },
    plain=["id", "young_person_id", "asked_by_id", "expires_at", "ended_at"],
)
