"""The certificate held against every feasible pair, in one pass and without a solver; a batch of pairs at a time.

Five proofs. *Levels*: closed mentors are full with seats of their level or before, and whoever still lacks a mentor could
only have closed ones (a cover in the sense of König and Egerváry). *Floor*: above it, some levels have too few mentors,
or some mentors too few requests for their minimums (Hall); the same, step by step, where *groups* are lifted in turn. *Score*: no unused pair is worth more than the prices of its two people, no used pair less (linear duality). *Ties*: the
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
from matcher.mentoring.proof_of_groups import GroupsCheck
from matcher.mentoring.proof_of_levels import LevelCheck
from matcher.mentoring.proof_of_score import ScoreCheck
from matcher.mentoring.proof_of_shortage import ShortageCheck
from matcher.result import Certificate, Result, Shortage, TooFewMentors, TooFewRequests

PAIRS_AT_A_TIME = 4_000_000


class Check(Protocol):
    """One proof: it looks at every pair once, then says what does not hold."""

    def look(self, batch: Batch) -> None: ...

    def findings(self) -> list[Found]: ...


def proof_findings(problem: Problem, result: Result, certificate: Certificate) -> list[Found]:
    """What the certificate fails to prove; empty when the plan is proven the best."""
    field = field_of(problem)
    is_lifted = problem.programme.objective.lifts_worst_match
    everything = pairs_in_batches(field, most=PAIRS_AT_A_TIME)
    return plan_findings(plan_of(field, result), certificate, everything, is_lifted=is_lifted)


def clash_findings(problem: Problem, result: Result) -> list[Found]:
    """What the clash fails to prove; empty when these mentors' minimums ask for more than there is."""
    clash, field = result.clash, field_of(problem)
    if clash is None:
        return [("an infeasible result must say why", "")]
    shortage = TooFewRequests(frozenset(clash.mentor_ids), frozenset(clash.request_ids))
    plan = plan_of(field, result)
    if not (plan.mentor_row.keys() >= shortage.mentors and plan.request_row.keys() >= shortage.requests):
        return [("the clash is of another problem", "")]
    check = ShortageCheck(plan, shortage, np.zeros(len(plan.request_ids), np.int64))
    for request, mentor, score in pairs_in_batches(field, most=PAIRS_AT_A_TIME):
        check.look(plan.batch(request, mentor, score))
    return [] if check.holds() else [("the minimums do not clash", "")]


def plan_of(field: Field, result: Result) -> Plan:
    """The result as rows; where there is no plan, the fixed pairs."""
    problem = field.problem
    over = problem.programme.objective.leximin_over
    return plan_from(
        requests=field.requests,
        mentor_ids=tuple(mentor.id for mentor in field.mentors),
        groups=None if over is None else tuple(group_names(field.requests, over)),
        chosen=[(pair.request_id, pair.mentor_id, pair.score) for pair in result.pairs],
        fixed=problem.fixed_pairs,
        capacity=np.array([m.free_capacity for m in field.mentors], np.int64),
        minimum=np.array([m.minimum for m in field.mentors], np.int64),
        rewards=lambda request, mentor: rewards_of(field, request, mentor),
    )


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
    if not speaks_of(plan, certificate):
        return [("the certificate is of another problem", "")]
    checks: Sequence[Check] = (
        LevelCheck(plan, certificate),
        FloorCheck(plan, certificate, is_lifted=is_lifted),
        GroupsCheck(plan, certificate),
        ScoreCheck(plan, certificate),
    )
    for request, mentor, score in everything:
        batch = plan.batch(request, mentor, score)
        for check in checks:
            check.look(batch)
    return [found for check in checks for found in check.findings()]


def speaks_of(plan: Plan, certificate: Certificate) -> bool:
    """Whether the certificate knows the plan's groups, and no people or levels but the plan's."""
    shortages = [step.shortage for step in certificate.group_proof]
    if certificate.floor_proof is not None:
        shortages.append(certificate.floor_proof)
    requests = [certificate.request_price, *(tie.request for tie in certificate.ties)]
    mentors = [certificate.mentor_price, certificate.closed_at, *(tie.mentor for tie in certificate.ties)]
    levels = {level for shortage in shortages for level in levels_of(shortage)}
    return (
        all(plan.request_row.keys() >= ids.keys() for ids in requests)
        and all(plan.mentor_row.keys() >= ids.keys() for ids in mentors)
        and all(plan.request_row.keys() >= shortage.requests for shortage in shortages)
        and all(plan.mentor_row.keys() >= shortage.mentors for shortage in shortages)
        and levels <= set(range(len(plan.seats.levels)))
        and certificate.group_floors.keys() == set(plan.groups or ())
    )


def levels_of(shortage: Shortage) -> frozenset[int]:
    """The levels a shortage speaks of."""
    return shortage.levels if isinstance(shortage, TooFewMentors) else frozenset()
