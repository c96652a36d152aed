"""Makes a plan better piece by piece: each piece is solved to its optimum while all else stays as it is."""

from __future__ import annotations

from collections.abc import Callable

from matcher.arrays import Longs, Reals
from matcher.shifts.highs import maximise
from matcher.shifts.neighbourhood import Neighbourhoods
from matcher.shifts.outcome import in_one, values_at
from matcher.shifts.program import Program
from matcher.shifts.watch import Watch

FIRST_SHIFTS = 25
MOST_PIECE_SECONDS = 4.0
QUICK_SECONDS, SLOW_SECONDS = 0.15, 1.0
GROWTH = 1.3


class Improver:
    """Holds the best plan of one program, and the size of piece that pays."""

    def __init__(self, neighbourhoods: Neighbourhoods, columns: Reals, *, watch: Watch) -> None:
        self.neighbourhoods = neighbourhoods
        self.columns = columns
        self.watch = watch
        self.shifts = FIRST_SHIFTS

    def improve(self, program: Program, *, until: Callable[[], bool]) -> None:
        """Sweep over the pieces until told to end, or until a sweep over ever larger pieces finds nothing more."""
        while not until():
            before = values_at(program, self.columns)
            covered = 0
            for seed, measure in self.neighbourhoods.draw():
                if until() or covered > 2 * len(self.neighbourhoods.shifts):
                    break
                covered += self.shifts
                self.solve_piece(program, seed, measure)
            if values_at(program, self.columns) == before:
                if self.shifts >= len(self.neighbourhoods.shifts):
                    return
                self.shifts = int(self.shifts * GROWTH * GROWTH)

    def improve_around(self, program: Program, shifts: Longs, *, until: Callable[[], bool]) -> None:
        """The pieces around these shifts (columns), each once, by a measure of nearness that changes from one to the next."""
        place = {int(column): seed for seed, column in enumerate(self.neighbourhoods.shifts)}
        for number, column in enumerate(shifts.tolist()):
            if until():
                return
            if self.columns[column] < 0.5:
                self.solve_piece(program, place[column], number % len(self.neighbourhoods.spots))

    def solve_piece(self, program: Program, seed: int, measure: int) -> None:
        """One piece: taken over when it is better."""
        free = self.neighbourhoods.columns(seed, measure, shifts=self.shifts)
        piece = program.part(free, self.columns)
        objective, _ = in_one(piece, (0, 1, 2, 3))
        start = self.columns[free]
        began = self.watch.seconds_used
        seconds = min(MOST_PIECE_SECONDS, self.watch.seconds_left)
        solved = self.watch.wait_for(lambda: maximise(piece, objective, seconds=seconds, start=start))
        if solved.values is not None and values_at(piece, solved.values) > values_at(piece, start):
            self.columns[free] = solved.values
            self.watch.report("plan", values_at(program, self.columns)[0], None)
        self.adapt(self.watch.seconds_used - began)

    def adapt(self, seconds: float) -> None:
        """Larger pieces while they are quick, smaller ones when they take long."""
        if seconds < QUICK_SECONDS:
            self.shifts = int(self.shifts * GROWTH) + 1
        elif seconds > SLOW_SECONDS:
            self.shifts = max(5, int(self.shifts / GROWTH))
