"""Solving a plan with live progress and a stop button; the solver-free checker looks at every answer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from matcher import shifts as engine
from matcher.errors import MatcherError
from web.staffing.intake import Pair

EngineError = (MatcherError, engine.NoPlanInTime)
Problem = engine.Problem
Plan = engine.Plan
Progress = engine.Progress
Stop = engine.Stop


@dataclass(frozen=True)
class Proposed:
    """One assignment of the engine's plan with why, as codes."""

    pair: Pair
    reasons: list[dict[str, Any]]


def solve(
    problem: Problem,
    *,
    seconds: float,
    tell: Callable[[Progress], None] | None = None,
    stop: Stop | None = None,
) -> Plan:
    """Return the best plan within the time, or until the button is pressed."""
    return engine.solve(problem, seconds=seconds, tell=tell, stop=stop)


def findings(problem: Problem, plan: Plan) -> list[str]:
    """Return everything the checker finds wrong; nothing is written unless this is empty."""
    if plan.status is engine.Status.INFEASIBLE:
        return []
    return [f"{one.what} ({one.who})" for one in engine.check(problem, plan)]


def is_infeasible(plan: Plan) -> bool:
    """Tell whether what is settled clashes with the rules."""
    return plan.status is engine.Status.INFEASIBLE


def proposed_by(problem: Problem, plan: Plan) -> list[Proposed]:
    """Return what the plan assigns beside what is settled, with the reasons."""
    return [
        Proposed(
            (int(one.volunteer_id), int(one.shift_id)),
            [
                {"code": str(reason.code), **reason.parameters}
                for reason in engine.why(problem, plan, one.volunteer_id, one.shift_id)
            ],
        )
        for one in plan.assignments
        if not one.is_fixed
    ]


def outcome_of(plan: Plan) -> dict[str, Any]:
    """Return how far the plan is proven, and the rules that clash where there is none."""
    told: dict[str, Any] = {
        "status": str(plan.status),
        "gap": plan.gap,
        "stages": [{"name": str(s.name), "value": s.value, "bound": s.bound} for s in plan.stages],
        "shifts": plan.statistics.shifts,
        "volunteers": plan.statistics.volunteers,
        "staffed": plan.statistics.staffed,
        "assignments": plan.statistics.assignments,
        "hours_gini": plan.statistics.hours_gini,
    }
    if plan.clash is not None:
        told["clash"] = [
            {
                "rule": str(item.rule),
                "volunteer": int(item.volunteer_id or 0),
                "shift": int(item.shift_id or 0),
                "skill": item.skill,
                "limit": item.limit,
            }
            for item in plan.clash.items
        ]
    return told


def unstaffed_by(plan: Plan) -> list[int]:
    """Return the ids of the shifts that do not reach their minimum."""
    return [int(shift_id) for shift_id in plan.unstaffed]
