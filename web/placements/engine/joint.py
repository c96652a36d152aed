"""Mentors and small jobs in one run: the best of both together, in which neither takes the other's time."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

import matcher
from matcher import joint
from matcher import small_jobs as engine
from web.placements.engine.answer import FULL_SCORE, findings, plan_of, solve
from web.placements.plan import Codes, JobPlan

Pair = tuple[int, int]


class JointPlanError(Exception):
    """The solver-free checker found something wrong; the message says what."""


@dataclass(frozen=True)
class JointPlan:
    """The mentors that are to stay out (request, mentor), and how the small jobs beside the others are settled.

    `outlook` says whether the plan is proven the best, and if not, how far from it it can be at most.
    """

    no_room: frozenset[Pair]
    jobs_beside: Callable[[frozenset[Pair]], JobPlan]
    outlook: Codes


def joint_plan(
    mentoring: matcher.Problem, small_jobs: engine.Problem, *, same: Mapping[int, int], seconds: float
) -> JointPlan:
    """Return the best of both that is found in so many seconds; `same` says which request is which young person's."""
    problem = joint.Problem(
        mentoring=mentoring,
        small_jobs=small_jobs,
        same={str(request): str(person) for request, person in same.items()},
    )
    result = joint.solve(problem, seconds=seconds)
    if found := joint.check(problem, result):
        raise JointPlanError("; ".join(f"{one.what} ({one.who})" for one in found[:5]))
    chosen = [(pair.person_id, pair.opening_id) for pair in result.job_pairs]
    declined = problem.beside(openings=chosen).mentoring.declined_pairs - mentoring.declined_pairs
    return JointPlan(
        no_room=frozenset((int(request), int(mentor)) for request, mentor in declined),
        jobs_beside=lambda pairs: settled(problem, pairs, is_proven=result.is_proven),
        outlook=outlook_of(result, seconds=seconds),
    )


def outlook_of(result: joint.Result, *, seconds: float) -> Codes:
    """Return how far the plan can be from the best: people more at most, and points of a pair where as many are served.

    The two plans made alone bound both: nobody can do better than where the other kind takes no time at all.
    """
    mentoring, jobs = result.alone
    pairs = len(result.mentor_pairs) + len(result.job_pairs)
    return {
        "is_proven": result.is_proven,
        "seconds": round(seconds),
        "more_mentors": len(mentoring.pairs) - len(result.mentor_pairs),
        "more_jobs": len(jobs.pairs) - len(result.job_pairs),
        "points": None if result.gap is None or not pairs else result.gap / FULL_SCORE / pairs,
    }


def settled(problem: joint.Problem, pairs: frozenset[Pair], *, is_proven: bool) -> JobPlan:
    """Return the small jobs beside the mentors that are proposed, checked, with their reasons."""
    mentors = [(str(request), str(mentor)) for request, mentor in pairs]
    beside = problem.beside(mentors=mentors).small_jobs
    result = solve(beside)
    if found := findings(beside, result):
        raise JointPlanError("; ".join(found[:5]))
    plan = plan_of(result)
    with_mentor = {problem.same[request] for request, _ in mentors if request in problem.same}
    both = sum(pair.person_id in with_mentor for pair in result.pairs)
    return replace(plan, statistics=plan.statistics | {"both": both, "is_proven": is_proven})
