"""The order of service once more, with one mentor changed or some added: how many of each level it serves."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np

from matcher.arrays import Ints
from matcher.candidates import Pairs, all_pairs
from matcher.mentoring.levels import Seats
from matcher.mentoring.pool import Pool
from matcher.mentoring.pool_proofs import bounds_of, closing_proof
from matcher.mentoring.widening import grown_by_each, widened, widest
from matcher.mentoring.workings import Workings
from matcher.people import Mentor

if TYPE_CHECKING:
    from matcher.mentoring.service import Service

Possible = tuple[Ints, Ints]
"""Rows of the requests a mentor could have, and the points."""


def served_by_level(workings: Workings) -> Ints:
    """How many seats of each level the plan serves."""
    seats = workings.seats
    return np.bincount(seats.level[workings.seat_used], minlength=len(seats.levels)).astype(np.int32)


def served_with_mentor(workings: Workings, changed: Mentor, *, waiting_no_more: int | None = None) -> Ints:
    """The same if this mentor were as given; she keeps her fixed pairs. `waiting_no_more` is a request's row: it asks for
    no more than it has.
    """
    row = workings.field.mentor_row[changed.id]
    ((request, score),) = feasible_requests(workings, [changed])
    capacity = workings.capacity.copy()
    capacity[row] += changed.free_capacity - workings.field.mentors[row].free_capacity

    def hers_changed(pairs: Pairs) -> Pairs:
        others = pairs.mentor != row
        return pairs_from(
            np.concatenate([pairs.request[others], request]),
            np.concatenate([pairs.mentor[others], np.full(len(request), row)]),
            np.concatenate([pairs.score[others], score]),
            len(workings.field.requests),
        )

    seats = workings.seats if waiting_no_more is None else less_open_seats(workings, waiting_no_more)
    return serve_again(workings, seats, capacity, hers_changed, known=[row])


def served_with_more(workings: Workings, mentor: Mentor, possible: Possible, most: int) -> Iterator[Ints]:
    """The same if one, two, … `most` mentors like this came on top, each possible for the same requests."""
    first = len(workings.field.mentors)
    request, score = possible
    for copies in range(1, most + 1):

        def with_theirs(pairs: Pairs, copies: int = copies) -> Pairs:
            theirs = np.repeat(np.arange(first, first + copies), len(request))
            return pairs_from(
                np.concatenate([pairs.request, np.tile(request, copies)]),
                np.concatenate([pairs.mentor, theirs]),
                np.concatenate([pairs.score, np.tile(score, copies)]),
                len(workings.field.requests),
            )

        capacity = np.concatenate([workings.capacity, np.full(copies, mentor.free_capacity)])
        yield serve_again(workings, workings.seats, capacity.astype(np.int32), with_theirs)


def served_with_candidates(workings: Workings, row: int, mentors: Sequence[int]) -> Ints:
    """The same if this request could have these mentors as well."""
    more = np.array(mentors, np.int32)

    def with_more(pairs: Pairs) -> Pairs:
        return pairs_from(
            np.concatenate([pairs.request, np.full(len(more), row, np.int32)]),
            np.concatenate([pairs.mentor, more]),
            np.concatenate([pairs.score, np.zeros(len(more), np.int32)]),
            len(workings.field.requests),
        )

    return serve_again(workings, workings.seats, workings.capacity, with_more)


def feasible_requests(workings: Workings, mentors: Sequence[Mentor]) -> list[Possible]:
    """What each of these mentors could have, by one scan; pairs that are fixed left out."""
    pairs = all_pairs(workings.field.with_mentors(mentors))
    fixed = {(workings.field.request_row[r], m) for r, m in workings.field.problem.fixed_pairs}
    by_mentor = np.argsort(pairs.mentor, kind="stable")
    starts = np.cumsum(np.bincount(pairs.mentor, minlength=len(mentors)))[:-1]
    found = []
    for mentor, own in zip(mentors, np.split(by_mentor, starts), strict=True):
        keep = own[[(row, mentor.id) not in fixed for row in pairs.request[own].tolist()]] if fixed else own
        found.append((pairs.request[keep], pairs.score[keep]))
    return found


def pairs_from(request: Ints, mentor: Ints, score: Ints, requests: int) -> Pairs:
    """Pairs in rows."""
    # The parts are in order themselves: a stable sort only merges them.
    order = np.argsort(request.astype(np.int64) * (int(mentor.max(initial=0)) + 1) + mentor, kind="stable")
    start = np.concatenate([[0], np.cumsum(np.bincount(request, minlength=requests))]).astype(np.int64)
    return Pairs(start, mentor[order].astype(np.int32), score[order].astype(np.int32))


def less_open_seats(workings: Workings, row: int) -> Seats:
    """The seats without those that this request still waits for."""
    seats = workings.seats
    kept = (seats.request != row) | workings.seat_used
    counts = np.bincount(seats.request[kept], minlength=len(seats.start) - 1)
    start = np.concatenate([[0], np.cumsum(counts)]).astype(np.int32)
    return Seats(start, seats.request[kept], seats.level[kept], seats.levels)


def serve_again(
    workings: Workings,
    seats: Seats,
    capacity: Ints,
    changed: Callable[[Pairs], Pairs],
    *,
    known: Sequence[int] = (),
) -> Ints:
    """How many of each level are served with the pairs changed; all pairs of mentors who are `known` are among these."""
    from matcher.mentoring.service import serve_in_order

    workings = widest(workings)
    while True:
        service = serve_in_order(changed(workings.pairs), seats, capacity)
        pool = None if workings.pool is None else grown_for(workings, seats, service, known)
        if pool is None:
            return service.served_by_level()
        workings = widened(workings, pool)


def grown_for(workings: Workings, seats: Seats, service: Service, known: Sequence[int]) -> Pool | None:
    """The pool with the pairs that could serve more; None without looking where nobody is less scarce than in the plan."""
    bound, closed = bounds_of(seats, service)
    closed = closed[: len(workings.field.mentors)]
    closed[known] = -1
    if (closed <= workings.closed_at).all() and (bound >= workings.earliest_level).all():
        return None
    return grown_by_each(workings, [closing_proof(workings.field, bound, closed)])
