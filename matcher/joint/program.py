"""The board as a mixed-integer program, and its stages solved one after the other by HiGHS."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from time import monotonic

import numpy as np
from scipy import sparse

from matcher.arrays import Chosen, Longs, Reals
from matcher.joint.board import Board, PairIds, Side, Value
from matcher.joint.clashes import Clashes
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

    def of(self, row_id: str) -> tuple[Longs, Longs]:
        """Which of a row's pairs are columns (counted from its first pair), and where."""
        row = self.side.row[row_id]
        first, last = (int(self.side.pairs.start[row + i]) for i in (0, 1))
        low, high = np.searchsorted(self.pairs, [first, last])
        return self.pairs[low:high] - first, self.first_pair + np.arange(low, high)


@dataclass(frozen=True)
class Stage:
    """What one stage counts."""

    columns: Longs
    worth: Reals


@dataclass(frozen=True)
class Model:
    """The program and its stages in order."""

    board: Board
    program: Program
    sides: tuple[Columns, Columns]
    stages: Sequence[Stage]

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


def model_of(board: Board, clashes: Clashes, best: Best, *, most_slack: int | None) -> Model:
    """The program of all pairs, or of those of `best` and those worth no more than `most_slack` less than their prices."""
    sides: list[Columns] = []
    at = 0
    for side, chosen in ((board.mentoring, best.mentors), (board.small_jobs, best.jobs)):
        pairs = np.flatnonzero(kept(side, chosen, most_slack=most_slack))
        sides.append(Columns(side, pairs, at, at + len(pairs)))
        at += len(pairs) + len(side.seats.request)
    rows = Rows()
    for columns in sides:
        add_side(rows, columns)
    add_collisions(rows, board, clashes, sides[0], sides[1])
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
    return Model(board, program, (sides[0], sides[1]), stages_of((sides[0], sides[1])))


def kept(side: Side, chosen: Sequence[PairIds], *, most_slack: int | None) -> Chosen:
    """Which pairs become columns."""
    if most_slack is None:
        return np.ones(len(side.pairs), bool)
    keep = np.asarray((side.slack <= most_slack) & ~side.is_below)
    keep[side.positions(chosen)] = True
    return keep


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
    for at, of in enumerate(owner[columns.pairs].tolist(), start=columns.first_pair):
        found[of].append(at)
    return found


def add_collisions(rows: Rows, board: Board, clashes: Clashes, mentoring: Columns, jobs: Columns) -> None:
    """A small job and a mentor without room beside it are not both taken.

    Whoever has one mentor at the most: of some mentors, and of the jobs that collide with every one of them, only one is
    taken. Whoever may have more: of a mentor, and of all jobs that collide with that one.
    """
    for request_id, person_id in board.problem.same.items():
        found = clashes.of(request_id)
        if not found.any():
            continue
        (hers, her_columns), (theirs, their_columns) = mentoring.of(request_id), jobs.of(person_id)
        found = found[np.ix_(theirs, hers)]
        if not found.any():
            continue
        row = mentoring.side.row[request_id]
        is_single = int(mentoring.side.seats.start[row + 1] - mentoring.side.seats.start[row]) == 1
        for mentors in np.unique(found, axis=0) if is_single else np.eye(len(hers), dtype=bool):
            colliding = found[:, mentors].all(axis=1)
            if mentors.any() and colliding.any():
                group = [*their_columns[colliding].tolist(), *her_columns[mentors].tolist()]
                rows.add(group, [1.0] * len(group), -NO_LIMIT, 1.0)


def stages_of(sides: tuple[Columns, Columns]) -> list[Stage]:
    """One per stage, in the order of `Value`."""
    found = []
    for columns in sides:
        for level in range(len(columns.side.seats.levels)):
            seats = columns.first_seat + np.flatnonzero(columns.side.seats.level == level)
            found.append(Stage(seats, np.ones(len(seats))))
    below, score = [], []
    for columns in sides:
        where = columns.first_pair + np.arange(len(columns.pairs))
        is_below = columns.side.is_below[columns.pairs]
        below.append(Stage(where[is_below], -np.ones(int(is_below.sum()))))
        score.append(Stage(where, columns.side.pairs.score[columns.pairs].astype(float)))
    return [*found, together(below), together(score)]


def together(stages: Sequence[Stage]) -> Stage:
    """Several that count as one."""
    return Stage(np.concatenate([s.columns for s in stages]), np.concatenate([s.worth for s in stages]))


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
        objective = np.zeros(model.program.size)
        for stage, of_stage in zip(model.stages[first:last], weights.tolist(), strict=True):
            objective[stage.columns] += of_stage * stage.worth
        yield Step(first, last, objective)
        first = last


def best_of(model: Model, start: Best, bound: Value, *, seconds: float) -> Best:
    """Step by step the best choice, from a start, given what no choice exceeds (in the order of the stages)."""
    ends_at, best, held, program = monotonic() + seconds, start, 0, model.program
    for step in steps_of(model, sizes_of(model.board)):
        if best.value[: step.last] != bound[: step.last]:
            program = with_floors(program, model.stages[held : step.first], best.value[held : step.first])
            held = step.first
            solved = maximise(
                program, step.objective, seconds=ends_at - monotonic(), start=model.values_of(best)
            )
            if solved.values is not None:
                mentors, jobs = model.chosen(solved.values)
                found = Best(mentors, jobs, model.board.value_of(mentors, jobs), True)
                best = max(best, found, key=lambda each: each.value)
            if not solved.is_proven:
                return replace(best, is_proven=False)
    return replace(best, is_proven=True)


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


def sizes_of(board: Board) -> list[int]:
    """The most each stage can be; the last two, which are no counts of seats, stand for themselves."""
    levels = [int(n) for side in (board.mentoring, board.small_jobs) for n in side.seats.count_by_level]
    return [*levels, MOST_WEIGHT, MOST_WEIGHT]
