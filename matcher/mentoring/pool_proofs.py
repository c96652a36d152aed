"""The proof of each stage as something every feasible pair can be held against."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from matcher.arrays import Ints, Longs
from matcher.candidates import Field
from matcher.mentoring.levels import NEVER, Seats
from matcher.mentoring.open_part import Open
from matcher.mentoring.pool import Pool, Proof, empty_proof

if TYPE_CHECKING:
    from matcher.mentoring.flow import Prices
    from matcher.mentoring.service import Service
    from matcher.mentoring.solve import Stage
    from matcher.mentoring.worst_match import Obstacle


def service_proof(
    field: Field, left: Open, service: Service, *, floor: int, obstacle: Obstacle | None, is_lifted: bool
) -> Proof:
    """Whoever lacks a mentor, or has a closed one, may only have mentors closed no later; and the floor may not rise.

    Above the floor, blocked requests may only have blocked mentors; all requests are blocked where no score is higher. Where
    nobody is served there is no floor yet.
    """
    from matcher.mentoring.service import Attempt

    bound, closed = bounds_of(left.seats, service)
    proof = replace(closing_proof(field, bound, closed), floor=floor)
    if is_lifted and obstacle is None and service.state.used.any():
        proof.inside[:] = 1
    if is_lifted and obstacle is not None:
        assert isinstance(obstacle, Attempt), "mentors' minimums take every pair, not a pool"
        proof.inside[obstacle.blocked_requests] = 1
        proof.within[obstacle.blocked_mentors] = 1
    return proof


def bounds_of(seats: Seats, service: Service) -> tuple[Longs, Longs]:
    """Per request the first level at which one more place for it would serve one more, and when each mentor is closed."""
    frame, state = service.frame, service.state
    closed = service.closed_at.astype(np.int64)
    bound = np.full(len(seats.start) - 1, NEVER, np.int64)
    place = np.arange(len(seats.request)) - seats.start[seats.request]
    empty = place >= state.request_load[seats.request]
    np.minimum.at(bound, seats.request[empty], seats.level[empty])
    used = state.used == 1
    np.minimum.at(bound, frame.request[used], closed[frame.mentor[used]])
    return bound, closed


def closing_proof(field: Field, bound: Longs, closed: Longs) -> Proof:
    """No request may have an unused mentor beyond its bound."""
    from matcher.scan import SERVICE

    return replace(empty_proof(field, SERVICE), bound=bound, closed=closed)


def lacking_proof(field: Field, prices: Prices, floor: int, points: int) -> Proof:
    """Every pair worth the floor lacks more than so many points to be worth its two prices."""
    from matcher.scan import PRICES

    request: Longs = prices.request - points
    return replace(empty_proof(field, PRICES), floor=floor, request_price=request, mentor_price=prices.mentor)


def price_proof(field: Field, stage: Stage, floor: int) -> Proof:
    """No pair worth the floor is worth more than its two prices."""
    return lacking_proof(field, stage.prices, floor, 0)


def with_published(pool: Pool) -> Pool:
    """The pool with the pairs of the published plan that are still feasible."""
    field = pool.field
    rows = [
        (field.request_row[r], field.mentor_row[m])
        for r, m in sorted(field.problem.published_pairs)
        if r in field.request_row and m in field.mentor_row
    ]
    feasible = [
        (r, m) for r, m in rows if not field.problem.broken_rules(field.requests[r], field.mentors[m])
    ]
    request, mentor = (np.array([pair[side] for pair in feasible], np.int32) for side in (0, 1))
    return pool.with_pairs(request, mentor, scores_of(field, request, mentor))


def scores_of(field: Field, request: Ints, mentor: Ints) -> Ints:
    """Points of pairs given by rows."""
    from matcher.points import score_table

    table, _ = score_table(
        field.request_columns, field.mentor_columns, field.settings, field.exceptions, request, mentor
    )
    return table.sum(axis=1).astype(np.int32)
