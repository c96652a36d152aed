"""The engine's plan becomes ids, numbers and reason codes, which are stored and worded when they are shown."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import matcher
from web.proposals.plan import Codes, LeftOut, Plan, PlannedAlternate, PlannedPair
from web.proposals.weights import FULL_SCORE, fit_of

MOST_ALTERNATES = 5


def plan_of(problem: matcher.Problem, result: matcher.Result) -> Plan:
    """Return the plan with its reasons; `web.proposals.whereabouts` takes out what would tell where people live."""
    return Plan(
        pairs=tuple(planned_pair(problem, result, pair) for pair in result.pairs),
        left_out=tuple(
            LeftOut(int(request_id), list(reasons_without(result, request_id)))
            for request_id in result.unserved
        ),
        statistics=statistics_of(result),
    )


def planned_pair(problem: matcher.Problem, result: matcher.Result, pair: matcher.Pair) -> PlannedPair:
    """Return one pair with why it is, and its next best."""
    request, mentor = problem.request(pair.request_id), problem.mentor(pair.mentor_id)
    why = matcher.explain_pair(result, pair.request_id, pair.mentor_id)
    others = matcher.alternates(result, pair.request_id, limit=MOST_ALTERNATES)
    contributions = contributions_of(problem, request, mentor)
    return PlannedPair(
        request_id=int(pair.request_id),
        mentor_id=int(pair.mentor_id),
        score=fit_of(contributions),
        contributions=contributions,
        facts=facts_of(request, mentor) | {"why": [without_other_requests(reason) for reason in why.reasons]},
        alternates=tuple(planned_alternate(problem, request, other) for other in others),
    )


def without_other_requests(reason: matcher.Reason) -> Codes:
    """Return a reason as codes, without the ids of other young people, whom nobody need know of."""
    parameters = {name: value for name, value in reason.parameters.items() if name != "request"}
    return {"code": str(reason.code), **parameters}


def planned_alternate(
    problem: matcher.Problem, request: matcher.Request, other: matcher.Alternate
) -> PlannedAlternate:
    """Return an alternate with what choosing it would change for others."""
    mentor = problem.mentor(other.mentor_id)
    moved = [move for move in other.moves if move.request_id != request.id]
    contributions = contributions_of(problem, request, mentor)
    return PlannedAlternate(
        mentor_id=int(other.mentor_id),
        score=fit_of(contributions),
        contributions=contributions,
        facts=facts_of(request, mentor),
        consequences={
            "cost": other.cost / FULL_SCORE,
            "others_moved": len(moved),
            "others_left_out": sum(1 for move in moved if not move.after),
        },
    )


def contributions_of(
    problem: matcher.Problem, request: matcher.Request, mentor: matcher.Mentor
) -> list[Codes]:
    """Return what each criterion gives this pair."""
    programme = problem.programme
    return [
        {
            "criterion": criterion.name,
            "points": criterion.points(request, mentor, most=most),
            "most": most,
            "is_asked": criterion.is_asked(request, mentor),
        }
        for (criterion, _), most in zip(programme.criteria, programme.most_points(), strict=True)
        if most
    ]


def facts_of(request: matcher.Request, mentor: matcher.Mentor) -> Codes:
    """Return what the two have in common."""
    return {
        "interests": sorted(request.interests & mentor.interests),
        "goals": sorted(request.goals & mentor.skills),
        "languages": sorted(
            code for code, level in request.languages.items() if mentor.languages.get(code, 0) >= level
        ),
        "experiences": sorted(request.required_experience & mentor.experience),
        "helpful_experiences": sorted(request.helpful_experience & mentor.experience),
        "has_wished_kind": mentor.kind in request.mentor_kinds,
        "is_known": mentor.id in request.continuity_mentors,
        "years_apart": 5 * round((mentor.age - request.age) / 5),
        "common_minutes": request.week.common_minutes(mentor.week),
        "is_same_area": request.place.area == mentor.place.area,
        "travel_minutes": matcher.travel_minutes(request.place, mentor.place, request.means),
    }


def reasons_without(result: matcher.Result, request_id: str) -> Iterator[Codes]:
    """Yield why a request has no mentor, which rules excluded how many, and what would help."""
    why = matcher.explain_unserved(result, request_id)
    yield {"kind": "reason", "code": str(why.reason.code), **why.reason.parameters}
    for rule, number in why.excluded_by_one_rule.items():
        yield {"kind": "only_rule", "code": str(rule), "mentors": number}
    for rule, number in why.excluded.items():
        yield {"kind": "rule", "code": str(rule), "mentors": number}
    if why.competition is not None:
        yield {
            "kind": "competition",
            "code": "competition",
            "requests": len(why.competition.request_ids),
            "mentors": len(why.competition.mentor_ids),
        }
    for help_ in why.changes:
        changes: list[dict[str, Any]] = [{"code": str(c.code), **c.parameters} for c in help_.changes]
        yield {
            "kind": "change",
            "code": changes[0]["code"],
            "changes": changes,
            "mentors": len(help_.mentor_ids),
            "mentor_ids": [int(mentor_id) for mentor_id in help_.mentor_ids],
            "serves_one_more": help_.serves_one_more,
            "is_shared": help_.is_shared,
        }


def statistics_of(result: matcher.Result) -> Codes:
    """Return the plan in numbers, by urgency class."""
    numbers = result.statistics
    classes: dict[str, dict[str, int]] = {}
    for level in numbers.levels:
        entry = classes.setdefault(str(level.urgency), {"requests": 0, "served": 0})
        entry["requests"] += level.seats
        entry["served"] += level.served
    return {
        "feasible_pairs": numbers.feasible_pairs,
        "served": numbers.served,
        "unserved": numbers.unserved,
        "mean_score": numbers.total_score / FULL_SCORE / numbers.pairs if numbers.pairs else None,
        "worst_score": None if numbers.worst_score is None else numbers.worst_score / FULL_SCORE,
        "changes": numbers.changes,
        "classes": classes,
        "is_proven": result.certificate is not None,
    }
