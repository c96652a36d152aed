"""A plan over every feasible pair without storing them all: keep the best of each request, price the rest, bring back what helps.

Column generation (Gilmore and Gomory 1961): a stage is proven on the kept pairs; one scan of all feasible pairs looks for any
that breaks the proof; those are brought back and the stage is solved again, until none is left.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from matcher.arrays import Flags, Ints, Longs
from matcher.candidates import Field, Pairs, all_pairs, in_chunks
from matcher.columns import Columns
from matcher.mentoring.problem import PairIds


@dataclass(frozen=True)
class Pool:
    """The pairs kept so far; fixed pairs are never among them."""

    field: Field
    pairs: Pairs
    fixed: frozenset[PairIds]
    kept: int

    def with_pairs(self, request: Ints, mentor: Ints, score: Ints) -> Pool:
        """The same with these pairs brought in; those it has already do not count twice."""
        both = [
            np.concatenate(parts) for parts in zip(self._columns(), (request, mentor, score), strict=True)
        ]
        key = both[0].astype(np.int64) * len(self.field.mentors) + both[1]
        _, first = np.unique(key, return_index=True)
        merged = first[~np.isin(key[first], self._fixed_keys())]
        start = np.concatenate(
            [[0], np.cumsum(np.bincount(both[0][merged], minlength=len(self.field.requests)))]
        )
        pairs = Pairs(
            start.astype(np.int64), both[1][merged].astype(np.int32), both[2][merged].astype(np.int32)
        )
        return Pool(self.field, pairs, self.fixed, self.kept)

    def keys(self) -> Longs:
        """One number per pair."""
        return self.pairs.request.astype(np.int64) * len(self.field.mentors) + self.pairs.mentor

    def _columns(self) -> tuple[Ints, Ints, Ints]:
        return self.pairs.request, self.pairs.mentor, self.pairs.score

    def _fixed_keys(self) -> Longs:
        mentors = len(self.field.mentors)
        rows = [self.field.request_row[r] * mentors + self.field.mentor_row[m] for r, m in self.fixed]
        return np.array(rows, np.int64)


@dataclass(frozen=True)
class Proof:
    """What a pair must break to be brought back; the fields a purpose does not read are empty."""

    purpose: int
    bound: Longs
    closed: Longs
    floor: int
    inside: Flags
    within: Flags
    request_price: Longs
    mentor_price: Longs


def empty_proof(field: Field, purpose: int) -> Proof:
    """A proof to fill in."""
    requests, mentors = len(field.requests), len(field.mentors)
    return Proof(
        purpose=purpose,
        bound=np.zeros(requests, np.int64),
        closed=np.zeros(mentors, np.int64),
        floor=0,
        inside=np.zeros(requests, np.uint8),
        within=np.zeros(mentors, np.uint8),
        request_price=np.zeros(requests, np.int64),
        mentor_price=np.zeros(mentors, np.int64),
    )


def first_pool(field: Field, kept: int) -> tuple[Pool, int]:
    """The `kept` best pairs of every request, and how many feasible pairs there are in all."""
    from matcher.scan import BEST

    nothing = np.empty(0, np.int32)
    start = np.zeros(len(field.requests) + 1, np.int64)
    pool = Pool(field, Pairs(start, nothing, nothing), field.problem.fixed_pairs, kept)
    request, mentor, score, counts = breaking(field, empty_proof(field, BEST), kept)
    return pool.with_pairs(request, mentor, score), int(counts.sum())


def some_requests(field: Field, first: int, last: int) -> Field:
    """The same for the requests first…last alone."""
    columns, exceptions = field.request_columns._asdict(), field.exceptions
    return replace(
        field,
        requests=field.requests[first:last],
        request_columns=Columns(**{name: column[first:last] for name, column in columns.items()}),
        exceptions=exceptions._replace(
            out_start=exceptions.out_start[first : last + 1],
            known_start=exceptions.known_start[first : last + 1],
        ),
    )


def candidates_of(pool: Pool, row: int) -> tuple[Ints, Ints]:
    """Every feasible mentor of a request, ascending, and the points; those it is fixed with left out."""
    pairs = all_pairs(some_requests(pool.field, row, row + 1))
    name = pool.field.requests[row].id
    fixed = [pool.field.mentor_row[m] for r, m in pool.fixed if r == name]
    keep = np.isin(pairs.mentor, fixed, invert=True)
    return pairs.mentor[keep], pairs.score[keep]


def breaking(field: Field, proof: Proof, kept: int) -> tuple[Ints, Ints, Ints, Longs]:
    """Feasible pairs that break the proof, up to `kept` per request; and how many there were of each request."""
    from matcher.scan import wanted_rows

    requests = len(field.requests)
    counts = np.zeros(requests, np.int64)
    mentor, score = np.zeros((requests, kept), np.int32), np.zeros((requests, kept), np.int32)

    def scan_part(first: int, last: int) -> None:
        wanted_rows(
            field.request_columns, field.sorted_mentors, field.settings, field.exceptions,
            field.grid.edges, field.grid.cell_start, field.grid.members, field.grid.shape, first, last,
            proof.purpose, proof.bound, proof.closed, proof.floor, proof.inside, proof.within,
            proof.request_price, proof.mentor_price, counts, mentor, score,
        )  # fmt: skip

    in_chunks(scan_part, requests)
    taken = np.arange(kept)[None, :] < counts[:, None]
    request = np.broadcast_to(np.arange(requests, dtype=np.int32)[:, None], taken.shape)[taken]
    return request, mentor[taken], score[taken], counts


def grown(pool: Pool, proof: Proof) -> Pool | None:
    """The pool with the pairs that break the proof; None when none does: the proof holds for every feasible pair."""
    request, mentor, score, _ = breaking(pool.field, proof, pool.kept)
    larger = pool.with_pairs(request, mentor, score)
    return larger if len(larger.pairs) > len(pool.pairs) else None


def priced(pool: Pool, proof: Proof) -> tuple[Pool, bool]:
    """The pool with the pairs worth at least their prices, and whether any is worth more.

    When none is, the pool has every pair of the optimal face, so that ties are settled among all plans there are.
    """
    kept = pool.kept
    while True:
        request, mentor, score, counts = breaking(pool.field, proof, kept)
        larger = pool.with_pairs(request, mentor, score)
        pairs = larger.pairs
        slack = pairs.score - proof.request_price[pairs.request] - proof.mentor_price[pairs.mentor]
        is_new = np.isin(larger.keys(), pool.keys(), invert=True)
        is_better = bool(((slack > 0) & is_new & (pairs.score >= proof.floor)).any())
        if is_better or not (counts > kept).any():
            return larger, is_better
        kept *= 4
