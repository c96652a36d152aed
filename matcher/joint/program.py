"""The board as a mixed-integer program, and its stages solved one after the other by HiGHS."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from time import monotonic

import numpy as np

from matcher.arrays import Longs, Reals
from matcher.joint.board import Board, PairIds, Side, Value
from matcher.shifts.highs import maximise
from matcher.shifts.program import NO_LIMIT, Program, Rows

MOST_WEIGHT = 2**16
"""Weights beyond this would come near to what a solver rounds."""


@dataclass(frozen=True)
class Best:
    """The best choice found, what it is worth, and whether every stage is proven."""

    mentors: list[PairIds]
    jobs: list[PairIds]
    value: Value
    is_proven: bool


@dataclass(frozen=True)
class Columns:
    """Which pairs of a side are columns, and where their seats stand."""

    side: Side
    pairs: Longs
    first_pair: int
    first_seat: int


@dataclass(frozen=True)
class Model:
    """The program and its objectives in the order of the stages."""

    board: Board
    program: Program
    sides: tuple[Columns, Columns]
    objectives: Sequence[Reals]

    def chosen(self, values: Reals) -> tuple[list[PairIds], list[PairIds]]:
        """The pairs a solution takes, fixed ones apart."""
        mentors, jobs = (
            [c.side.ids(int(p)) for p in c.pairs[values[c.first_pair : c.first_pair + len(c.pairs)] > 0.5]]
            for c in self.sides
        )
        return mentors, jobs

    def values_of(self, best: Best) -> Reals:
        """A choice as a solution; the first seats of everybody are filled first."""
        values = np.zeros(self.program.size)
        for columns, ids in zip(self.sides, (best.mentors, best.jobs), strict=True):
            taken = columns.side.positions(ids)
            values[columns.first_pair + np.searchsorted(columns.pairs, taken)] = 1.0
            filled = np.flatnonzero(columns.side.filled(taken))
            values[columns.first_seat + filled] = 1.0
        return values


def model_of(board: Board, *, most_slack: int | None) -> Model:
    """The program of all pairs, or only of those worth no more than `most_slack` less than their prices."""
    sides: list[Columns] = []
    at = 0
    for side in (board.mentoring, board.small_jobs):
        keep = (
            np.ones(len(side.pairs), bool)
            if most_slack is None
            else (side.slack <= most_slack) & ~side.is_below
        )
        pairs = np.flatnonzero(keep)
        sides.append(Columns(side, pairs, at, at + len(pairs)))
        at += len(pairs) + len(side.seats.request)
    rows = Rows()
    for columns in sides:
        add_side(rows, columns)
    add_collisions(rows, board, sides[0], sides[1])
    program = Program(
        matrix=rows.matrix(at),
        row_lower=np.array(rows.lower),
        row_upper=np.array(rows.upper),
        lower=np.zeros(at),
        upper=np.ones(at),
        is_integer=np.ones(at, bool),
        objectives=np.zeros((0, at)),
        columns=np.arange(at, dtype=np.int64),
    )
    return Model(board, program, (sides[0], sides[1]), objectives_of((sides[0], sides[1]), at))


def add_side(rows: Rows, columns: Columns) -> None:
    """Every row has as many pairs as seats it takes; no column has more than there is room for, or fewer than its minimum."""
    side = columns.side
    by_row, by_column = members(columns, side.pairs.request), members(columns, side.pairs.mentor)
    for row in range(len(side.row_ids)):
        seats = range(
            columns.first_seat + int(side.seats.start[row]),
            columns.first_seat + int(side.seats.start[row + 1]),
        )
        pairs = by_row.get(row, [])
        rows.add([*pairs, *seats], [*[1.0] * len(pairs), *[-1.0] * len(seats)], 0.0, 0.0)
    for column, pairs in by_column.items():
        least, most = float(side.minimum[column]), float(side.capacity[column])
        rows.add(pairs, [1.0] * len(pairs), least, most)


def members(columns: Columns, owner: Longs | np.typing.NDArray[np.int32]) -> dict[int, list[int]]:
    """The program's columns by the row, or column, of the side they belong to."""
    found: dict[int, list[int]] = defaultdict(list)
    for at, pair in enumerate(columns.pairs.tolist()):
        found[int(owner[pair])].append(columns.first_pair + at)
    return found


def add_collisions(rows: Rows, board: Board, mentoring: Columns, jobs: Columns) -> None:
    """A small job and a mentor without room beside it are not both taken."""
    theirs = members(jobs, jobs.side.pairs.request)
    hers = members(mentoring, mentoring.side.pairs.request)
    for request_id, person_id in board.problem.same.items():
        row = mentoring.side.row[request_id]
        is_single = int(mentoring.side.seats.start[row + 1] - mentoring.side.seats.start[row]) == 1
        for job in theirs.get(jobs.side.row[person_id], []):
            work = jobs.side.ids(int(jobs.pairs[job - jobs.first_pair]))
            clashing = [
                pair
                for pair in hers.get(row, [])
                if board.problem.collide(
                    mentoring.side.ids(int(mentoring.pairs[pair - mentoring.first_pair])), work
                )
            ]
            for group in [clashing] if is_single and clashing else [[pair] for pair in clashing]:
                rows.add([job, *group], [1.0] * (len(group) + 1), -NO_LIMIT, 1.0)


def objectives_of(sides: tuple[Columns, Columns], size: int) -> list[Reals]:
    """One per stage, in the order of `Value`."""
    found = []
    for columns in sides:
        for level in range(len(columns.side.seats.levels)):
            objective = np.zeros(size)
            objective[columns.first_seat + np.flatnonzero(columns.side.seats.level == level)] = 1.0
            found.append(objective)
    below, score = np.zeros(size), np.zeros(size)
    for columns in sides:
        where = slice(columns.first_pair, columns.first_pair + len(columns.pairs))
        below[where] = -columns.side.is_below[columns.pairs].astype(float)
        score[where] = columns.side.pairs.score[columns.pairs]
    return [*found, below, score]


@dataclass(frozen=True)
class Step:
    """Stages that follow each other, taken in one objective whose weights keep their order exactly."""

    first: int
    last: int
    objective: Reals


def steps_of(model: Model, sizes: Sequence[int]) -> Iterator[Step]:
    """All stages in as few steps as numbers allow that floating point tells apart; `sizes` is the most each can be."""
    first = 0
    while first < len(sizes):
        last, weight = first + 1, 1
        while last < len(sizes) and weight * (sizes[last] + 1) <= MOST_WEIGHT:
            weight *= sizes[last] + 1
            last += 1
        weights = np.cumprod([1, *(size + 1 for size in reversed(sizes[first + 1 : last]))])[::-1]
        objective = sum(w * model.objectives[first + i] for i, w in enumerate(weights.astype(float)))
        yield Step(first, last, np.asarray(objective))
        first = last


def best_of(model: Model, start: Best, bound: Value, *, seconds: float) -> Best:
    """Step by step the best choice, from a start, given what no choice exceeds (in the order of the stages)."""
    ends_at, program, best = monotonic() + seconds, model.program, start
    for step in steps_of(model, sizes_of(model.board)):
        if best.value[: step.last] != bound[: step.last]:
            solved = maximise(
                program, step.objective, seconds=ends_at - monotonic(), start=model.values_of(best)
            )
            if solved.values is not None:
                mentors, jobs = model.chosen(solved.values)
                best = max(
                    best,
                    Best(mentors, jobs, model.board.value_of(mentors, jobs), True),
                    key=lambda b: b.value,
                )
            if not solved.is_proven:
                return replace(best, is_proven=False)
        program = program.with_floor(step.objective, float(step.objective @ model.values_of(best)) - 0.5)
    return replace(best, is_proven=True)


def sizes_of(board: Board) -> list[int]:
    """The most each stage can be; the last two, which are no counts of seats, stand for themselves."""
    levels = [int(n) for side in (board.mentoring, board.small_jobs) for n in side.seats.count_by_level]
    return [*levels, MOST_WEIGHT, MOST_WEIGHT]
