"""What the caseworker of the small world has tried out."""

from __future__ import annotations

from tests.web import factories as make
from web.accounts.models import User
from web.advice.models import PlanTrial, TrialKind, TrialStatus
from web.profiles.models import Mentor
from web.youth.models import MentorRequest

NOTHING_CHANGES = {"broken_rules": [], "served": 0, "mean_score": 0.0, "worst_score": 0.0, "pair": None}


def trial_of_override(caseworker: User, request: MentorRequest, mentor: Mentor) -> PlanTrial:
    """An override that has been worked out."""
    return make.save(
        PlanTrial(
            user_id=caseworker.id,
            kind=TrialKind.OVERRIDE,
            status=TrialStatus.DONE,
            request=request,
            mentor=mentor,
            answer=NOTHING_CHANGES,
        )
    )
