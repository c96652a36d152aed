"""What could still move: the residual network of an optimal plan, with reduced costs as lengths.

A cycle through an unused pair is the cheapest way to have that pair: its length is what the plan loses in points, and its
arcs say who moves. One search gives this for every mentor of a request at once.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeVar

import numpy as np

from matcher.arrays import Ints, Longs
from matcher.mentoring.workings import Workings

FAR = 2**60

Row = TypeVar("Row", int, Ints)


@dataclass(frozen=True)
class Arcs:
    """Arcs in rows of the node they leave."""

    start: Longs
    head: Longs
    length: Longs


@dataclass(frozen=True)
class Residual:
    """Nodes: requests, then mentors, then levels, then the sink."""

    forward: Arcs
    backward: Arcs
    requests: int
    mentors: int
    nodes: int
    latest: dict[int, tuple[Longs, Ints]] = field(default_factory=dict)
    """The last search to a node: several questions about one request need the same."""

    @property
    def sink(self) -> int:
        return self.nodes - 1

    def mentor_node(self, row: Row) -> Row:
        """The node of a mentor, or of several."""
        return self.requests + row

    def to(self, node: int) -> tuple[Longs, Ints]:
        """Distances from everywhere to one node, and the next node on the way."""
        found = self.latest.get(node)
        if found is None:
            distance = np.full(self.nodes, FAR, np.int64)
            distance[node] = 0
            found = self._search(self.backward, distance)
            self.latest.clear()
            self.latest[node] = found
        return found

    def from_sources(self, distance: Longs) -> tuple[Longs, Ints]:
        """Distances from the nodes whose distance is already set, and the node before on the way."""
        return self._search(self.forward, distance)

    def _search(self, arcs: Arcs, distance: Longs) -> tuple[Longs, Ints]:
        from matcher.mentoring.paths import shortest

        beside = np.full(self.nodes, -1, np.int32)
        shortest(arcs.start, arcs.head, arcs.length, distance, beside)
        return distance, beside


def residual_of(workings: Workings) -> Residual:
    """The residual network at the plan's prices; no pair below the floor, no level's number changed."""
    network, prices = workings.network, workings.prices
    used = workings.used[workings.network_pairs]
    requests, mentors = network.requests, len(network.mentor_lower)
    sink = requests + mentors + len(network.level_quota)
    gain = workings.pairs.score[workings.network_pairs].astype(np.int64)
    pair_length = prices.request[network.request] + prices.mentor[network.mentor] - gain
    mentor_node = network.mentor + requests
    load = np.bincount(network.mentor[used], minlength=mentors)
    roomy = np.flatnonzero(load < network.mentor_upper)
    loaded = np.flatnonzero(load > network.mentor_lower)
    free = network.is_seat_free
    taken, open_seat = free & workings.seat_used, free & ~workings.seat_used
    level_node = requests + mentors + network.seat_level
    worth = prices.request[network.seat_request] - prices.level[network.seat_level]
    parts = (
        (network.request[~used], mentor_node[~used], pair_length[~used]),
        (mentor_node[used], network.request[used], -pair_length[used]),
        (roomy + requests, np.full(len(roomy), sink), -prices.mentor[roomy]),
        (np.full(len(loaded), sink), loaded + requests, prices.mentor[loaded]),
        (level_node[open_seat], network.seat_request[open_seat], -worth[open_seat]),
        (network.seat_request[taken], level_node[taken], worth[taken]),
    )
    tail, head, length = (np.concatenate([part[i] for part in parts]) for i in range(3))
    forward, backward = rows_of(tail, head, length, sink + 1), rows_of(head, tail, length, sink + 1)
    return Residual(forward, backward, requests, mentors, sink + 1)


def rows_of(tail: Longs, head: Longs, length: Longs, nodes: int) -> Arcs:
    """Arcs sorted by the node they leave."""
    order = np.argsort(tail, kind="stable")
    start = np.concatenate([[0], np.cumsum(np.bincount(tail, minlength=nodes))]).astype(np.int64)
    return Arcs(start, head[order].astype(np.int64), length[order].astype(np.int64))
