"""Between a plan, which is a choice of pairs, and the columns of its program."""

from __future__ import annotations

import numpy as np

from matcher.arrays import Chosen, Longs, Reals
from matcher.shifts.field import Field
from matcher.shifts.program import Program, most_turns


def columns_of(field: Field, chosen: Chosen) -> Reals:
    """The columns of the whole program for a plan given by its pairs: staffed shifts and turns follow from them."""
    shifts = len(field.problem.shifts)
    most = np.zeros(len(field.problem.volunteers), np.int64)
    for row, turns in most_turns(field).items():
        most[row] = turns
    counts = np.bincount(field.volunteer[chosen], minlength=len(most))
    number = np.arange(int(most.sum())) - np.repeat(np.cumsum(most) - most, most)
    staffed = np.zeros(shifts, np.float64)
    staffed[field.shift[chosen]] = 1.0
    return np.concatenate(
        [chosen.astype(np.float64), staffed, (number < np.repeat(counts, most)).astype(np.float64)]
    )


def chosen_by(field: Field, program: Program, columns: Reals) -> Chosen:
    """The pairs a part's columns choose."""
    chosen = np.zeros(field.pairs, np.bool_)
    chosen[program.columns[pair_columns(field, program)]] = columns[pair_columns(field, program)] > 0.5
    return chosen


def pair_columns(field: Field, program: Program) -> Longs:
    """Columns of a part that are pairs."""
    return np.flatnonzero(program.columns < field.pairs).astype(np.int64)
