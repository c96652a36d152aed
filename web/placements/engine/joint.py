"""Mentors and small jobs in one run: the best of both together, in which neither takes the other's time."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

import matcher
from matcher import joint
from matcher import small_jobs as engine
from web.placements.engine.answer import findings, plan_of, solve
from web.placements.plan import JobPlan

SECONDS = 20.0
"""A run is waited for; by then the best plan found is taken, and said not to be proven."""
Pair = tuple[int, int]


class JointPlanError(Exception):
    """The solver-free checker found something wrong; the message says what."""


@dataclass(frozen=True)
class JointPlan:
    """The mentors that are to stay out (request, mentor), and how the small jobs beside the others are settled."""

    no_room: frozenset[Pair]
    jobs_beside: Callable[[frozenset[Pair]], JobPlan]


def joint_plan(
    mentoring: matcher.Problem, small_jobs: engine.Problem, *, same: Mapping[int, int]
) -> JointPlan:
    """Return the best of both; `same` says which request is which young person's."""
    problem = joint.Problem(
        mentoring=mentoring,
        small_jobs=small_jobs,
        same={str(request): str(person) for request, person in same.items()},
    )
    result = joint.solve(problem, seconds=SECONDS)
    if found := joint.check(problem, result):
        raise JointPlanError("; ".join(f"{one.what} ({one.who})" for one in found[:5]))
    chosen = [(pair.person_id, pair.opening_id) for pair in result.job_pairs]
    declined = problem.beside(openings=chosen).mentoring.declined_pairs - mentoring.declined_pairs
    return JointPlan(
        no_room=frozenset((int(request), int(mentor)) for request, mentor in declined),
        jobs_beside=lambda pairs: settled(problem, pairs, is_proven=result.is_proven),
    )


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
