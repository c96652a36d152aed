"""What limits the pairs of a plan from above: shifts too close to each other, weeks in minutes, people kept apart."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from matcher.arrays import Chosen, Longs, Reals
from matcher.shifts.field import Field
from matcher.shifts.people import Bond
from matcher.shifts.program import NO_LIMIT, Matrix, Rows, add_teams


@dataclass(frozen=True)
class Broken:
    """Pairs that have to go so that every limit is kept, and pairs better closed, so that it is kept next time too."""

    gone: Longs
    closed: Longs


class Limits:
    """Rows of which one pair at most is possible, and rows in minutes."""

    def __init__(self, field: Field) -> None:
        self.fit = field.fit
        one, minutes = Rows(), Rows()
        for clique in field.cliques:
            one.add(clique, [1.0] * len(clique), -NO_LIMIT, 1.0)
        add_teams(one, field, bonds=(Bond.APART,))
        for week in field.weeks:
            minutes.add(week.pairs, map(float, week.minutes), -NO_LIMIT, float(week.limit))
        self.one, self.minutes = one.matrix(field.pairs), minutes.matrix(field.pairs)
        self.limit: Reals = np.array(minutes.upper)
        self.rows_of_pair = self.one.tocsc()

    def shut_by(self, had: Chosen) -> Chosen:
        """Pairs that are no longer possible beside those that are had."""
        there = had.astype(np.float64)
        shut = (self.one.T @ (self.one @ there > 0.5)) > 0
        left = np.repeat(self.limit - self.minutes @ there, np.diff(self.minutes.indptr))
        shut[self.minutes.indices[self.minutes.data > left]] = True
        return shut & ~had

    def broken(self, found: Chosen, kept: Chosen) -> Broken:
        """What these pairs break; those to be kept never go, nor are they closed."""
        there = found.astype(np.float64)
        gone: list[Longs] = []
        closed: list[Longs] = []
        for row in np.flatnonzero(self.one @ there > 1.5).tolist():
            mine = indices_of(self.one, row)
            mine = mine[found[mine]]
            stays = self.staying(mine, kept, self.fit)
            gone.append(mine[mine != stays])
            closed.append(self.beside(stays))
        for row in np.flatnonzero(self.minutes @ there > self.limit + 0.5).tolist():
            mine, takes = indices_of(self.minutes, row), values_of(self.minutes, row)
            gone.append(self.too_long(mine, takes, float(self.limit[row]), found, kept))
            closed.append(gone[-1])
            closed.append(self.longer(mine, takes, float(self.limit[row]), found, kept))
        return Broken(free_of(gone, kept), free_of(closed, kept))

    def staying(self, pairs: Longs, kept: Chosen, worth: Longs) -> int:
        """Which of several stays: one to be kept, or the one worth most."""
        return int(pairs[np.lexsort((worth[pairs], kept[pairs]))[-1]])

    def beside(self, pair: int) -> Longs:
        """Pairs of which one cannot have this one too."""
        rows = [indices_of(self.one, row) for row in indices_of(self.rows_of_pair, pair).tolist()]
        others = np.concatenate([np.zeros(0, np.int64), *rows])
        return others[others != pair]

    def too_long(self, pairs: Longs, takes: Reals, limit: float, found: Chosen, kept: Chosen) -> Longs:
        """Of a week that is too long, those that fit least, until it is not."""
        mine = np.flatnonzero(found[pairs])
        mine = mine[np.lexsort((-self.fit[pairs[mine]], ~kept[pairs[mine]]))]
        return pairs[mine[np.cumsum(takes[mine]) > limit]]

    def longer(self, pairs: Longs, takes: Reals, limit: float, found: Chosen, kept: Chosen) -> Longs:
        """Pairs so long that as many as were found cannot fit beside the longest that stays."""
        mine = np.flatnonzero(found[pairs])
        longest = mine[np.lexsort((takes[mine], kept[pairs[mine]]))[-1]]
        room = (limit - takes[longest]) / (len(mine) - 1)
        return pairs[(takes > room) & (np.arange(len(pairs)) != longest)]


def indices_of(matrix: Matrix, row: int) -> Longs:
    """The columns of a row, or the rows of a column where the matrix is by columns."""
    found: Longs = matrix.indices[matrix.indptr[row] : matrix.indptr[row + 1]].astype(np.int64)
    return found


def values_of(matrix: Matrix, row: int) -> Reals:
    """The values of a row."""
    found: Reals = matrix.data[matrix.indptr[row] : matrix.indptr[row + 1]]
    return found


def free_of(parts: list[Longs], kept: Chosen) -> Longs:
    """All of them once, less those to be kept."""
    pairs = np.unique(np.concatenate([np.zeros(0, np.int64), *parts])).astype(np.int64)
    return pairs[~kept[pairs]]
