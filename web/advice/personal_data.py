"""What the tables of advice hold about people: who would have which mentor in a plan that was only tried out."""

from __future__ import annotations

from web.core.personal_data import About, Kind, Personal, Purpose, holds, holds_nothing
from web.core.retention import Retention

holds(
    "plan_trials",
    about=[About.YOUNG_PERSON, About.MENTOR, About.STAFF],
    purpose=Purpose.MENTORING,
    retention=Retention.PLAN_TRIAL,
    owners=["user_id", "request_id", "mentor_id"],
    columns={
        "changes": Personal(Kind.WORK, is_shown=False),
        "answer": Personal(Kind.WORK, is_shown=False),
        "created_at": Personal(Kind.WORK),
    },
    plain=[
        "id",
        "kind",
        "status",
        "stage",
        "failure",
        "proposal_id",
        "started_at",
        "seen_alive_at",
        "finished_at",
    ],
)
holds(
    "trial_moves",
    about=[About.YOUNG_PERSON, About.MENTOR],
    purpose=Purpose.MENTORING,
    retention=Retention.PLAN_TRIAL,
    owners=["request_id", "before_mentor_id", "after_mentor_id"],
    columns={"is_new_mentor": Personal(Kind.ACTIVITY, is_shown=False)},
    plain=["trial_id", "request_id", "before_mentor_id", "after_mentor_id"],
)
# Kinds of mentors and how many they would help; nobody's id.
holds_nothing("recruitment_advice")
