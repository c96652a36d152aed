"""What the tables of match runs and proposals hold about people: ids, codes and numbers of a pair."""

from __future__ import annotations

from web.core.personal_data import About, Kind, OnErasure, Personal, Purpose, holds, holds_nothing
from web.core.retention import Retention

# What a proposal builds on says something about both: neither is shown the other's part in "my data".
OF_BOTH = Personal(Kind.ACTIVITY, is_shown=False)

holds(
    "proposals",
    about=[About.YOUNG_PERSON, About.MENTOR],
    purpose=Purpose.MENTORING,
    retention=Retention.OLD_PROPOSAL,
    owners=["request_id", "mentor_id"],
    rows=OnErasure.KEEP,
    columns={
        "status": Personal(Kind.ACTIVITY, OnErasure.KEEP),
        "contributions": OF_BOTH,
        "facts": OF_BOTH,
        "decline_reason": Personal(Kind.ACTIVITY, OnErasure.KEEP, is_shown=False),
        "decline_words": OF_BOTH,
        "created_at": Personal(Kind.ACTIVITY, OnErasure.KEEP),
    },
    plain=[
        "id",
        "run_id",
        "request_id",
        "mentor_id",
        "score",
        "is_override",
        "answered_on_behalf",
        "approved_by_id",
        "expires_at",
    ],
)
holds(
    "proposal_alternates",
    about=[About.YOUNG_PERSON, About.MENTOR],
    purpose=Purpose.MENTORING,
    retention=Retention.OLD_PROPOSAL,
    owners=["proposal_id", "mentor_id"],
    columns={"contributions": OF_BOTH, "facts": OF_BOTH, "consequences": OF_BOTH},
    plain=["proposal_id", "rank", "mentor_id", "score"],
)
holds(
    "unmatched_requests",
    about=[About.YOUNG_PERSON],
    purpose=Purpose.MENTORING,
    retention=Retention.OLD_PROPOSAL,
    owners=["request_id"],
    columns={"reasons": Personal(Kind.NEED, is_shown=False)},
    plain=["run_id", "request_id"],
)
holds(
    "plan_changes",
    about=[About.YOUNG_PERSON, About.MENTOR],
    purpose=Purpose.MENTORING,
    retention=Retention.OLD_PROPOSAL,
    owners=["request_id", "before_mentor_id", "after_mentor_id"],
    columns={"reason": Personal(Kind.ACTIVITY, is_shown=False)},
    plain=["run_id", "request_id", "before_mentor_id", "after_mentor_id"],
)
# Numbers and codes of a whole run; who asked for it is somebody of the staff.
holds_nothing("match_runs")
