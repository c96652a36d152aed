"""A solved problem told in ids and points."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from matcher.arrays import Ints, Longs
from matcher.candidates import Field, Pairs
from matcher.mentoring.levels import NEVER
from matcher.mentoring.workings import Workings
from matcher.result import (
    Certificate,
    Clash,
    Contribution,
    FloorProof,
    LevelCount,
    Pair,
    Result,
    Statistics,
    Status,
)

if TYPE_CHECKING:
    from matcher.mentoring.service import Attempt


def result_of(workings: Workings, everything: Pairs, fixed: Longs, failed: Attempt | None) -> Result:
    """The result of an optimal plan."""
    field = workings.field
    at = np.flatnonzero(workings.used)
    chosen = pairs_at(field, workings.pairs.request[at], workings.pairs.mentor[at], is_fixed=False)
    kept = pairs_at(field, everything.request[fixed], everything.mentor[fixed], is_fixed=True)
    pairs = tuple(sorted(chosen + kept, key=lambda pair: (pair.request_id, pair.mentor_id)))
    return Result(
        status=Status.OPTIMAL,
        pairs=pairs,
        unserved=unserved_of(field, pairs),
        statistics=statistics_of(field, len(everything), pairs, level_counts(workings)),
        certificate=certificate_of(workings, failed),
        workings=workings,
    )


def infeasible_result(field: Field, everything: Pairs, clash: Clash) -> Result:
    """No plan, and why."""
    return Result(
        status=Status.INFEASIBLE,
        pairs=(),
        unserved=unserved_of(field, ()),
        statistics=statistics_of(field, len(everything), (), ()),
        certificate=None,
        clash=clash,
    )


def pairs_at(field: Field, rows: Ints, columns: Ints, *, is_fixed: bool) -> list[Pair]:
    """Pairs with their points per criterion."""
    from matcher.points import score_table

    table = score_table(
        field.request_columns, field.mentor_columns, field.settings, field.exceptions,
        np.ascontiguousarray(rows), np.ascontiguousarray(columns),
    )  # fmt: skip
    return [
        pair_of(field, int(row), int(column), points.tolist(), is_fixed=is_fixed)
        for row, column, points in zip(rows, columns, table, strict=True)
    ]


def pair_of(field: Field, row: int, column: int, points: list[int], *, is_fixed: bool) -> Pair:
    """One pair told."""
    request, mentor = field.requests[row], field.mentors[column]
    contributions = tuple(
        Contribution(criterion.name, got, most, criterion.is_asked(request, mentor))
        for (criterion, most), got in zip(field.encoder.weighed, points, strict=True)
    )
    return Pair(request.id, mentor.id, sum(points), contributions, is_fixed)


def unserved_of(field: Field, pairs: tuple[Pair, ...]) -> tuple[str, ...]:
    """Requests without a mentor, in the order of service."""
    served = {pair.request_id for pair in pairs}
    left = [request for request in field.problem.requests if request.id not in served]
    left.sort(key=lambda request: (request.urgency, -request.waiting_days, request.id))
    return tuple(request.id for request in left)


def level_counts(workings: Workings) -> tuple[LevelCount, ...]:
    """How many of each level have a mentor, fixed pairs apart."""
    seats = workings.seats
    served = np.bincount(seats.level[workings.seat_used], minlength=len(seats.levels))
    return tuple(
        LevelCount(level.urgency, level.seat, level.waiting_days, int(count), int(got))
        for level, count, got in zip(seats.levels, seats.count_by_level, served, strict=True)
    )


def statistics_of(
    field: Field, feasible_pairs: int, pairs: tuple[Pair, ...], levels: tuple[LevelCount, ...]
) -> Statistics:
    """The plan in numbers."""
    served = len({pair.request_id for pair in pairs})
    ids = {(pair.request_id, pair.mentor_id) for pair in pairs}
    return Statistics(
        requests=len(field.requests),
        mentors=len(field.mentors),
        feasible_pairs=feasible_pairs,
        served=served,
        unserved=len(field.requests) - served,
        pairs=len(pairs),
        total_score=sum(pair.score for pair in pairs),
        worst_score=min((pair.score for pair in pairs), default=None),
        changes=len(field.problem.published_pairs - ids),
        levels=levels,
    )


def certificate_of(workings: Workings, failed: Attempt | None) -> Certificate:
    """The proof in ids."""

    field, prices = workings.field, workings.prices
    scarce = np.flatnonzero(workings.closed_at != NEVER)
    return Certificate(
        floor=workings.floor,
        closed_at={field.mentors[row].id: int(workings.closed_at[row]) for row in scarce},
        request_price={r.id: price for r, price in zip(field.requests, prices.request.tolist(), strict=True)},
        mentor_price={m.id: price for m, price in zip(field.mentors, prices.mentor.tolist(), strict=True)},
        level_price=tuple(prices.level.tolist()),
        floor_proof=None if failed is None else floor_proof_of(field, workings.floor, failed),
    )


def floor_proof_of(field: Field, floor: int, failed: Attempt) -> FloorProof:
    """Why the floor cannot be higher, in ids."""
    return FloorProof(
        floor=floor,
        requests=frozenset(field.requests[row].id for row in failed.blocked_requests),
        mentors=frozenset(field.mentors[row].id for row in failed.blocked_mentors),
        levels=frozenset(map(int, failed.blocked_levels)),
    )
