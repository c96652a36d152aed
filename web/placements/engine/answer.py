"""Solving and checking a problem of small jobs; the engine's plan becomes ids and codes."""

from __future__ import annotations

from matcher import small_jobs as engine
from matcher.errors import MatcherError
from web.placements.plan import Codes, JobPlan, Left, PlannedJob

FULL_SCORE = 10_000
EngineError = MatcherError


def solve(problem: engine.Problem) -> engine.Result:
    """Return the optimal plan."""
    return engine.solve(problem)


def findings(problem: engine.Problem, result: engine.Result) -> list[str]:
    """Return everything the solver-free checker finds wrong; nothing is written unless this is empty."""
    return [f"{finding.what} ({finding.who})" for finding in engine.check(problem, result)]


def plan_of(result: engine.Result) -> JobPlan:
    """Return the plan with its reasons as codes."""
    return JobPlan(
        pairs=tuple(
            PlannedJob(
                int(pair.person_id),
                int(pair.opening_id),
                pair.score / FULL_SCORE,
                [
                    {
                        "criterion": one.criterion,
                        "points": one.points,
                        "most": one.most,
                        "is_asked": one.is_asked,
                    }
                    for one in pair.contributions
                ],
            )
            for pair in result.pairs
        ),
        left=tuple(Left(int(person_id), reasons_without(result, person_id)) for person_id in result.unplaced),
        statistics={
            "looking": result.statistics.people,
            "openings": result.statistics.openings,
            "placed": result.statistics.placed,
        },
    )


def reasons_without(result: engine.Result, person_id: str) -> list[Codes]:
    """Return why somebody has no job: the reason, the rules that exclude most, and what would help."""
    why = engine.explain_unplaced(result, person_id)
    rules: list[Codes] = [
        {"kind": "rule", "code": str(rule), "openings": number} for rule, number in why.excluded.items()
    ]
    changes: list[Codes] = [
        {"kind": "change", "code": str(one.change.code), "opening": one.opening_id, **one.change.parameters}
        for one in why.changes
    ]
    return [{"kind": "reason", "code": str(why.reason.code)}, *rules, *changes]
