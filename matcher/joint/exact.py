"""The best whole solution of a program: its relaxation first, then only the columns that its prices leave open."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from time import monotonic

import numpy as np

from matcher.arrays import Chosen, Longs, Reals
from matcher.joint.linear import Ceiling, OutOfTime, ceiling_of, relaxed
from matcher.shifts.highs import maximise
from matcher.shifts.program import Program

SHARES_TO_TRY = (0.0, 0.005, 0.02, 0.1)
"""What a column may lose, as a share of what the dearest one is worth, to be open while no whole solution is known."""
NOTHING = 1e-3
"""Less than this is what rounding leaves; worths are whole numbers."""

Noted = Callable[[Reals], None]


@dataclass(frozen=True)
class Whole:
    """A whole solution and what it is worth."""

    values: Reals
    worth: int


@dataclass(frozen=True)
class Search:
    """A program whose worths are whole numbers, what its relaxation proves, and when to stop."""

    program: Program
    objective: Reals
    ceiling: Ceiling
    ends_at: float
    noted: Noted

    def among(self, is_open: Chosen) -> Whole | None:
        """The best solution in which all other columns stay where they add most; None when there is none."""
        columns, at = np.flatnonzero(is_open), self.most_adding()
        solved = maximise(
            self.only(columns, np.where(is_open, 0.0, at)),
            self.objective[columns],
            seconds=self.ends_at - monotonic(),
        )
        if solved.values is not None:
            at[columns] = solved.values
            self.noted(at)
        if not solved.is_proven and not solved.is_infeasible:
            raise OutOfTime
        return None if solved.values is None else self.whole(at)

    def only(self, columns: Longs, at: Reals) -> Program:
        """The program of these columns, when the others have the values of `at`; every row stays, also if none of them is in it."""
        taken = self.program.matrix @ at
        return replace(
            self.program,
            matrix=self.program.matrix[:, columns],
            row_lower=self.program.row_lower - taken,
            row_upper=self.program.row_upper - taken,
            lower=self.program.lower[columns],
            upper=self.program.upper[columns],
            is_integer=self.program.is_integer[columns],
            objectives=self.program.objectives[:, columns],
            columns=self.program.columns[columns],
        )

    def most_adding(self) -> Reals:
        """Every column where it adds most."""
        return np.where(self.ceiling.adds > 0, self.program.upper, self.program.lower)

    def whole(self, values: Reals) -> Whole:
        """Values with their worth."""
        return Whole(values, round(float(self.objective @ values)))

    def first(self) -> tuple[Whole | None, Chosen]:
        """Any solution, and which columns were open when it was the best; None when all were."""
        size, dearest = self.program.size, float(np.abs(self.objective).max(initial=0.0))
        is_open = np.zeros(size, bool)
        for share in SHARES_TO_TRY:
            before, is_open = is_open, np.asarray(np.abs(self.ceiling.adds) <= max(share * dearest, NOTHING))
            found = self.among(is_open) if (is_open != before).any() else None
            if found is not None:
                return found, is_open
        is_open = np.ones(size, bool)
        return self.among(is_open), is_open


def greatest(program: Program, objective: Reals, *, ends_at: float, noted: Noted) -> Whole | None:
    """The best whole solution, proven; None when there is none. `noted` is told every solution on the way.

    What a relaxed solution's prices prove is true whatever the solver rounded: no solution is worth more than the ceiling,
    and none in which a column is elsewhere is worth more than the ceiling less what it then loses. So columns that lose
    too much to beat a known solution stay where they are, and branch and bound has the few others.
    """
    solved = relaxed(program, objective, seconds=ends_at - monotonic())
    if solved is None:
        return None
    search = Search(program, objective, ceiling_of(program, objective, solved.prices), ends_at, noted)
    best: Whole | None
    if solved.is_fraction.any():
        best, was_open = search.first()
    else:
        noted(np.round(solved.values))
        best, was_open = search.whole(np.round(solved.values)), np.zeros(program.size, bool)
    if best is None:
        return None
    may_differ = search.ceiling.may_differ(best.worth)
    better = search.among(may_differ) if (may_differ & ~was_open).any() else None
    return better if better is not None and better.worth > best.worth else best
