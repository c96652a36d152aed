"""The best worst match: the highest floor under all pairs at which every level keeps its number."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from matcher.mentoring.minimum import Unmet
from matcher.mentoring.service import Attempt, Service, attempt

Obstacle = Attempt | Unmet
"""What is in the way of a floor: levels that need more mentors, or mentors' minimums that need more requests."""


def lift_worst_match(
    service: Service, *, unmet_at: Callable[[int], Unmet | None] = lambda floor: None
) -> tuple[int, Obstacle | None]:
    """The highest possible floor by bisection over the scores, and what is in the way of a higher one.

    `unmet_at` is what mentors' minimums say about a floor. Nothing is in the way where every score is as good as the floor.
    """
    state = service.state
    used = service.frame.score[state.used == 1]
    if not len(used):
        return 0, None
    steps = np.unique(service.frame.score)
    low, high = int(np.searchsorted(steps, used.min())), len(steps)
    if unmet_at(int(steps[low])) is not None:
        low = 0
    obstacle: Obstacle | None = None
    while high - low > 1:
        middle = (low + high) // 2
        tried = attempt(service, state, int(steps[middle]))
        unmet = unmet_at(int(steps[middle]))
        if tried.state is not None and unmet is None:
            low, state = middle, tried.state
        else:
            high, obstacle = middle, unmet or tried
    return int(steps[low]), obstacle
