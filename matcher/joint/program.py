"""The board as a mixed-integer program, and what its stages count."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from scipy import sparse

from matcher.arrays import Longs, Reals
from matcher.joint.board import Board, PairIds, Side, Value
from matcher.joint.clashes import Clashes
from matcher.shifts.program import NO_LIMIT, Program, Rows


@dataclass(frozen=True)
class Best:
    """The best choice found, what it is worth, and whether every stage is proven."""

    mentors: list[PairIds]
    jobs: list[PairIds]
    value: Value
    is_proven: bool


@dataclass(frozen=True)
class Stage:
    """What one stage counts."""

    columns: Longs
    worth: Reals

    def of(self, values: Reals) -> float:
        """How much a solution has of it."""
        return float(self.worth @ values[self.columns])


@dataclass(frozen=True)
class Columns:
    """Where the pairs of a side stand among the columns, and behind them its seats."""

    side: Side
    first_pair: int

    @property
    def first_seat(self) -> int:
        return self.first_pair + len(self.side.pairs)

    @property
    def end(self) -> int:
        """Behind the last column."""
        return self.first_seat + len(self.side.seats.request)

    def of(self, row_id: str) -> Longs:
        """The columns of a row's pairs."""
        row = self.side.row[row_id]
        return self.first_pair + np.arange(self.side.pairs.start[row], self.side.pairs.start[row + 1])

    def seats_of(self, row: int) -> Longs:
        """The columns of a row's seats."""
        return self.first_seat + np.arange(self.side.seats.start[row], self.side.seats.start[row + 1])

    def levels(self) -> list[Stage]:
        """The seats of every level."""
        seats = self.side.seats
        where = [self.first_seat + np.flatnonzero(seats.level == level) for level in range(len(seats.levels))]
        return [Stage(columns, np.ones(len(columns))) for columns in where]


@dataclass(frozen=True)
class Model:
    """The program of all pairs of both sides, and what each stage counts."""

    board: Board
    program: Program
    sides: tuple[Columns, Columns]
    mentors: Sequence[Stage]
    """The seats of every mentoring level, in order."""
    jobs: Sequence[Stage]
    """The seats of every level of small jobs, in order."""
    below: Stage
    score: Stage

    def chosen(self, values: Reals) -> tuple[list[PairIds], list[PairIds]]:
        """The pairs a solution takes, fixed ones apart."""
        mentors, jobs = (
            [c.side.ids(int(pair)) for pair in np.flatnonzero(values[c.first_pair : c.first_seat] > 0.5)]
            for c in self.sides
        )
        return mentors, jobs

    def objective(self, stages: Iterable[Stage]) -> Reals:
        """What every column is worth when these are counted together."""
        worth = np.zeros(self.program.size)
        for stage in stages:
            worth[stage.columns] += stage.worth
        return worth


def model_of(board: Board, clashes: Clashes) -> Model:
    """The program in which both plans keep their room and nothing collides."""
    mentoring = Columns(board.mentoring, 0)
    jobs = Columns(board.small_jobs, mentoring.end)
    rows = Rows()
    for columns in (mentoring, jobs):
        add_side(rows, columns)
    add_collisions(rows, board, clashes, mentoring, jobs)
    size = jobs.end
    program = Program(
        matrix=rows.matrix(size),
        row_lower=np.array(rows.lower),
        row_upper=np.array(rows.upper),
        lower=np.zeros(size),
        upper=np.ones(size),
        is_integer=np.ones(size, bool),
        objectives=np.zeros((0, size)),
        columns=np.arange(size, dtype=np.int64),
    )
    sides = (mentoring, jobs)
    below, score = below_of(sides), score_of(sides)
    return Model(board, program, sides, mentoring.levels(), jobs.levels(), below, score)


def add_side(rows: Rows, columns: Columns) -> None:
    """Every row has as many pairs as seats it takes; no column has more than there is room for, or fewer than its minimum."""
    side = columns.side
    for row, row_id in enumerate(side.row_ids):
        pairs, seats = columns.of(row_id).tolist(), columns.seats_of(row).tolist()
        rows.add([*pairs, *seats], [*[1.0] * len(pairs), *[-1.0] * len(seats)], 0.0, 0.0)
    by_column: dict[int, list[int]] = defaultdict(list)
    for at, column in enumerate(side.pairs.mentor.tolist(), start=columns.first_pair):
        by_column[column].append(at)
    for column, pairs in by_column.items():
        least, most = float(side.minimum[column]), float(side.capacity[column])
        rows.add(pairs, [1.0] * len(pairs), least, most)


def add_collisions(rows: Rows, board: Board, clashes: Clashes, mentoring: Columns, jobs: Columns) -> None:
    """A small job and a mentor without room beside it are not both taken.

    Whoever has one mentor at the most: of some mentors, and of the jobs that collide with every one of them, only one is
    taken. Whoever may have more: of a mentor, and of all jobs that collide with that one.
    """
    for request_id, person_id in board.problem.same.items():
        found = clashes.of(request_id)
        if not found.any():
            continue
        hers, theirs = mentoring.of(request_id), jobs.of(person_id)
        row = mentoring.side.row[request_id]
        is_single = len(mentoring.seats_of(row)) == 1
        for mentors in np.unique(found, axis=0) if is_single else np.eye(len(hers), dtype=bool):
            colliding = found[:, mentors].all(axis=1)
            if mentors.any() and colliding.any():
                group = [*theirs[colliding].tolist(), *hers[mentors].tolist()]
                rows.add(group, [1.0] * len(group), -NO_LIMIT, 1.0)


def below_of(sides: Iterable[Columns]) -> Stage:
    """Pairs below their floor, fewer being better."""
    where = np.concatenate([c.first_pair + np.flatnonzero(c.side.is_below) for c in sides])
    return Stage(where, -np.ones(len(where)))


def score_of(sides: Iterable[Columns]) -> Stage:
    """What all pairs score."""
    where = np.concatenate([np.arange(c.first_pair, c.first_seat) for c in sides])
    return Stage(where, np.concatenate([c.side.pairs.score for c in sides]).astype(float))


def with_floors(program: Program, stages: Sequence[Stage], values: Value) -> Program:
    """The same program in which every one of these stages reaches its value."""
    rows = Rows()
    for stage, value in zip(stages, values, strict=True):
        rows.add(stage.columns.tolist(), stage.worth.tolist(), float(value), NO_LIMIT)
    return replace(
        program,
        matrix=sparse.csr_array(sparse.vstack([program.matrix, rows.matrix(program.size)], format="csr")),
        row_lower=np.append(program.row_lower, rows.lower),
        row_upper=np.append(program.row_upper, rows.upper),
    )
