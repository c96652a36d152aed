"""Pairs that lack little to be worth their prices, brought in once: most questions about costs then need no scan of their own.

Whatever a cheap change to the plan leads through lacks no more than the change costs.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from matcher.arrays import Ints
from matcher.candidates import Field, all_pairs, most_that_fit
from matcher.mentoring.pool import Proof, breaking, some_requests
from matcher.mentoring.pool_proofs import lacking_proof
from matcher.mentoring.widening import remembered, widened, widest
from matcher.mentoring.workings import Workings

TIMES_KEPT = 2
"""So many times the pairs kept by the solve are brought in, as long as they fit."""
SAMPLED = 500
ROWS_AT_A_TIME, FEW = 4_096, 256


def with_near_pairs(workings: Workings) -> Workings:
    """Workings with every feasible pair that lacks no more points than `workings.near` says."""
    workings = widest(workings)
    if workings.pool is None or workings.near is not None:
        return workings
    near = nearness(workings, room_for_more(workings))
    if near > 0:
        proof = lacking_proof(workings.field, workings.prices, workings.floor, near)
        parts = zip(*found(workings.field, proof), strict=True)
        request, mentor, score = (np.concatenate(part) for part in parts)
        workings = widened(workings, workings.pool.with_pairs(request, mentor, score))
    return remembered(replace(workings, near=near))


def room_for_more(workings: Workings) -> int:
    """How many pairs more may be stored: within the problem's own limit, and half of what memory has room for."""
    problem, stored = workings.field.problem, len(workings.pairs)
    fitting = most_that_fit(workings.field) // 2
    return max(0, min(TIMES_KEPT * stored, problem.most_stored_pairs - stored, fitting - stored))


def nearness(workings: Workings, most: int) -> int:
    """How many points pairs may lack for there to be about `most` of them, judged by some of the requests."""
    field, prices = workings.field, workings.prices
    rows = np.unique(np.linspace(0, len(field.requests) - 1, SAMPLED).astype(np.int32))
    pairs = all_pairs(field.with_requests([field.requests[row] for row in rows.tolist()]))
    lack = prices.request[rows[pairs.request]] + prices.mentor[pairs.mentor] - pairs.score
    lack = np.sort(lack[pairs.score >= workings.floor])
    rank = most * len(rows) // len(field.requests)
    return max(0, int(lack[rank]) - 1 if rank < len(lack) else int(lack[-1]) if len(lack) else 0)


def found(field: Field, proof: Proof) -> Iterator[tuple[Ints, Ints, Ints]]:
    """Every feasible pair that breaks the proof, some thousand requests at a time."""
    for first in range(0, len(field.requests), ROWS_AT_A_TIME):
        last = first + ROWS_AT_A_TIME
        part, held = some_requests(field, first, last), proof_for(proof, first, last)
        request, mentor, score, counts = breaking(part, held, FEW)
        if counts.max() > FEW:
            request, mentor, score, _ = breaking(part, held, int(counts.max()))
        yield request + np.int32(first), mentor, score


def proof_for(proof: Proof, first: int, last: int) -> Proof:
    """The proof for the requests first…last alone."""
    return replace(
        proof,
        bound=proof.bound[first:last],
        inside=proof.inside[first:last],
        request_price=proof.request_price[first:last],
    )
