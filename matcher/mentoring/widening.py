"""Answers over every feasible pair where only some are stored: what an answer rests on is held against all of them.

A question is answered from the pairs there are; one scan of all feasible pairs looks for any that would change the answer;
those are brought in and it is answered again, until none is left. Brought in once, they stay for the next question.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

import numpy as np

from matcher.arrays import Longs
from matcher.candidates import refuse_too_large
from matcher.mentoring.levels import NEVER
from matcher.mentoring.pool import Pool, Proof, empty_proof, grown
from matcher.mentoring.pool_proofs import closing_proof
from matcher.mentoring.residual import FAR
from matcher.mentoring.workings import Claim, Workings

BEYOND = 2 * FAR
"""Further than everything that cannot be reached."""


def widest(workings: Workings) -> Workings:
    """The same with all that questions have brought in so far."""
    return workings.widest.workings or workings


def widened(workings: Workings, pool: Pool) -> Workings:
    """The same among the pairs of a larger pool; `ProblemTooLarge` where they would not fit into memory."""
    refuse_too_large(workings.field, len(pool.pairs))
    return remembered(workings.among(pool))


def remembered(workings: Workings) -> Workings:
    """The same, kept for the next question."""
    workings.widest.workings = workings
    return workings


def standing(workings: Workings, claim: Claim, proofs_of: Callable[[Workings], Iterable[Proof]]) -> Workings:
    """Workings among which no feasible pair, stored or not, breaks any of the proofs; nothing to do where all are stored."""
    workings = widest(workings)
    if workings.pool is None or claim in workings.proven:
        return workings
    while (pool := grown_by_each(workings, proofs_of(workings))) is not None:
        workings = widened(workings, pool)
    workings.proven.add(claim)
    return workings


def grown_by_each(workings: Workings, proofs: Iterable[Proof]) -> Pool | None:
    """The pool with what breaks the proofs; None when nothing does."""
    assert workings.pool is not None, "where every pair is stored nothing can break a proof"
    pool, is_larger = workings.pool, False
    for proof in proofs:
        larger = grown(pool, proof)
        if larger is not None:
            pool, is_larger = larger, True
    return pool if is_larger else None


def ways_proof(workings: Workings, request: Longs, mentor: Longs) -> Proof:
    """No pair worth the floor leads from its request's label to its mentor in less than her label says."""
    from matcher.scan import PRICES

    prices = workings.prices
    return replace(
        empty_proof(workings.field, PRICES),
        floor=workings.floor,
        request_price=prices.request + request + 1,
        mentor_price=prices.mentor - mentor,
    )


def proof_of_ways_to(workings: Workings, distance: Longs, most: int, *, reaches: bool) -> Proof:
    """No pair makes a way shorter that is at most so long; nor, where it matters, opens one where there is none."""
    there = np.where(distance < FAR, np.minimum(distance, most + 1), FAR if reaches else most + 1)
    requests = len(workings.field.requests)
    mentor = there[requests : requests + len(workings.field.mentors)]
    return ways_proof(workings, -there[:requests], np.where(mentor == FAR, -BEYOND, -mentor))


def proof_of_ways_from(workings: Workings, distance: Longs, most: int) -> Proof:
    """The same for ways that begin where the distance is nought; those that are longer do not matter."""
    there = np.minimum(distance, most + 1)
    requests = len(workings.field.requests)
    mentor = there[requests : requests + len(workings.field.mentors)]
    return ways_proof(workings, there[:requests], mentor)


def with_displaced_levels(workings: Workings) -> Workings:
    """Workings among which every mentor's displaced level is that among all feasible pairs."""

    def proofs(workings: Workings) -> list[Proof]:
        displaced, used = workings.displaced_level, workings.used
        bound = np.full(len(workings.field.requests), NEVER, np.int64)
        np.minimum.at(bound, workings.pairs.request[used], displaced[workings.pairs.mentor[used]])
        return [closing_proof(workings.field, bound, displaced)]

    return standing(workings, ("displaced",), proofs)
