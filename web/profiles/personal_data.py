"""What the tables of volunteers and mentors hold about people."""

from __future__ import annotations

from web.core.personal_data import About, Kind, OnErasure, Personal, Purpose, holds, holds_nothing
from web.core.retention import Retention

holds(
    "volunteers",
    about=[About.VOLUNTEER],
    purpose=Purpose.VOLUNTEERING,
    retention=Retention.INACTIVE_VOLUNTEER,
    owners=["user_id"],
    rows=OnErasure.KEEP,
    columns={
        "born_on": Personal(Kind.BIRTH_DATE),
        "gender": Personal(Kind.GENDER),
        "phone": Personal(Kind.CONTACT),
        "about": Personal(Kind.OWN_WORDS),
        "area_id": Personal(Kind.PLACE),
        "means": Personal(Kind.PLACE),
        "max_travel_minutes": Personal(Kind.PLACE, OnErasure.KEEP),
        "week": Personal(Kind.FREE_TIME),
        "paused_until": Personal(Kind.FREE_TIME),
        "is_protected": Personal(Kind.PROTECTION),
        "known_as": Personal(Kind.NAME),
        "wishes_to_mentor": Personal(Kind.ACTIVITY, OnErasure.KEEP),
        "status": Personal(Kind.ACTIVITY, OnErasure.KEEP),
        "created_at": Personal(Kind.ACTIVITY, OnErasure.KEEP),
    },
    plain=["id", "user_id"],
)
holds(
    "volunteer_skills",
    about=[About.VOLUNTEER],
    purpose=Purpose.VOLUNTEERING,
    retention=Retention.INACTIVE_VOLUNTEER,
    owners=["volunteer_id"],
    columns={"skill_id": Personal(Kind.SKILLS)},
    plain=["volunteer_id"],
)
holds(
    "volunteer_languages",
    about=[About.VOLUNTEER],
    purpose=Purpose.VOLUNTEERING,
    retention=Retention.INACTIVE_VOLUNTEER,
    owners=["volunteer_id"],
    columns={"language_id": Personal(Kind.LANGUAGES), "level": Personal(Kind.LANGUAGES)},
    plain=["volunteer_id"],
)
holds(
    "volunteer_drafts",
    about=[About.VOLUNTEER],
    purpose=Purpose.VOLUNTEERING,
    retention=Retention.DRAFT,
    owners=["user_id"],
    columns={"content": Personal(Kind.OWN_WORDS)},
    plain=["id", "user_id", "kept_at"],
)
holds(
    "mentors",
    about=[About.MENTOR],
    purpose=Purpose.MENTORING,
    retention=Retention.INACTIVE_VOLUNTEER,
    owners=["volunteer_id"],
    rows=OnErasure.KEEP,
    columns={
        "status": Personal(Kind.ACTIVITY, OnErasure.KEEP),
        "kind": Personal(Kind.ACTIVITY, OnErasure.KEEP),
        "capacity": Personal(Kind.ACTIVITY, OnErasure.KEEP),
        "youngest_age": Personal(Kind.ACTIVITY, OnErasure.KEEP),
        "oldest_age": Personal(Kind.ACTIVITY, OnErasure.KEEP),
        "motivation": Personal(Kind.OWN_WORDS),
        "created_at": Personal(Kind.ACTIVITY, OnErasure.KEEP),
    },
    plain=["id", "volunteer_id"],
)
holds(
    "mentor_goals",
    about=[About.MENTOR],
    purpose=Purpose.MENTORING,
    retention=Retention.INACTIVE_VOLUNTEER,
    owners=["mentor_id"],
    columns={"goal_id": Personal(Kind.SKILLS)},
    plain=["mentor_id"],
)
holds(
    "mentor_experiences",
    about=[About.MENTOR],
    purpose=Purpose.MENTORING,
    retention=Retention.INACTIVE_VOLUNTEER,
    owners=["mentor_id"],
    columns={"experience_id": Personal(Kind.SKILLS)},
    plain=["mentor_id"],
)
holds_nothing("mentor_seats")
