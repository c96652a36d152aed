"""What the tables of young people hold about them."""

from __future__ import annotations

from web.core.personal_data import About, Kind, OnErasure, Personal, Purpose, holds
from web.core.retention import Retention

holds(
    "young_people",
    about=[About.YOUNG_PERSON],
    purpose=Purpose.CASEWORK,
    retention=Retention.CLOSED_CASE,
    rows=OnErasure.KEEP,
    columns={
        "code": Personal(Kind.ACCOUNT, OnErasure.PSEUDONYM, is_shown=False),
        "first_name": Personal(Kind.NAME, OnErasure.PSEUDONYM),
        "last_name": Personal(Kind.NAME),
        "alias": Personal(Kind.NAME, OnErasure.PSEUDONYM),
        "born_on": Personal(Kind.BIRTH_DATE, OnErasure.PSEUDONYM),
        "gender": Personal(Kind.GENDER),
        "area_id": Personal(Kind.PLACE, OnErasure.PSEUDONYM),
        "phone": Personal(Kind.CONTACT),
        "email": Personal(Kind.CONTACT),
        "is_protected": Personal(Kind.PROTECTION),
        "shown_name": Personal(Kind.CONSENT, OnErasure.KEEP),
        "contact_channel": Personal(Kind.CONSENT, OnErasure.KEEP),
        "may_show_interests": Personal(Kind.CONSENT),
        "may_show_goals": Personal(Kind.CONSENT),
        "may_show_languages": Personal(Kind.CONSENT),
        "note": Personal(Kind.CASE_NOTE, is_shown=False),
        "created_at": Personal(Kind.ACTIVITY, OnErasure.KEEP),
    },
    plain=["id", "caseworker_id", "user_id"],
)
holds(
    "young_person_languages",
    about=[About.YOUNG_PERSON],
    purpose=Purpose.MENTORING,
    retention=Retention.CLOSED_CASE,
    owners=["young_person_id"],
    columns={"language_id": Personal(Kind.LANGUAGES), "level": Personal(Kind.LANGUAGES)},
    plain=["young_person_id"],
)
holds(
    "mentor_requests",
    about=[About.YOUNG_PERSON],
    purpose=Purpose.MENTORING,
    retention=Retention.CLOSED_CASE,
    owners=["young_person_id"],
    rows=OnErasure.KEEP,
    columns={
        "status": Personal(Kind.ACTIVITY, OnErasure.KEEP),
        "urgency": Personal(Kind.NEED, OnErasure.KEEP, is_shown=False),
        "opened_on": Personal(Kind.ACTIVITY, OnErasure.KEEP),
        "wishes": Personal(Kind.OWN_WORDS),
        "week": Personal(Kind.FREE_TIME),
        "means": Personal(Kind.PLACE),
        "max_travel_minutes": Personal(Kind.PLACE, OnErasure.KEEP),
        "minutes_per_week": Personal(Kind.FREE_TIME, OnErasure.KEEP),
        "wished_mentor_gender": Personal(Kind.NEED),
        "wished_youngest_age": Personal(Kind.NEED),
        "wished_oldest_age": Personal(Kind.NEED),
        "wished_mentor_kinds": Personal(Kind.NEED),
        "created_at": Personal(Kind.ACTIVITY, OnErasure.KEEP),
    },
    plain=["id", "young_person_id"],
)
for table, column, kind in (
    ("mentor_request_goals", "goal_id", Kind.NEED),
    ("mentor_request_interests", "skill_id", Kind.SKILLS),
    ("mentor_request_experiences", "experience_id", Kind.NEED),
    ("mentor_request_helpful_experiences", "experience_id", Kind.NEED),
):
    holds(
        table,
        about=[About.YOUNG_PERSON],
        purpose=Purpose.MENTORING,
        retention=Retention.CLOSED_CASE,
        owners=["request_id"],
        columns={column: Personal(kind)},
        plain=["request_id"],
    )
holds(
    "mentor_request_languages",
    about=[About.YOUNG_PERSON],
    purpose=Purpose.MENTORING,
    retention=Retention.CLOSED_CASE,
    owners=["request_id"],
    columns={"language_id": Personal(Kind.LANGUAGES), "level": Personal(Kind.LANGUAGES)},
    plain=["request_id"],
)
holds(
    "blocked_pairs",
    about=[About.YOUNG_PERSON, About.MENTOR],
    purpose=Purpose.SAFETY,
    retention=Retention.BLOCKED_PAIR,
    owners=["young_person_id", "mentor_id"],
    columns={"reason": Personal(Kind.ACTIVITY, is_shown=False)},
    plain=["young_person_id", "mentor_id", "created_at"],
)
