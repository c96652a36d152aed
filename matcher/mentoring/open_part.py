"""What is still to be decided once fixed pairs are taken out."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from matcher.arrays import Ints
from matcher.candidates import Field, Pairs
from matcher.mentoring.levels import Seats, seats_of


@dataclass(frozen=True)
class Open:
    """The seats and the room that are left."""

    seats: Seats
    capacity: Ints
    minimum: Ints


def open_part(field: Field) -> Open:
    """Reserve the seats and the room of the fixed pairs."""
    fixed = field.problem.fixed_pairs
    taken, given = np.zeros(len(field.requests), np.int32), np.zeros(len(field.mentors), np.int32)
    for request_id, mentor_id in fixed:
        taken[field.request_row[request_id]] += 1
        given[field.mentor_row[mentor_id]] += 1
    minimum = np.array([mentor.minimum for mentor in field.mentors], np.int32)
    return Open(
        seats=seats_of(field.requests, taken.tolist()),
        capacity=np.array([mentor.free_capacity for mentor in field.mentors], np.int32) - given,
        minimum=np.maximum(0, minimum - given).astype(np.int32),
    )


def without_fixed(field: Field, pairs: Pairs) -> Pairs:
    """The pairs less the fixed ones."""
    fixed = field.problem.fixed_pairs
    if not fixed:
        return pairs
    keep = np.ones(len(pairs), bool)
    keep[[pairs.position(field.request_row[r], field.mentor_row[m]) for r, m in fixed]] = False
    return pairs.kept(keep)
