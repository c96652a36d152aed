"""The order of service: every seat somebody asks for has a level, and lower levels are served first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from matcher.arrays import Ints

NEVER = 2**31 - 1
"""Later than every level."""


@dataclass(frozen=True)
class Level:
    """Seats of the same urgency, the same place in a team, and the same waiting time."""

    urgency: int
    seat: int
    waiting_days: int


class Asking(Protocol):
    """Anybody who waits to be served."""

    @property
    def urgency(self) -> int: ...

    @property
    def waiting_days(self) -> int: ...

    @property
    def demand(self) -> int: ...


@dataclass(frozen=True)
class Seats:
    """The open seats of all requests: those of request i are `start[i]:start[i + 1]`, first seat first."""

    start: Ints
    request: Ints
    level: Ints
    levels: tuple[Level, ...]
    """Most urgent first; the first mentor of everybody before the second of anybody; longest waiting first."""

    @property
    def count_by_level(self) -> Ints:
        return np.bincount(self.level, minlength=len(self.levels)).astype(np.int32)


def seats_of(requests: Sequence[Asking], taken: Sequence[int]) -> Seats:
    """Seats that are still open when `taken[i]` of request i's are fixed."""
    open_seats = [range(taken[i], request.demand) for i, request in enumerate(requests)]
    keys = [
        (request.urgency, seat, -request.waiting_days)
        for request, seats in zip(requests, open_seats, strict=True)
        for seat in seats
    ]
    rank = {key: index for index, key in enumerate(sorted(set(keys)))}
    counts = [len(seats) for seats in open_seats]
    return Seats(
        start=np.cumsum([0, *counts]).astype(np.int32),
        request=np.repeat(np.arange(len(requests), dtype=np.int32), counts),
        level=np.array([rank[key] for key in keys], np.int32),
        levels=tuple(Level(urgency, seat, -waiting) for urgency, seat, waiting in rank),
    )
