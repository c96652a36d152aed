"""What fit cannot exceed when everybody has a settled number of turns: volunteers are given prices, shifts take who is worth most."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from matcher.arrays import Chosen, Longs, Reals
from matcher.shifts.outcome import whole
from matcher.shifts.pairs import Pairs
from matcher.shifts.problem import Problem

MOST_ROUNDS = 120
FIRST_STEP, SMALLEST_STEP, SHRINK = 1.0, 0.02, 0.6
ROUNDS_WITHOUT_GAIN = 5
NOBODY = -1e9


@dataclass(frozen=True)
class Priced:
    """The bound at some prices, and how many turns too many everybody would take at them."""

    bound: float
    excess: Reals


class FitPrices:
    """Lagrangian bound over every possible pair; forgets clashes, qualifications and teams."""

    def __init__(self, problem: Problem, pairs: Pairs, staffed: Chosen, turns: Longs) -> None:
        self.turns = turns.astype(np.float64)
        self.minimum: Longs = np.array([shift.minimum for shift in problem.shifts], np.int64)[staffed]
        maximum: Longs = np.array([shift.maximum for shift in problem.shifts], np.int64)[staffed]
        fit = np.full((len(problem.shifts), len(problem.volunteers)), NOBODY)
        fit[pairs.shift, pairs.volunteer] = pairs.fit
        self.fit = fit[staffed]
        self.most = int(min(maximum.max(initial=0), self.fit.shape[1]))
        place = np.arange(self.most)[None, :]
        self.is_place, self.is_needed = place < maximum[:, None], place < self.minimum[:, None]

    def at(self, prices: Reals) -> Priced:
        """Each shift takes those worth most at these prices: its minimum in any case, more while they are worth it."""
        worth = self.fit - prices
        who = np.argpartition(-worth, self.most - 1, axis=1)[:, : self.most]
        theirs = np.take_along_axis(worth, who, axis=1)
        order = np.argsort(-theirs, axis=1, kind="stable")
        who, theirs = np.take_along_axis(who, order, axis=1), np.take_along_axis(theirs, order, axis=1)
        taken = self.is_place & (self.is_needed | (theirs > 0))
        heads = np.bincount(who[taken], minlength=len(prices))
        return Priced(float(theirs[taken].sum() + prices @ self.turns), heads - self.turns)

    def bound(self, reached: int, *, until: Callable[[], bool]) -> int:
        """The smallest bound found; `reached` is what a plan has, below which no bound can be."""
        prices = np.zeros(len(self.turns))
        best, step, idle = np.inf, FIRST_STEP, 0
        for _ in range(MOST_ROUNDS):
            found = self.at(prices)
            idle = 0 if found.bound < best else idle + 1
            best = min(best, found.bound)
            norm = float(found.excess @ found.excess)
            if until() or norm == 0.0 or step < SMALLEST_STEP:
                break
            if idle == ROUNDS_WITHOUT_GAIN:
                step, idle = step * SHRINK, 0
            prices = prices + step * max(found.bound - reached, 1.0) / norm * found.excess
        return max(reached, whole(best))
