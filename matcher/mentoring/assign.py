"""The bare assignment: a table of scores in, a plan out, for those who bring their own scores."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from matcher.arrays import Ints, Longs
from matcher.candidates import Pairs
from matcher.errors import EmptySide, NotANumber, OutOfRange
from matcher.mentoring.flow import Network, cheapest_routing, prices_of, settled_levels
from matcher.mentoring.levels import Level, Seats

IMPOSSIBLE = -1
MOST_SCORE = 2**30


@dataclass(frozen=True)
class Assignment:
    """As many rows as possible with a column, at the highest total score, and the prices that prove it."""

    column_of_row: Ints
    """-1 where a row has none."""
    total_score: int
    row_price: Longs
    column_price: Longs


def assign(scores: ArrayLike, *, capacity: ArrayLike | None = None) -> Assignment:
    """Assign rows to columns of a dense table of whole scores; a negative score marks a pair that cannot be.

    `capacity` says how many rows each column takes (one). First as many rows as possible, then the highest total.
    """
    table = validated(scores)
    room = np.ones(table.shape[1], np.int32) if capacity is None else np.asarray(capacity, np.int32)
    if room.shape != (table.shape[1],) or (room < 0).any():
        raise OutOfRange("capacity must be one number of zero or more per column", field="capacity")
    pairs, seats = pairs_in(table), one_seat_each(len(table))
    network = network_for(pairs, seats, room)
    gain = pairs.score.astype(np.int64)
    routing = cheapest_routing(network, gain)
    prices = prices_of(network, routing, gain)
    column = np.full(len(table), -1, np.int32)
    column[pairs.request[routing.used]] = pairs.mentor[routing.used]
    return Assignment(column, int(gain[routing.used].sum()), prices.request, prices.mentor)


def validated(scores: ArrayLike) -> NDArray[np.int64]:
    """The table, or a named error."""
    given = np.asarray(scores)
    if given.ndim != 2 or 0 in given.shape:
        raise EmptySide("scores must be a table with rows and columns", field="scores")
    if not np.isfinite(given).all():
        raise NotANumber("a score is not a number", field="scores")
    table = given.astype(np.int64)
    if (table != given).any() or (table > MOST_SCORE).any():
        raise OutOfRange(f"scores must be whole numbers up to {MOST_SCORE}", field="scores")
    return table


def pairs_in(table: NDArray[np.int64]) -> Pairs:
    """The pairs that can be."""
    row, column = np.nonzero(table >= 0)
    start = np.concatenate([[0], np.cumsum(np.bincount(row, minlength=len(table)))]).astype(np.int64)
    return Pairs(start, column.astype(np.int32), table[row, column].astype(np.int32))


def one_seat_each(rows: int) -> Seats:
    """One seat per row, all of the same level."""
    every = np.arange(rows, dtype=np.int32)
    return Seats(np.arange(rows + 1, dtype=np.int32), every, np.zeros(rows, np.int32), (Level(1, 0, 0),))


def network_for(pairs: Pairs, seats: Seats, room: Ints) -> Network:
    """The network that serves as many rows as can be."""
    from matcher.mentoring.service import serve_in_order

    return settled_levels(
        Network(
            request=pairs.request,
            mentor=pairs.mentor,
            is_forced=np.zeros(len(pairs), bool),
            seat_request=seats.request,
            seat_level=seats.level,
            seat_lower=np.zeros(len(seats.level), np.uint8),
            seat_upper=np.ones(len(seats.level), np.uint8),
            level_quota=serve_in_order(pairs, seats, room).served_by_level(),
            mentor_lower=np.zeros(len(room), np.int32),
            mentor_upper=room,
            requests=len(seats.start) - 1,
        )
    )
