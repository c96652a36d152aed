"""Every feasible pair with its score, found without ever storing the full cross product."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from matcher.arrays import Bits, Ints, Longs
from matcher.columns import Columns, Exceptions, Settings
from matcher.encode import Encoder, encoded
from matcher.errors import ProblemTooLarge
from matcher.grid import Grid, grid_over
from matcher.identity import canonical_order, mentor_marks, request_marks
from matcher.mentoring.problem import Problem
from matcher.people import Mentor, Request

BYTES_PER_PAIR = 170
"""Seen at its highest, with the flow's own arrays: see BENCHMARKS.md."""
BYTES_PER_PERSON = 6_000
CHUNKS = 64
SMALLEST_CELL_KM = 0.5
SAMPLED_FROM, PIECES = 2_000, 40


@dataclass(frozen=True)
class Pairs:
    """Feasible pairs, row by row: those of request i are `start[i]:start[i + 1]`, mentors ascending."""

    start: Longs
    mentor: Ints
    score: Ints

    @cached_property
    def request(self) -> Ints:
        """The request's row of each pair."""
        return np.repeat(np.arange(len(self.start) - 1, dtype=np.int32), np.diff(self.start))

    def __len__(self) -> int:
        return len(self.mentor)

    def position(self, request: int, mentor: int) -> int:
        """Where the pair is; -1 when it is not feasible."""
        first, last = self.start[request], self.start[request + 1]
        at = first + int(np.searchsorted(self.mentor[first:last], mentor))
        return int(at) if at < last and self.mentor[at] == mentor else -1

    def kept(self, keep: np.typing.NDArray[np.bool_]) -> Pairs:
        """Only the pairs whose flag is set."""
        counts = np.bincount(self.request[keep], minlength=len(self.start) - 1)
        return Pairs(np.concatenate([[0], np.cumsum(counts)]), self.mentor[keep], self.score[keep])


@dataclass(frozen=True)
class Field:
    """The people of a problem in canonical order, and their columns."""

    problem: Problem
    requests: tuple[Request, ...]
    mentors: tuple[Mentor, ...]
    encoder: Encoder
    request_columns: Columns
    mentor_columns: Columns
    exceptions: Exceptions
    grid: Grid
    request_marks: Bits
    mentor_marks: Bits

    @property
    def settings(self) -> Settings:
        return self.encoder.settings

    @cached_property
    def sorted_mentors(self) -> Columns:
        """The mentors' columns cell by cell, so that neighbours lie side by side in memory."""
        members = self.grid.members
        return Columns(**{name: column[members] for name, column in self.mentor_columns._asdict().items()})

    @cached_property
    def request_row(self) -> dict[str, int]:
        return {request.id: row for row, request in enumerate(self.requests)}

    @cached_property
    def mentor_row(self) -> dict[str, int]:
        return {mentor.id: row for row, mentor in enumerate(self.mentors)}

    def with_requests(self, requests: Sequence[Request]) -> Field:
        """The same mentors, other requests: what somebody could get if she asked otherwise."""
        columns = self.encoder.requests(requests)
        return replace(
            self,
            requests=tuple(requests),
            request_columns=columns,
            exceptions=self.encoder.exceptions(requests, self.mentors),
            grid=grid_for(columns, self.mentor_columns),
        )

    def with_mentors(self, mentors: Sequence[Mentor]) -> Field:
        """The same requests, other mentors: what somebody could give."""
        columns = self.encoder.mentors(mentors)
        return replace(
            self,
            mentors=tuple(mentors),
            mentor_columns=columns,
            exceptions=self.encoder.exceptions(self.requests, mentors),
            grid=grid_for(self.request_columns, columns),
        )


def field_of(problem: Problem) -> Field:
    """Encode a problem, people in an order that depends on what they are like, not on how they were listed."""
    with without_collecting():
        return ordered_field(problem)


@contextmanager
def without_collecting() -> Iterator[None]:
    """Let no search for cycles walk over hundred thousands of people again and again: encoding them makes none."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def ordered_field(problem: Problem) -> Field:
    """The people in canonical order and their columns."""
    marks = mentor_marks(problem.mentors)
    mark_of_mentor = dict(zip((mentor.id for mentor in problem.mentors), marks.tolist(), strict=True))
    mentors, marks_of_mentors = canonical_order(problem.mentors, marks)
    requests, marks_of_requests = canonical_order(
        problem.requests, request_marks(problem.requests, mark_of_mentor)
    )
    encoder, request_columns, mentor_columns = encoded(problem, requests, mentors)
    return Field(
        problem=problem,
        requests=requests,
        mentors=mentors,
        encoder=encoder,
        request_columns=request_columns,
        mentor_columns=mentor_columns,
        exceptions=encoder.exceptions(requests, mentors),
        grid=grid_for(request_columns, mentor_columns),
        request_marks=marks_of_requests,
        mentor_marks=marks_of_mentors,
    )


def grid_for(requests: Columns, mentors: Columns) -> Grid:
    """A grid with cells of about a quarter of the usual reach."""
    reach = float(np.median(requests.reach.max(axis=1))) if len(requests.reach) else SMALLEST_CELL_KM
    return grid_over(mentors.place, cell_km=max(SMALLEST_CELL_KM, reach / 4.0), others=requests.place)


def all_pairs(field: Field, counts: Longs | None = None) -> Pairs:
    """Every feasible pair and its score; `counts` where they are known already."""
    counts = count_pairs(field) if counts is None else counts
    start = np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)
    mentor, score = np.empty(start[-1], np.int32), np.empty(start[-1], np.int32)
    run_scan(field, counts, start, mentor, score, writes=True)
    return Pairs(start, mentor, score)


def count_pairs(field: Field) -> Longs:
    """How many feasible mentors each request has."""
    counts = np.zeros(len(field.requests), np.int64)
    nothing = np.empty(0, np.int32)
    run_scan(field, counts, np.zeros(len(counts) + 1, np.int64), nothing, nothing, writes=False)
    return counts


def seems_more_than(field: Field, most: int) -> bool:
    """Whether there are clearly more feasible pairs than that, judged by small pieces of the list of requests."""
    requests = len(field.requests)
    if requests < SAMPLED_FROM:
        return False
    counts, nothing = np.zeros(requests, np.int64), np.empty(0, np.int32)
    size = max(1, requests // (50 * PIECES))
    for first in np.linspace(0, requests - size, PIECES).astype(int).tolist():
        no_start = np.zeros(requests + 1, np.int64)
        run_scan(field, counts, no_start, nothing, nothing, writes=False, first=first, last=first + size)
    return bool(counts.sum() * requests > 1.5 * most * size * PIECES)


def pairs_in_batches(field: Field, *, most: int) -> Iterator[tuple[Ints, Ints, Ints]]:
    """Every feasible pair as request, mentor and score, about `most` of them at a time: for those who need not keep them."""
    counts = count_pairs(field)
    ends = np.cumsum(counts)
    first = 0
    while first < len(counts):
        before = int(ends[first - 1]) if first else 0
        last = max(first + 1, int(np.searchsorted(ends, before + most, side="right")))
        yield scanned(field, counts, first, last)
        first = last


def scanned(field: Field, counts: Longs, first: int, last: int) -> tuple[Ints, Ints, Ints]:
    """The pairs of the requests first…last."""
    start = np.zeros(len(counts) + 1, np.int64)
    np.cumsum(counts[first:last], out=start[first + 1 : last + 1])
    size = int(start[last])
    mentor, score = np.empty(size, np.int32), np.empty(size, np.int32)
    run_scan(field, counts.copy(), start, mentor, score, writes=True, first=first, last=last)
    return np.repeat(np.arange(first, last, dtype=np.int32), counts[first:last]), mentor, score


def run_scan(
    field: Field,
    counts: Longs,
    start: Longs,
    mentor: Ints,
    score: Ints,
    *,
    writes: bool,
    first: int = 0,
    last: int | None = None,
) -> None:
    """Scan all requests, or those first…last, in chunks, on every core."""
    from matcher.scan import scan_rows

    def scan_part(begin: int, end: int) -> None:
        scan_rows(
            field.request_columns, field.sorted_mentors, field.settings, field.exceptions,
            field.grid.edges, field.grid.cell_start, field.grid.members, field.grid.shape,
            first + begin, first + end, counts, start, mentor, score, writes,
        )  # fmt: skip

    in_chunks(scan_part, (len(field.requests) if last is None else last) - first)


def in_chunks(work: Callable[[int, int], None], rows: int) -> None:
    """Run the work on ranges of rows, in threads where there is enough of it."""
    if rows < 2_000:
        work(0, rows)
        return
    bounds = np.linspace(0, rows, CHUNKS + 1).astype(int)
    with ThreadPoolExecutor(os.cpu_count()) as threads:
        list(threads.map(work, map(int, bounds[:-1]), map(int, bounds[1:])))


def refuse_too_large(field: Field, pairs: int) -> None:
    """Say before the memory is taken that it would not be enough."""
    needed = pairs * BYTES_PER_PAIR + bytes_of_people(field)
    if needed > field.problem.memory_limit_bytes:
        raise ProblemTooLarge(needed_bytes=needed, limit_bytes=field.problem.memory_limit_bytes)


def most_that_fit(field: Field) -> int:
    """How many pairs there is memory for."""
    return max(0, field.problem.memory_limit_bytes - bytes_of_people(field)) // BYTES_PER_PAIR


def bytes_of_people(field: Field) -> int:
    """What the people take without their pairs."""
    return (len(field.requests) + len(field.mentors)) * BYTES_PER_PERSON
