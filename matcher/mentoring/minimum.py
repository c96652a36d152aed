"""Mentors who need a minimum: whether all minimums can be met together.

Which requests are served does not depend on it: if a plan serves these requests and another meets those minimums, a third
does both (Mendelsohn and Dulmage 1958). So minimums are tested on their own, seen from the mentors' side.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

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


@dataclass(frozen=True)
class Unmet:
    """Rows of mentors whose minimums ask for more than there is, and of the requests that are all used up by them."""

    mentors: Ints
    requests: Ints
    room: int
    """Seats of those requests, and single pairs that lead to others."""


def unmet_above(pairs: Pairs, seats: Seats, minimum: Ints) -> Callable[[int], Unmet | None]:
    """Why the minimums cannot be met with pairs worth at least a floor; None when they can."""

    def unmet_at(floor: int) -> Unmet | None:
        return unmet(pairs, seats, minimum, least=floor)

    return unmet_at


def unmet_above_each(pairs: Pairs, seats: Seats, minimum: Ints) -> Callable[[Longs], Unmet | None]:
    """The same with a floor for each request."""

    def unmet_at(floors: Longs) -> Unmet | None:
        return unmet(pairs.kept(pairs.score >= floors[pairs.request]), seats, minimum, least=0)

    return unmet_at


def unmet(pairs: Pairs, seats: Seats, minimum: Ints, *, least: int) -> Unmet | None:
    """Mentors who together need more than there is; None when all minimums can be met."""
    from matcher.mentoring.service import serve_in_order

    if not minimum.any():
        return None
    demand = np.diff(seats.start).astype(np.int32)
    turned = from_mentors_side(pairs, len(minimum), least=least)
    service = serve_in_order(turned, seats_needed(minimum), demand)
    if (service.state.request_load == minimum).all():
        return None
    closed = service.closed_at != NEVER
    only_closed = minimum > 0
    only_closed[turned.request[~closed[turned.mentor] & (service.state.used == 0)]] = False
    single = only_closed[turned.request] & ~closed[turned.mentor]
    return Unmet(
        mentors=np.flatnonzero(only_closed).astype(np.int32),
        requests=np.flatnonzero(closed).astype(np.int32),
        room=int(demand[closed].sum()) + int(single.sum()),
    )


def clash_of(field: Field, pairs: Pairs, seats: Seats, minimum: Ints) -> Clash | None:
    """The mentors whose minimums clash, and the rules that leave them too few; None when all is well."""
    found = unmet(pairs, seats, minimum, least=0)
    if found is None:
        return None
    mentors = [field.mentors[row] for row in found.mentors]
    counts = Counter(
        str(reason)
        for mentor in mentors
        for request in field.requests
        for reason in field.problem.broken_rules(request, mentor)
    )
    return Clash(
        mentor_ids=tuple(sorted(mentor.id for mentor in mentors)),
        request_ids=tuple(sorted(field.requests[row].id for row in found.requests)),
        needed=int(minimum[found.mentors].sum()),
        available=found.room,
        limiting_rules=dict(counts),
    )
