"""What a solve leaves behind for questions about it."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from matcher.arrays import Chosen, Ints, Longs
from matcher.candidates import Field, Pairs
from matcher.mentoring.flow import Network, Prices
from matcher.mentoring.levels import NEVER, Seats
from matcher.mentoring.pool import Pool, candidates_of

if TYPE_CHECKING:
    from matcher.mentoring.leximin_proof import Step
    from matcher.mentoring.residual import Residual


@dataclass(frozen=True)
class Workings:
    """The arrays of a solved problem; rows are people in canonical order, fixed pairs are taken out."""

    field: Field
    pairs: Pairs
    seats: Seats
    capacity: Ints
    used: Chosen
    """Which of the pairs are in the plan."""
    seat_used: Chosen
    closed_at: Ints
    floor: int
    floors: Longs
    """The floor under each request's pairs: the common one, or that of its group."""
    group_floors: Mapping[str, int]
    group_steps: tuple[Step, ...]
    """Why the floors of groups cannot be higher."""
    network: Network
    network_pairs: Longs
    """The pair each arc of the network is."""
    prices: Prices
    pool: Pool | None = None
    """Where only some of the feasible pairs are stored, these; see `matcher.mentoring.widening`."""
    proven: set[Claim] = dataclasses.field(default_factory=set)
    """What has been held against every feasible pair since; it grows in place, so that what is worked out stays."""
    near: int | None = None
    """Every feasible pair is stored that lacks at most so many points to be worth its prices; `matcher.mentoring.near`."""
    widest: Widest = dataclasses.field(default_factory=lambda: Widest())

    @cached_property
    def residual(self) -> Residual:
        """The residual network, built when somebody first asks."""
        from matcher.mentoring.residual import residual_of

        return residual_of(self)

    @cached_property
    def mentors_by_request(self) -> dict[int, list[int]]:
        """Rows of the mentors each served request has."""
        return by_row(self.pairs.request[self.used], self.pairs.mentor[self.used])

    @cached_property
    def requests_by_mentor(self) -> dict[int, list[int]]:
        """Rows of the requests each mentor has."""
        return by_row(self.pairs.mentor[self.used], self.pairs.request[self.used])

    @cached_property
    def next_level(self) -> Longs:
        """Per request the level of its first seat without a mentor; `NEVER` when it has all it asked for."""
        level = np.full(len(self.field.requests), NEVER, np.int64)
        open_seats = ~self.seat_used
        np.minimum.at(level, self.seats.request[open_seats], self.seats.level[open_seats])
        return level

    @cached_property
    def top_level(self) -> Longs:
        """Per request the level of its last seat with a mentor; -1 when it has none."""
        level = np.full(len(self.field.requests), -1, np.int64)
        np.maximum.at(level, self.seats.request[self.seat_used], self.seats.level[self.seat_used])
        return level

    @cached_property
    def earliest_level(self) -> Longs:
        """Per request the first level at which one more place for it serves one more; `NEVER` when none."""
        earliest = self.next_level.copy()
        np.minimum.at(earliest, self.pairs.request[self.used], self.closed_at[self.pairs.mentor[self.used]])
        return earliest

    def candidates(self, row: int) -> tuple[Ints, Ints]:
        """Every mentor a request could have, ascending, and the points; fixed ones left out."""
        if self.pool is None:
            own = slice(int(self.pairs.start[row]), int(self.pairs.start[row + 1]))
            return self.pairs.mentor[own], self.pairs.score[own]
        known = self.widest.candidates
        found = known.get(row)
        if found is None:
            if len(known) >= MOST_REMEMBERED:
                known.clear()
            found = known[row] = candidates_of(self.pool, row)
        return found

    def among(self, pool: Pool) -> Workings:
        """The same plan among more pairs, none of which breaks its prices."""
        pairs, before = pool.pairs, self.pairs
        mentors = len(self.field.mentors)
        keys = before.request[self.used].astype(np.int64) * mentors + before.mentor[self.used]
        arcs = np.flatnonzero(pairs.score >= self.floors[pairs.request])
        network = replace(
            self.network,
            request=pairs.request[arcs],
            mentor=pairs.mentor[arcs],
            is_forced=np.zeros(len(arcs), bool),
        )
        used = np.isin(pool.keys(), keys)
        return replace(
            self, pool=pool, pairs=pairs, used=used, network=network, network_pairs=arcs, proven=set(self.proven)
        )  # fmt: skip

    @cached_property
    def displaced_level(self) -> Longs:
        """Per mentor the latest level that loses a seat if she must take one more; `NEVER` when nobody does, -1 if she cannot."""
        from matcher.mentoring.reach import displaced_levels

        mentors, requests = len(self.field.mentors), len(self.field.requests)
        turned = np.argsort(self.pairs.mentor, kind="stable")
        turned_start = np.concatenate([[0], np.cumsum(np.bincount(self.pairs.mentor, minlength=mentors))])
        load = np.bincount(self.pairs.mentor[self.used], minlength=mentors)
        served = np.flatnonzero(self.top_level >= 0)
        displaced = np.zeros(mentors, np.int64)
        displaced_levels(
            self.pairs.start, self.pairs.mentor, turned_start.astype(np.int64), turned, self.pairs.request,
            self.used.astype(np.uint8), (load < self.capacity).astype(np.uint8), self.top_level,
            served[np.argsort(-self.top_level[served], kind="stable")], NEVER,
            displaced, np.zeros(requests, np.uint8), np.zeros(mentors, np.int32),
        )  # fmt: skip
        return displaced


MOST_REMEMBERED = 1_000
"""Requests whose mentors are remembered beside the pairs that are stored."""
Claim = tuple[str | int, ...]
"""A kind of answer, and whose."""


@dataclass
class Widest:
    """What questions have brought in so far, so that it is there for the next."""

    workings: Workings | None = None
    """Those with the most pairs."""
    candidates: dict[int, tuple[Ints, Ints]] = dataclasses.field(default_factory=dict)


def by_row(rows: Ints, values: Ints) -> dict[int, list[int]]:
    """Values in lists, by row."""
    lists: dict[int, list[int]] = {}
    for row, value in zip(rows.tolist(), values.tolist(), strict=True):
        lists.setdefault(row, []).append(value)
    return lists
