"""Every possible pair of volunteer and shift, and what it is worth."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

import numpy as np

from matcher.arrays import Chosen, Longs
from matcher.shifts.candidates import Candidates
from matcher.shifts.problem import PairIds, Problem
from matcher.shifts.scoring import Scoring


@dataclass(frozen=True)
class Pairs:
    """Rows of volunteers and shifts, sorted by shift, then by volunteer."""

    volunteer: Longs
    shift: Longs
    fit: Longs
    is_fixed: Chosen
    is_published: Chosen

    def __len__(self) -> int:
        return len(self.volunteer)

    def only(self, kept: Chosen) -> Pairs:
        """Some of them."""
        return Pairs(
            self.volunteer[kept], self.shift[kept], self.fit[kept], self.is_fixed[kept], self.is_published[kept]
        )  # fmt: skip


def possible_pairs(problem: Problem) -> Pairs:
    """Every possible or fixed pair; of those who come together, only where all of them can."""
    row_of = {volunteer.id: row for row, volunteer in enumerate(problem.volunteers)}
    fixed_rows: dict[str, list[int]] = defaultdict(list)
    for volunteer_id, shift_id in problem.fixed:
        fixed_rows[shift_id].append(row_of[volunteer_id])
    together = [
        np.array([row_of[mate] for mate in everybody], np.int64) for everybody in set(problem.mates.values())
    ]
    candidates, scoring = Candidates(problem), Scoring(problem)
    rows_of: list[Longs] = []
    fits: list[Longs] = []
    for shift in problem.shifts:
        is_possible = np.zeros(len(problem.volunteers), np.bool_)
        is_possible[candidates.of(shift)[0]] = True
        for mates in together:
            if not is_possible[mates].all():
                is_possible[mates] = False
        is_possible[fixed_rows.get(shift.id, [])] = True
        rows = np.flatnonzero(is_possible).astype(np.int64)
        rows_of.append(rows)
        fits.append(scoring.of(shift, rows, candidates.minutes_to(shift.place)))
    volunteer = np.concatenate(rows_of)
    shift_rows = np.repeat(np.arange(len(problem.shifts)), [len(rows) for rows in rows_of]).astype(np.int64)
    return Pairs(
        volunteer=volunteer,
        shift=shift_rows,
        fit=np.concatenate(fits),
        is_fixed=among(problem, problem.fixed, volunteer, shift_rows),
        is_published=among(problem, problem.published, volunteer, shift_rows),
    )


def among(problem: Problem, wanted: Collection[PairIds], volunteer: Longs, shift: Longs) -> Chosen:
    """Which of the pairs are among those named; names that are not known are passed over."""
    volunteer_row = {one.id: row for row, one in enumerate(problem.volunteers)}
    shift_row = {one.id: row for row, one in enumerate(problem.shifts)}
    people = len(problem.volunteers)
    keys = [
        shift_row[s] * people + volunteer_row[v] for v, s in wanted if v in volunteer_row and s in shift_row
    ]
    return np.isin(shift * people + volunteer, np.array(keys, np.int64))
