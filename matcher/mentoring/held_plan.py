"""A plan as rows, as the proofs look at it, and feasible pairs in batches beside it; of whom the rows are does not matter."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from matcher.arrays import Chosen, Ints, Longs
from matcher.mentoring.levels import Asking, Seats, seats_of
from matcher.result import Certificate

Found = tuple[str, str]
"""What is wrong, and with whom."""


class Waiting(Asking, Protocol):
    """Somebody who waits to be served, by name."""

    @property
    def id(self) -> str: ...


@dataclass(frozen=True)
class Batch:
    """Some feasible pairs, fixed ones left out, and which of them the plan uses."""

    request: Ints
    mentor: Ints
    score: Ints
    used: Chosen


@dataclass(frozen=True)
class Plan:
    """The plan, fixed pairs taken out."""

    request_ids: tuple[str, ...]
    mentor_ids: tuple[str, ...]
    groups: tuple[str, ...] | None
    """The group of each request where groups are lifted in turn."""
    seats: Seats
    chosen_request: Longs
    chosen_mentor: Longs
    chosen_score: Longs
    fixed_keys: Longs
    capacity: Longs
    minimum: Longs
    rewards: Callable[[Ints, Ints], list[Longs]]
    """What settles ties, stage by stage, for pairs given by rows."""

    @cached_property
    def request_row(self) -> dict[str, int]:
        return {request_id: row for row, request_id in enumerate(self.request_ids)}

    @cached_property
    def mentor_row(self) -> dict[str, int]:
        return {mentor_id: row for row, mentor_id in enumerate(self.mentor_ids)}

    @cached_property
    def load_of_request(self) -> Longs:
        return np.bincount(self.chosen_request, minlength=len(self.request_ids)).astype(np.int64)

    @cached_property
    def load_of_mentor(self) -> Longs:
        return np.bincount(self.chosen_mentor, minlength=len(self.mentor_ids)).astype(np.int64)

    @cached_property
    def filled(self) -> Chosen:
        """Which seats have a mentor: the first ones of every request."""
        place = np.arange(len(self.seats.request)) - self.seats.start[self.seats.request]
        return np.asarray(place < self.load_of_request[self.seats.request])

    @cached_property
    def chosen_keys(self) -> Longs:
        return self.keys(self.chosen_request, self.chosen_mentor)

    def keys(self, request: NDArray[np.integer], mentor: NDArray[np.integer]) -> Longs:
        """One number per pair."""
        return request.astype(np.int64) * len(self.mentor_ids) + mentor

    def batch(self, request: Ints, mentor: Ints, score: Ints) -> Batch:
        """These pairs, less the fixed ones."""
        keys = self.keys(request, mentor)
        if len(self.fixed_keys):
            keep = ~np.isin(keys, self.fixed_keys)
            request, mentor, score, keys = request[keep], mentor[keep], score[keep], keys[keep]
        return Batch(request, mentor, score, np.isin(keys, self.chosen_keys))

    def floors(self, certificate: Certificate) -> Longs:
        """The floor of each request: the common one, or that of its group."""
        if self.groups is None:
            return np.full(len(self.request_ids), certificate.floor, np.int64)
        return np.array([certificate.group_floors[name] for name in self.groups], np.int64)


def plan_from(
    *,
    requests: Sequence[Waiting],
    mentor_ids: tuple[str, ...],
    groups: tuple[str, ...] | None,
    chosen: Iterable[tuple[str, str, int]],
    fixed: frozenset[tuple[str, str]],
    capacity: Longs,
    minimum: Longs,
    rewards: Callable[[Ints, Ints], list[Longs]],
) -> Plan:
    """Fixed pairs reserve their seats and their room; what is left is what there is to prove."""
    row = {request.id: number for number, request in enumerate(requests)}
    column = {mentor_id: number for number, mentor_id in enumerate(mentor_ids)}
    kept = np.array([(row[r], column[m]) for r, m in fixed], np.int64).reshape(-1, 2)
    free = np.array([(row[r], column[m], score) for r, m, score in chosen if (r, m) not in fixed], np.int64)
    free = free.reshape(-1, 3)
    taken = np.bincount(kept[:, 0], minlength=len(row))
    given = np.bincount(kept[:, 1], minlength=len(column))
    return Plan(
        request_ids=tuple(row),
        mentor_ids=mentor_ids,
        groups=groups,
        seats=seats_of(requests, taken.tolist()),
        chosen_request=free[:, 0],
        chosen_mentor=free[:, 1],
        chosen_score=free[:, 2],
        fixed_keys=kept[:, 0] * len(column) + kept[:, 1],
        capacity=capacity - given,
        minimum=np.maximum(0, minimum - given),
        rewards=rewards,
    )


def names(ids: Sequence[str], rows: NDArray[np.integer]) -> str:
    """A few ids, for a message."""
    return " ".join(ids[row] for row in np.unique(rows)[:5])


def column_of(values: Mapping[str, int], row: Mapping[str, int], missing: int) -> Longs:
    """Values by id as a column."""
    column = np.full(len(row), missing, np.int64)
    for person_id, value in values.items():
        column[row[person_id]] = value
    return column


def flags_of(ids: Iterable[str], row: Mapping[str, int]) -> Chosen:
    """Which rows are named."""
    flags = np.zeros(len(row), bool)
    flags[[row[person_id] for person_id in ids]] = True
    return flags
