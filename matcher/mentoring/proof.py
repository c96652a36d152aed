"""The certificate held against every feasible pair, in one pass and without a solver; a batch of pairs at a time.

Four proofs. *Levels*: closed mentors are full with seats of their level or before, and whoever still lacks a mentor could
only have closed ones (a cover in the sense of König and Egerváry). *Floor*: above it, some levels have too few mentors
(Hall). *Score*: no unused pair is worth more than the prices of its two people, no used pair less (linear duality). *Ties*: the
same for fewest changes and for the marks, among the pairs the prices of the stages before leave.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol

import numpy as np

from matcher.arrays import Ints, Longs
from matcher.candidates import Field, field_of, pairs_in_batches
from matcher.identity import mark_reward
from matcher.mentoring.held_plan import Batch, Found, Plan, plan_from
from matcher.mentoring.problem import Problem
from matcher.mentoring.programme import group_names
from matcher.mentoring.proof_of_floor import FloorCheck
from matcher.mentoring.proof_of_levels import LevelCheck
from matcher.mentoring.proof_of_score import ScoreCheck
from matcher.result import Certificate, Result

PAIRS_AT_A_TIME = 4_000_000


class Check(Protocol):
    """One proof: it looks at every pair once, then says what does not hold."""

    def look(self, batch: Batch) -> None: ...

    def findings(self) -> list[Found]: ...


def proof_findings(problem: Problem, result: Result, certificate: Certificate) -> list[Found]:
    """What the certificate fails to prove; empty when the plan is proven the best."""
    field = field_of(problem)
    over = problem.programme.objective.leximin_over
    plan = plan_from(
        requests=field.requests,
        mentor_ids=tuple(mentor.id for mentor in field.mentors),
        groups=None if over is None else tuple(group_names(field.requests, over)),
        chosen=[(pair.request_id, pair.mentor_id, pair.score) for pair in result.pairs],
        fixed=problem.fixed_pairs,
        capacity=np.array([m.free_capacity for m in field.mentors], np.int64),
        minimum=np.array([m.minimum for m in field.mentors], np.int64),
        rewards=lambda request, mentor: rewards_of(field, request, mentor),
    )
    is_lifted = problem.programme.objective.lifts_worst_match
    everything = pairs_in_batches(field, most=PAIRS_AT_A_TIME)
    return plan_findings(plan, certificate, everything, is_lifted=is_lifted)


def rewards_of(field: Field, request: Ints, mentor: Ints) -> list[Longs]:
    """What settles plans of the same score, pair by pair: the published plan, where there is one, then the marks."""
    rewards = [mark_reward(field.request_marks[request], field.mentor_marks[mentor])]
    if field.problem.published_pairs:
        keys = request.astype(np.int64) * len(field.mentors) + mentor
        published = [
            field.request_row[r] * len(field.mentors) + field.mentor_row[m]
            for r, m in field.problem.published_pairs
            if r in field.request_row and m in field.mentor_row
        ]
        rewards.insert(0, np.isin(keys, published).astype(np.int64))
    return rewards


def plan_findings(
    plan: Plan, certificate: Certificate, everything: Iterable[tuple[Ints, Ints, Ints]], *, is_lifted: bool
) -> list[Found]:
    """What the certificate fails to prove about a plan, given every feasible pair as request, mentor and score."""
    checks: Sequence[Check] = (
        LevelCheck(plan, certificate),
        FloorCheck(plan, certificate, is_lifted=is_lifted),
        ScoreCheck(plan, certificate),
    )
    for request, mentor, score in everything:
        batch = plan.batch(request, mentor, score)
        for check in checks:
            check.look(batch)
    return [found for check in checks for found in check.findings()]
