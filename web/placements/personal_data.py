"""What the tables of proposals, placements and hours hold about people."""

from __future__ import annotations

from web.core.personal_data import About, Kind, OnErasure, Personal, Purpose, holds, holds_nothing
from web.core.retention import Retention

holds_nothing("job_runs")
holds(
    "job_run_left_without",
    about=[About.YOUNG_PERSON],
    purpose=Purpose.SMALL_JOBS,
    retention=Retention.OLD_PROPOSAL,
    owners=["young_person_id"],
    columns={"reasons": Personal(Kind.NEED, is_shown=False)},
    plain=["run_id", "young_person_id"],
)
holds(
    "job_proposals",
    about=[About.YOUNG_PERSON],
    purpose=Purpose.SMALL_JOBS,
    retention=Retention.OLD_PROPOSAL,
    owners=["young_person_id"],
    rows=OnErasure.KEEP,
    columns={
        "status": Personal(Kind.ACTIVITY, OnErasure.KEEP),
        "score": Personal(Kind.NEED, OnErasure.EMPTY, is_shown=False),
        "reasons": Personal(Kind.NEED, OnErasure.EMPTY, is_shown=False),
        "decline_reason": Personal(Kind.ACTIVITY, OnErasure.EMPTY, is_shown=False),
        "answered_on_behalf": Personal(Kind.ACTIVITY, OnErasure.KEEP),
        "terms_version": Personal(Kind.ACTIVITY, OnErasure.KEEP, is_shown=False),
        "earlier_terms": Personal(Kind.ACTIVITY, OnErasure.EMPTY, is_shown=False),
        "created_at": Personal(Kind.ACTIVITY, OnErasure.KEEP),
        "expires_at": Personal(Kind.ACTIVITY, OnErasure.KEEP),
    },
    plain=["id", "run_id", "young_person_id", "small_job_id"],
)
holds(
    "placements",
    about=[About.YOUNG_PERSON],
    purpose=Purpose.SMALL_JOBS,
    retention=Retention.CLOSED_CASE,
    owners=["young_person_id"],
    rows=OnErasure.KEEP,
    columns={
        "status": Personal(Kind.ACTIVITY, OnErasure.KEEP),
        **{
            name: Personal(Kind.NEED, OnErasure.KEEP)
            for name in ("start_hours", "step_hours", "step_weeks", "goal_hours")
        },
        "started_on": Personal(Kind.ACTIVITY, OnErasure.KEEP),
        "employed_on": Personal(Kind.ACTIVITY, OnErasure.KEEP),
        "ended_on": Personal(Kind.ACTIVITY, OnErasure.KEEP),
        "end_reason": Personal(Kind.ACTIVITY, OnErasure.EMPTY),
    },
    plain=["id", "proposal_id", "young_person_id", "small_job_id", "seat"],
)
holds(
    "trial_days",
    about=[About.YOUNG_PERSON],
    purpose=Purpose.SMALL_JOBS,
    retention=Retention.CLOSED_CASE,
    owners=["placement_id"],
    columns={
        "starts_at": Personal(Kind.ACTIVITY),
        "ends_at": Personal(Kind.ACTIVITY),
        "status": Personal(Kind.ACTIVITY),
        "employer_outcome": Personal(Kind.ACTIVITY),
        "young_person_outcome": Personal(Kind.ACTIVITY),
    },
    plain=["id", "placement_id"],
)
holds(
    "work_weeks",
    about=[About.YOUNG_PERSON],
    purpose=Purpose.SMALL_JOBS,
    retention=Retention.CLOSED_CASE,
    owners=["placement_id"],
    columns={
        "monday": Personal(Kind.ACTIVITY),
        "minutes": Personal(Kind.ACTIVITY),
        "hourly_rate_kr": Personal(Kind.ACTIVITY),
        "noted_at": Personal(Kind.ACTIVITY),
    },
    plain=["id", "placement_id", "noted_by_id"],
)
