"""The best plan for requests and places known at one moment, by minimum cost flow."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from matcher.arrays import Chosen, Longs
from matcher.errors import NoFlow


@dataclass(frozen=True)
class Pairs:
    """Possible pairs as three columns; every gain is above zero."""

    request: Longs
    mentor: Longs
    gain: Longs

    def __len__(self) -> int:
        return len(self.gain)


def pairs_of(gain: Longs) -> Pairs:
    """Every pair of a matrix (requests × mentors) that gains something."""
    request, mentor = np.nonzero(gain > 0)
    return Pairs(request, mentor, gain[request, mentor])


def best_plan(pairs: Pairs, places: Longs, *, requests: int) -> Chosen:
    """Which pairs to make so that the total gain is highest: each request once, each mentor within its places."""
    from ortools.graph.python.min_cost_flow import SimpleMinCostFlow

    mentors, first_mentor = len(places), requests
    sink = requests + mentors
    stays_open, has_room = np.arange(requests), np.flatnonzero(places > 0)
    flow = SimpleMinCostFlow()
    arcs = flow.add_arcs_with_capacity_and_unit_cost(
        np.concatenate([pairs.request, stays_open, first_mentor + has_room]).astype(np.int32),
        np.concatenate([first_mentor + pairs.mentor, np.full(requests + len(has_room), sink)]).astype(
            np.int32
        ),
        np.concatenate([np.ones(len(pairs) + requests, np.int64), places[has_room]]),
        np.concatenate([-pairs.gain, np.zeros(requests + len(has_room), np.int64)]),
    )
    supplies = np.concatenate([np.ones(requests), np.zeros(mentors), [-requests]]).astype(np.int64)
    flow.set_nodes_supplies(np.arange(sink + 1, dtype=np.int32), supplies)
    status = flow.solve()
    if status != flow.OPTIMAL:
        raise NoFlow(f"minimum cost flow ended with {status}")
    return np.asarray(flow.flows(arcs[: len(pairs)]) > 0)
