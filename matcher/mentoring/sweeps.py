"""Compiled: shortest distances in the residual network of a flow, which are its dual prices (Bellman, Ford)."""

from __future__ import annotations

import numpy as np

from matcher.arrays import Chosen, Ints, Longs
from matcher.compiled import compiled


@compiled
def sweep_until_still(
    start: Longs, mentor: Ints, score: Longs, is_open: Chosen, used_request: Ints, used_mentor: Ints, used_score: Longs,
    mentor_load: Ints, lower: Ints, upper: Ints,
    taken_request: Ints, taken_level: Ints, empty_request: Ints, empty_level: Ints,
    request_distance: Longs, mentor_distance: Longs, level_distance: Longs, most_sweeps: int,
) -> tuple[int, int]:  # fmt: skip
    """Lower distances until none can be lowered; only requests whose distance fell are looked at again.

    `is_open` marks unused pairs, `used_…` are the used ones, `taken_…` and `empty_…` the seats with and without a mentor, all
    without what is forced. Returns the sink's distance and the sweeps; `most_sweeps` of them mean a negative cycle.
    """
    sink = 0
    is_fresh = np.ones(len(request_distance), np.bool_)
    for sweep in range(most_sweeps):
        changed = False
        for r in range(len(request_distance)):
            if not is_fresh[r]:
                continue
            is_fresh[r] = False
            for p in range(start[r], start[r + 1]):
                if is_open[p] and request_distance[r] - score[p] < mentor_distance[mentor[p]]:
                    mentor_distance[mentor[p]] = request_distance[r] - score[p]
                    changed = True
        for m in range(len(upper)):
            if mentor_load[m] < upper[m] and mentor_distance[m] < sink:
                sink = mentor_distance[m]
                changed = True
        for m in range(len(upper)):
            if mentor_load[m] > lower[m] and sink < mentor_distance[m]:
                mentor_distance[m] = sink
                changed = True
        for k in range(len(used_request)):
            r, through = used_request[k], mentor_distance[used_mentor[k]] + used_score[k]
            if through < request_distance[r]:
                request_distance[r] = through
                is_fresh[r] = changed = True
        for k in range(len(taken_request)):
            if request_distance[taken_request[k]] < level_distance[taken_level[k]]:
                level_distance[taken_level[k]] = request_distance[taken_request[k]]
                changed = True
        for k in range(len(empty_request)):
            r = empty_request[k]
            if level_distance[empty_level[k]] < request_distance[r]:
                request_distance[r] = level_distance[empty_level[k]]
                is_fresh[r] = changed = True
        if not changed:
            return sink, sweep
    return sink, most_sweeps
