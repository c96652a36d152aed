"""The order of service once more, with one mentor changed or some added: how many of each level it serves."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from matcher.arrays import Ints
from matcher.candidates import Pairs, all_pairs
from matcher.mentoring.levels import Seats
from matcher.mentoring.workings import Workings
from matcher.people import Mentor


def served_by_level(workings: Workings) -> Ints:
    """How many seats of each level the plan serves."""
    seats = workings.seats
    return np.bincount(seats.level[workings.seat_used], minlength=len(seats.levels)).astype(np.int32)


def served_with_mentor(workings: Workings, changed: Mentor, *, waiting_no_more: int | None = None) -> Ints:
    """The same if this mentor were as given; she keeps her fixed pairs. `waiting_no_more` is a request's row: it asks for
    no more than it has.
    """
    row = workings.field.mentor_row[changed.id]
    others = workings.pairs.mentor != row
    request, score = feasible_requests(workings, changed)
    capacity = workings.capacity.copy()
    capacity[row] += changed.free_capacity - workings.field.mentors[row].free_capacity
    pairs = pairs_from(
        np.concatenate([workings.pairs.request[others], request]),
        np.concatenate([workings.pairs.mentor[others], np.full(len(request), row)]),
        np.concatenate([workings.pairs.score[others], score]),
        len(workings.field.requests),
    )
    if waiting_no_more is None:
        return serve_again(workings.seats, pairs, capacity)
    return serve_again(less_open_seats(workings, waiting_no_more), pairs, capacity)


def served_with_more(workings: Workings, added: Sequence[Mentor]) -> Ints:
    """The same if these mentors came on top; their ids do not matter."""
    first = len(workings.field.mentors)
    found = [feasible_requests(workings, mentor) for mentor in added]
    pairs = pairs_from(
        np.concatenate([workings.pairs.request, *(request for request, _ in found)]),
        np.concatenate(
            [workings.pairs.mentor, *(np.full(len(r), first + k) for k, (r, _) in enumerate(found))]
        ),
        np.concatenate([workings.pairs.score, *(score for _, score in found)]),
        len(workings.field.requests),
    )
    capacity = np.concatenate([workings.capacity, [mentor.free_capacity for mentor in added]])
    return serve_again(workings.seats, pairs, capacity.astype(np.int32))


def served_with_candidates(workings: Workings, row: int, mentors: Sequence[int]) -> Ints:
    """The same if this request could have these mentors as well."""
    old, more = workings.pairs, np.array(mentors, np.int32)
    pairs = pairs_from(
        np.concatenate([old.request, np.full(len(more), row, np.int32)]),
        np.concatenate([old.mentor, more]),
        np.concatenate([old.score, np.zeros(len(more), np.int32)]),
        len(workings.field.requests),
    )
    return serve_again(workings.seats, pairs, workings.capacity)


def feasible_requests(workings: Workings, mentor: Mentor) -> tuple[Ints, Ints]:
    """Rows of the requests this mentor could have, with the points; pairs that are fixed left out."""
    pairs = all_pairs(workings.field.with_mentors([mentor]))
    fixed = {r for r, m in workings.field.problem.fixed_pairs if m == mentor.id}
    keep = np.array([workings.field.requests[row].id not in fixed for row in pairs.request.tolist()], bool)
    return pairs.request[keep], pairs.score[keep]


def pairs_from(request: Ints, mentor: Ints, score: Ints, requests: int) -> Pairs:
    """Pairs in rows."""
    order = np.lexsort((mentor, request))
    start = np.concatenate([[0], np.cumsum(np.bincount(request, minlength=requests))]).astype(np.int64)
    return Pairs(start, mentor[order].astype(np.int32), score[order].astype(np.int32))


def less_open_seats(workings: Workings, row: int) -> Seats:
    """The seats without those that this request still waits for."""
    seats = workings.seats
    kept = (seats.request != row) | workings.seat_used
    counts = np.bincount(seats.request[kept], minlength=len(seats.start) - 1)
    start = np.concatenate([[0], np.cumsum(counts)]).astype(np.int32)
    return Seats(start, seats.request[kept], seats.level[kept], seats.levels)


def serve_again(seats: Seats, pairs: Pairs, capacity: Ints) -> Ints:
    """How many of each level are served."""
    from matcher.mentoring.service import serve_in_order

    return serve_in_order(pairs, seats, capacity).served_by_level()
