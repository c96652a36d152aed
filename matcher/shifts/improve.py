"""Makes a plan better piece by piece: each piece is solved to its optimum while all else stays as it is."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial

import numpy as np

from matcher.arrays import Longs, Reals
from matcher.shifts.highs import maximise
from matcher.shifts.neighbourhood import Neighbourhoods
from matcher.shifts.outcome import in_one, values_at
from matcher.shifts.program import Program
from matcher.shifts.watch import Background, Watch

FIRST_SHIFTS = 25
MOST_PIECE_SECONDS = 4.0
QUICK_SECONDS, SLOW_SECONDS = 0.15, 1.0
GROWTH = 1.3

Seed = tuple[int, int]
"""A shift's number, and the measure of nearness."""


@dataclass(frozen=True)
class Piece:
    """Some columns as a program of their own."""

    free: Longs
    program: Program
    start: Reals


class Improver:
    """Holds the best plan of one program, and the size of piece that pays."""

    def __init__(
        self, neighbourhoods: Neighbourhoods, columns: Reals, *, watch: Watch, side_by_side: int = 1
    ) -> None:
        self.neighbourhoods = neighbourhoods
        self.columns = columns
        self.watch = watch
        self.side_by_side = side_by_side
        self.shifts = FIRST_SHIFTS

    def improve(self, program: Program, *, until: Callable[[], bool]) -> None:
        """Sweep over the pieces until told to end, or until a sweep over ever larger pieces finds nothing more."""
        while not until():
            before = values_at(program, self.columns)
            self.sweep(program, self.neighbourhoods.draw(), until=until)
            if values_at(program, self.columns) == before:
                if self.shifts >= len(self.neighbourhoods.shifts):
                    return
                self.shifts = int(self.shifts * GROWTH * GROWTH)

    def improve_around(self, program: Program, shifts: Longs, *, until: Callable[[], bool]) -> None:
        """The pieces around these shifts (columns), by a measure of nearness that changes from one to the next."""
        place = {int(column): number for number, column in enumerate(self.neighbourhoods.shifts)}
        measures = len(self.neighbourhoods.spots)
        seeds = [(place[column], number % measures) for number, column in enumerate(shifts.tolist())]
        self.sweep(program, seeds, until=until)

    def sweep(self, program: Program, seeds: Iterable[Seed], *, until: Callable[[], bool]) -> None:
        """Pieces around these seeds, until everything has been covered about twice."""
        covered = 0
        waiting: list[Piece] = []
        for seed in seeds:
            if until() or covered > 2 * len(self.neighbourhoods.shifts):
                break
            covered += self.shifts
            piece = self.piece(program, seed)
            if waiting and share_rows(program, waiting, piece):
                self.solve_pieces(program, waiting)
                waiting = []
                piece = self.piece(program, seed)
            waiting.append(piece)
            if len(waiting) == self.side_by_side:
                self.solve_pieces(program, waiting)
                waiting = []
        if waiting and not until():
            self.solve_pieces(program, waiting)

    def piece(self, program: Program, seed: Seed) -> Piece:
        """The program around a seed."""
        free = self.neighbourhoods.columns(*seed, shifts=self.shifts)
        return Piece(free, program.part(free, self.columns), self.columns[free])

    def solve_pieces(self, program: Program, pieces: list[Piece]) -> None:
        """Pieces that do not touch, side by side: each is taken over when it is better."""
        began = self.watch.seconds_used
        seconds = min(MOST_PIECE_SECONDS, self.watch.seconds_left)
        running = [Background(partial(solved, piece, seconds=seconds)) for piece in pieces]
        for piece, work in zip(pieces, running, strict=True):
            found = self.watch.wait_for(work.answer)
            if found is not None and values_at(piece.program, found) > values_at(piece.program, piece.start):
                self.columns[piece.free] = found
        self.watch.report("plan", values_at(program, self.columns)[0], None)
        self.adapt(self.watch.seconds_used - began)

    def adapt(self, seconds: float) -> None:
        """Larger pieces while they are quick, smaller ones when they take long."""
        if seconds < QUICK_SECONDS:
            self.shifts = int(self.shifts * GROWTH) + 1
        elif seconds > SLOW_SECONDS:
            self.shifts = max(5, int(self.shifts / GROWTH))


def solved(piece: Piece, *, seconds: float) -> Reals | None:
    """The best of a piece in all stages, or the best within the time; None when nothing was found."""
    objective, _ = in_one(piece.program, (0, 1, 2, 3))
    return maximise(piece.program, objective, seconds=seconds, start=piece.start).values


def share_rows(program: Program, pieces: Iterable[Piece], other: Piece) -> bool:
    """Whether any of the pieces and the other one touch: what one takes the other could not."""
    rows = program.by_column[:, other.free].indices
    return any(bool(np.isin(program.by_column[:, piece.free].indices, rows).any()) for piece in pieces)
