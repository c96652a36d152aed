"""Arrival by arrival: each request takes the best mentor free at that moment."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from matcher.policy.batch import Chosen
from matcher.policy.situation import Situation


@dataclass(frozen=True)
class Greedy:
    """What many programmes do by hand."""

    name: str = "arrival by arrival"
    acts_on_arrival: bool = True

    def begin_week(self, situation: Situation) -> Greedy:
        """Every week is like every other."""
        return self

    def choose(self, situation: Situation) -> Chosen:
        """Each in turn takes the best that is left."""
        free = situation.free_places.copy()
        requests, mentors = [], []
        for position, value in enumerate(situation.value):
            best = int(np.argmax(np.where(free > 0, value, 0)))
            if free[best] > 0 and value[best] > 0:
                free[best] -= 1
                requests.append(position)
                mentors.append(best)
        return np.array(requests, np.int64), np.array(mentors, np.int64)
