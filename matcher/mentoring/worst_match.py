"""The best worst match: the highest floor under all pairs at which every level keeps its number."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from matcher.mentoring.service import Attempt, Service, attempt


def lift_worst_match(
    service: Service, *, is_possible: Callable[[int], bool] = lambda floor: True
) -> tuple[int, Attempt | None]:
    """The highest possible floor by bisection over the scores, and the attempt that shows why no higher one is.

    `is_possible` is what else a floor must allow (mentors' minimums). No attempt where every score is as good as the floor.
    """
    state = service.state
    used = service.frame.score[state.used == 1]
    if not len(used):
        return 0, None
    steps = np.unique(service.frame.score)
    low, high = int(np.searchsorted(steps, used.min())), len(steps)
    if not is_possible(int(steps[low])):
        low = 0
        state = service.state
    failed: Attempt | None = None
    while high - low > 1:
        middle = (low + high) // 2
        tried = attempt(service, state, int(steps[middle]))
        if tried.state is not None and is_possible(int(steps[middle])):
            low, state = middle, tried.state
        else:
            high = middle
            failed = tried if tried.state is None else None
    return int(steps[low]), failed
