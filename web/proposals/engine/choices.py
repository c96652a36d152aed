"""How well each mentor would fit one young person, and what stands against those who cannot be theirs."""

from __future__ import annotations

from datetime import datetime

import matcher
from web.proposals.engine.answer import contributions_of
from web.proposals.engine.snapshot import problem_of
from web.proposals.intake import Intake
from web.proposals.plan import Choice

NO_ROOM = "mentor_has_no_room"


def choices_of(intake: Intake, *, now: datetime) -> tuple[Choice, ...]:
    """Return every mentor of an intake with one request, in no order: nothing is planned, so it takes no solver."""
    if not intake.mentors:
        return ()
    problem = problem_of(intake, now=now)
    (request,) = problem.requests
    return tuple(choice_of(problem, request, mentor) for mentor in problem.mentors)


def choice_of(problem: matcher.Problem, request: matcher.Request, mentor: matcher.Mentor) -> Choice:
    """Return one mentor as a choice."""
    broken = [str(rule) for rule in problem.broken_rules(request, mentor)]
    return Choice(
        mentor_id=int(mentor.id),
        contributions=contributions_of(problem, request, mentor),
        broken_rules=tuple(broken if mentor.free_capacity > 0 else [*broken, NO_ROOM]),
    )
