"""What a search has reached on a program, and what is proven about it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from matcher.arrays import Longs, Reals
from matcher.shifts.program import Program

Values = tuple[int, int, int, int]
"""Importance, fairness, fit, kept: plans compare as these do."""

NEARLY = 1e-6


@dataclass(frozen=True)
class Outcome:
    """Values of the columns and, stage by stage, what no plan exceeds."""

    columns: Reals
    bounds: Values


def values_at(program: Program, columns: Reals) -> Values:
    """What these values of the columns are worth."""
    first, second, third, fourth = (round(float(objective @ columns)) for objective in program.objectives)
    return first, second, third, fourth


def whole(bound: float) -> int:
    """A bound on a whole number."""
    return int(np.floor(bound + max(NEARLY, NEARLY * NEARLY * abs(bound))))


def most_of(program: Program, stage: int) -> int:
    """More than this a stage cannot be, whatever the rows say."""
    return round(float(np.maximum(program.objectives[stage], 0.0) @ program.upper))


def in_one(program: Program, stages: tuple[int, ...]) -> tuple[Reals, tuple[int, ...]]:
    """Several stages as one objective: one unit of a stage is worth more than all that follows it.

    Exact, since every stage is a whole number; the weight of each stage comes back too.
    """
    weight, weights = 1, []
    objective = np.zeros(program.size)
    for stage in reversed(stages):
        objective = objective + weight * program.objectives[stage]
        weights.append(weight)
        weight *= 1 + (most_fit(program) if stage == 2 else most_of(program, stage))
    return objective, tuple(reversed(weights))


def most_fit(program: Program) -> int:
    """The most points of fit at all: nobody has more turns than there are turn columns, each with the best fit."""
    turns = int(np.count_nonzero(program.objectives[1]))
    best = np.sort(program.objectives[2])[::-1]
    return round(float(best[:turns].sum()))


def fixed_at(program: Program, columns: Longs, values: Reals) -> Program:
    """The same program with some columns held at their values."""
    lower, upper = program.lower.copy(), program.upper.copy()
    lower[columns] = upper[columns] = values[columns]
    return Program(
        program.matrix, program.row_lower, program.row_upper, lower, upper, program.is_integer, program.objectives,
        program.columns,
    )  # fmt: skip


def shift_columns(program: Program) -> Longs:
    """Columns that say whether a shift is staffed."""
    return np.flatnonzero(program.objectives[0]).astype(np.int64)


def turn_columns(program: Program) -> Longs:
    """Columns of turns."""
    return np.flatnonzero(program.objectives[1]).astype(np.int64)
