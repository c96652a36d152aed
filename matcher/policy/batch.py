"""The weekly batch rule: the most urgent first, as many as can be, then the highest total."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from matcher.arrays import Longs, Reals
from matcher.policy.plan import best_plan, pairs_of
from matcher.policy.situation import Situation

Chosen = tuple[Longs, Longs]
"""Positions among those who wait, and mentors."""
MOST_URGENT = 0


@dataclass(frozen=True)
class WeeklyBatch:
    """Match each week's requests as well as they can be matched that week."""

    name: str = "weekly batches"
    acts_on_arrival: bool = False

    def begin_week(self, situation: Situation) -> WeeklyBatch:
        """Every week is like every other."""
        return self

    def choose(self, situation: Situation) -> Chosen:
        """The best batch of this round."""
        return batch_plan(situation, np.zeros(len(situation.free_places)), np.zeros(len(situation.open_rows)))


def batch_plan(situation: Situation, mentor_price: Reals, hold_price: Reals) -> Chosen:
    """The batch rule on values from which prices were subtracted; prices decide with whom, never whether, for the urgent.

    The number of most urgent requests served is the largest possible, as without prices: each carries a bonus greater
    than everything else in the week together.
    """
    value = np.where(situation.free_places > 0, situation.value, 0)
    net = np.rint(value - mentor_price - hold_price[:, None]).astype(np.int64)
    is_urgent = situation.urgency == MOST_URGENT
    net[is_urgent] = np.rint(value[is_urgent] - mentor_price).astype(np.int64)
    lowest, highest = min(int(net.min(initial=0)), 0), max(int(net.max(initial=0)), 1)
    bonus = (len(net) + 1) * (highest - lowest) + 1
    net[is_urgent] += bonus
    pairs = pairs_of(np.where(value > 0, net, 0))
    used = best_plan(pairs, situation.free_places, requests=len(net))
    return pairs.request[used], pairs.mentor[used]
