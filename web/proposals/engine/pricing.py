"""The problem of a run: everybody who was read, and prices where the programme spares rare mentors."""

from __future__ import annotations

from datetime import datetime

import matcher
from web.core.clock import local_date
from web.proposals.engine.prices import with_prices
from web.proposals.engine.snapshot import problem_of
from web.proposals.intake import Intake
from web.proposals.plan import Codes


def snapshot(intake: Intake, *, now: datetime) -> matcher.Problem:
    """Return the problem of a run; raise `matcher.InvalidProblem` where it makes no sense."""
    return snapshot_with_prices(intake, now=now)[0]


def snapshot_with_prices(intake: Intake, *, now: datetime) -> tuple[matcher.Problem, Codes | None]:
    """Return the problem, and what its prices are told by; None where rare mentors are not spared."""
    problem = problem_of(intake, now=now)
    if not intake.spares_rare_mentors:
        return problem, None
    return with_prices(problem, intake, day=local_date(now))
