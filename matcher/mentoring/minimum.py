"""Mentors who need a minimum: whether all minimums can be met together.

Which requests are served does not depend on it: if a plan serves these requests and another meets those minimums, a third
does both (Mendelsohn and Dulmage 1958). So minimums are tested on their own, seen from the mentors' side.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from matcher.arrays import Ints, Longs
from matcher.candidates import Field, Pairs
from matcher.mentoring.levels import NEVER, Level, Seats
from matcher.result import Clash


def from_mentors_side(pairs: Pairs, mentors: int, *, least: int) -> Pairs:
    """The same pairs, row by row of mentors."""
    keep = pairs.score >= least
    mentor, request, score = pairs.mentor[keep], pairs.request[keep], pairs.score[keep]
    order = np.lexsort((request, mentor))
    start = np.concatenate([[0], np.cumsum(np.bincount(mentor, minlength=mentors))]).astype(np.int64)
    return Pairs(start, request[order], score[order])


def seats_needed(minimum: Ints) -> Seats:
    """Minimums as seats of a single level per place."""
    request = np.repeat(np.arange(len(minimum), dtype=np.int32), minimum)
    start = np.concatenate([[0], np.cumsum(minimum)]).astype(np.int32)
    level = (np.arange(len(request)) - start[request]).astype(np.int32)
    levels = tuple(Level(1, seat, 0) for seat in range(int(minimum.max(initial=0))))
    return Seats(start, request, level, levels)


def minimum_allows(pairs: Pairs, seats: Seats, capacity: Ints, minimum: Ints) -> Callable[[int], bool]:
    """Whether the minimums can be met with pairs worth at least a floor."""
    demand = np.diff(seats.start).astype(np.int32)

    def is_possible(floor: int) -> bool:
        return not minimum.any() or unmet(pairs, demand, minimum, least=floor) == ()

    return is_possible


def minimum_allows_each(pairs: Pairs, seats: Seats, minimum: Ints) -> Callable[[Longs], bool]:
    """The same with a floor for each request."""
    demand = np.diff(seats.start).astype(np.int32)

    def is_possible(floors: Longs) -> bool:
        above = pairs.kept(pairs.score >= floors[pairs.request])
        return not minimum.any() or unmet(above, demand, minimum, least=0) == ()

    return is_possible


def unmet(pairs: Pairs, demand: Ints, minimum: Ints, *, least: int) -> tuple[int, ...]:
    """Rows of mentors who together need more than there is; empty when all minimums can be met."""
    from matcher.mentoring.service import serve_in_order

    turned = from_mentors_side(pairs, len(minimum), least=least)
    service = serve_in_order(turned, seats_needed(minimum), demand)
    if (service.state.request_load == minimum).all():
        return ()
    closed = service.closed_at != NEVER
    only_closed = np.ones(len(minimum), bool)
    open_pairs = ~closed[turned.mentor] & (service.state.used == 0)
    only_closed[turned.request[open_pairs]] = False
    return tuple(int(row) for row in np.flatnonzero(only_closed & (minimum > 0)))


def clash_of(field: Field, pairs: Pairs, capacity: Ints, minimum: Ints) -> Clash | None:
    """The mentors whose minimums clash, and the rules that leave them too few; None when all is well."""
    if not minimum.any():
        return None
    demand = np.array([r.demand for r in field.requests], np.int32)
    rows = unmet(pairs, demand, minimum, least=0)
    if not rows:
        return None
    mentors = [field.mentors[row] for row in rows]
    reachable = np.unique(pairs.request[np.isin(pairs.mentor, rows)])
    counts: dict[str, int] = {}
    for mentor in mentors:
        for request in field.requests:
            for reason in field.problem.broken_rules(request, mentor):
                counts[str(reason)] = counts.get(str(reason), 0) + 1
    return Clash(
        mentor_ids=tuple(sorted(mentor.id for mentor in mentors)),
        needed=int(minimum[list(rows)].sum()),
        available=int(demand[reachable].sum()),
        limiting_rules=counts,
    )
