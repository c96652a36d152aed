"""What a match run plans besides mentors for the same young people, and what takes the time with one: features above register."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, TypeAlias

from web.proposals.intake import Intake
from web.proposals.models import MatchRun, Proposal
from web.proposals.plan import Codes, Plan

if TYPE_CHECKING:
    import matcher

Pairs: TypeAlias = frozenset[tuple[int, int]]
Writer: TypeAlias = Callable[[MatchRun, datetime], Codes]


@dataclass(frozen=True)
class Beside:
    """The mentors (request, mentor) that leave no room for what else is planned, and how that is settled beside the others.

    `outlook` says whether a better plan of both together may exist, as codes; empty where they do not meet.
    """

    no_room: Pairs
    settle: Callable[[Pairs], Writer | None]
    outlook: Codes = field(default_factory=dict)


Planner: TypeAlias = "Callable[[Intake, matcher.Problem, datetime, float], Beside]"
Barrier: TypeAlias = Callable[[Proposal, datetime], bool]

_planners: list[Planner] = []
_barriers: list[Barrier] = []


def planned_beside(planner: Planner) -> Planner:
    """Let every match run plan this too. There is one such planner; a second would plan past the first."""
    if _planners:
        raise RuntimeError("something is planned beside mentors already")
    _planners.append(planner)
    return planner


def needs_room(barrier: Barrier) -> Barrier:
    """Let this be asked, under its own locks, before a mentor is asked and before a match is made."""
    _barriers.append(barrier)
    return barrier


def plan_beside(intake: Intake, problem: matcher.Problem, *, now: datetime, seconds: float) -> Beside:
    """Return what else is planned, looked for so long; nothing where no feature has registered."""
    for planner in _planners:
        return planner(intake, problem, now, seconds)
    return Beside(frozenset(), lambda _: None)


def lacks_room(proposal: Proposal, *, now: datetime) -> bool:
    """Tell whether something that has been agreed on meanwhile takes the time with this mentor."""
    return any(barrier(proposal, now) for barrier in _barriers)


def pairs_of(plan: Plan) -> Pairs:
    """Return who gets whom."""
    return frozenset((pair.request_id, pair.mentor_id) for pair in plan.pairs)
