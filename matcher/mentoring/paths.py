"""Compiled shortest paths with arc lengths that are never negative (Dijkstra)."""

from __future__ import annotations

import heapq

from matcher.arrays import Ints, Longs
from matcher.compiled import compiled

FAR = 2**60


@compiled
def shortest(start: Longs, head: Longs, length: Longs, distance: Longs, before: Ints) -> None:
    """Distances from every node whose `distance` is set below `FAR`; `before` is the node one comes from."""
    heap = [(distance[0], 0)]
    heap.pop()
    for node in range(len(distance)):
        if distance[node] < FAR:
            heapq.heappush(heap, (distance[node], node))
    while len(heap) > 0:
        reached, node = heapq.heappop(heap)
        if reached > distance[node]:
            continue
        for arc in range(start[node], start[node + 1]):
            other = head[arc]
            if reached + length[arc] < distance[other]:
                distance[other] = reached + length[arc]
                before[other] = node
                heapq.heappush(heap, (distance[other], other))
