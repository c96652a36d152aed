"""Small pieces of a large program: some shifts near each other in place and time, and everybody who could take them."""

from __future__ import annotations

import random
from collections.abc import Iterator

import numpy as np

from matcher.arrays import Longs, Reals
from matcher.shifts.field import Field
from matcher.shifts.outcome import shift_columns
from matcher.shifts.program import Program
from matcher.shifts.span import instant
from matcher.travel import EARTH_DIAMETER_KM

KM_LIKE_A_DAY = (5.0, 50.0)
"""Pieces are drawn by turns as a district over many days, and as a day over many districts."""
SEED = 1


class Neighbourhoods:
    """Draws the pieces of one program; the same ones in the same order every time."""

    def __init__(self, field: Field, program: Program) -> None:
        self.program = program
        self.dice = random.Random(SEED)
        self.shifts: Longs = shift_columns(program)
        rows = program.columns[self.shifts] - field.pairs
        shifts = [field.problem.shifts[int(row)] for row in rows]
        at = np.array([shift.place.direction() for shift in shifts]) * EARTH_DIAMETER_KM / 2.0
        days = np.array([instant(shift.starts_at) / 86_400 for shift in shifts])
        self.spots: list[Reals] = [np.column_stack([at, days * km]) for km in KM_LIKE_A_DAY]
        self.by_column = program.by_column
        self.by_row = program.matrix

    def draw(self) -> Iterator[tuple[int, int]]:
        """Seeds for one sweep: each shift once with either measure of nearness, in an arbitrary order."""
        seeds = [
            (number, measure) for number in range(len(self.shifts)) for measure in range(len(self.spots))
        ]
        self.dice.shuffle(seeds)
        yield from seeds

    def columns(self, seed: int, measure: int, *, shifts: int) -> Longs:
        """The free columns around a shift: so many shifts, their pairs, and the turns of those people."""
        spots = self.spots[measure]
        apart = np.square(spots - spots[seed]).sum(axis=1)
        near = self.shifts[np.argsort(apart, kind="stable")[:shifts]]
        pairs = self.beside(near)
        pairs = pairs[(self.program.objectives[:2, pairs] == 0).all(axis=0)]
        around = self.beside(pairs)
        turns = around[self.program.objectives[1, around] > 0]
        return np.unique(np.concatenate([near, pairs, turns]))

    def beside(self, columns: Longs) -> Longs:
        """Columns that share a row with any of these."""
        rows = np.unique(self.by_column[:, columns].indices)
        return np.unique(self.by_row[rows].indices).astype(np.int64)
