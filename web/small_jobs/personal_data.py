"""What the tables of small jobs and work wishes hold about people."""

from __future__ import annotations

from web.core.personal_data import About, Kind, Personal, Purpose, holds, holds_nothing
from web.core.retention import Retention

holds_nothing(
    "kinds_of_work", "strains", "support_kinds",
    "small_jobs", "small_job_seats", "small_job_support", "small_job_strains",
)  # fmt: skip
holds(
    "small_job_interests",
    about=[About.YOUNG_PERSON],
    purpose=Purpose.SMALL_JOBS,
    retention=Retention.CLOSED_CASE,
    owners=["young_person_id"],
    columns={"small_job_id": Personal(Kind.NEED), "said_at": Personal(Kind.ACTIVITY)},
    plain=["young_person_id"],
)
ENERGIES = ("energy_morning", "energy_noon", "energy_afternoon", "energy_evening")
HOURS = ("start_hours", "step_hours", "step_weeks", "goal_hours")
CHOICES = ("may_show_likes", "may_show_support", "may_show_words")
holds(
    "work_wishes",
    about=[About.YOUNG_PERSON],
    purpose=Purpose.SMALL_JOBS,
    retention=Retention.CLOSED_CASE,
    owners=["young_person_id"],
    columns={
        "is_looking": Personal(Kind.NEED),
        "is_at_school": Personal(Kind.NEED),
        **{name: Personal(Kind.NEED) for name in (*ENERGIES, *HOURS)},
        "week": Personal(Kind.FREE_TIME),
        "means": Personal(Kind.PLACE),
        "max_travel_minutes": Personal(Kind.PLACE),
        "words": Personal(Kind.OWN_WORDS),
        **{name: Personal(Kind.CONSENT) for name in CHOICES},
        "looking_since": Personal(Kind.ACTIVITY),
    },
    plain=["id", "young_person_id"],
)
for table, column, kind in (
    ("work_wish_kinds", "kind_of_work_id", Kind.SKILLS),
    ("work_wish_strains", "strain_id", Kind.NEED),
    ("work_wish_support", "support_kind_id", Kind.NEED),
    ("work_wish_musts", "support_kind_id", Kind.NEED),
):
    holds(
        table,
        about=[About.YOUNG_PERSON],
        purpose=Purpose.SMALL_JOBS,
        retention=Retention.CLOSED_CASE,
        owners=["wishes_id"],
        columns={column: Personal(kind)},
        plain=["wishes_id"],
    )
