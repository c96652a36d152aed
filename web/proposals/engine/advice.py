"""What one more mentor, or one more approval, would be worth to those who wait."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import matcher
from web.core.clock import local_date
from web.proposals.engine.snapshot import mentor_value
from web.proposals.intake import Intake
from web.proposals.plan import Worth


def worths_of(result: matcher.Result, intake: Intake, *, now: datetime) -> tuple[Worth, ...]:
    """Return for everybody who is still to be vetted how many they could help, were everything in order."""
    day = local_date(now)
    everything = dict.fromkeys(str(requirement.kind) for requirement in intake.requirements)
    vetted = [
        replace(mentor_value(mentor, intake, day=day), clearances=everything, pending_clearances=frozenset())
        for mentor in intake.pending
    ]
    return tuple(
        Worth(int(value.mentor.id), value.possible_requests, value.more_served)
        for value in matcher.value_of_types(result, vetted)
    )
