"""Compiled: what happens when one more gets past a mentor."""

from __future__ import annotations

from matcher.arrays import Flags, Ints, Longs
from matcher.compiled import compiled


@compiled
def displaced_levels(
    start: Longs, mentor: Ints, turned_start: Longs, turned_pair: Longs, request: Ints, used: Flags,
    has_room: Flags, top_level: Longs, by_top: Longs, never: int, displaced: Longs, seen: Flags, queue: Ints,
) -> None:  # fmt: skip
    """Fill `displaced`: per mentor the latest level that would lose a seat if one more had to be taken in.

    `never` where a free place can be reached, -1 where nobody can be moved at all. `by_top` lists the served requests,
    latest level first; the best outcome spreads first, so every mentor and request is visited once.
    """
    tail = 0
    for m in range(len(has_room)):
        displaced[m] = -1
        if has_room[m]:
            displaced[m] = never
            queue[tail] = m
            tail += 1
    head, following = 0, 0
    while True:
        while head < tail:
            m = queue[head]
            head += 1
            for k in range(turned_start[m], turned_start[m + 1]):
                p = turned_pair[k]
                r = request[p]
                if used[p] or seen[r]:
                    continue
                seen[r] = 1
                for q in range(start[r], start[r + 1]):
                    if used[q] and displaced[mentor[q]] == -1:
                        displaced[mentor[q]] = displaced[m]
                        queue[tail] = mentor[q]
                        tail += 1
        while following < len(by_top) and seen[by_top[following]]:
            following += 1
        if following == len(by_top):
            return
        r = by_top[following]
        seen[r] = 1
        for q in range(start[r], start[r + 1]):
            if used[q] and displaced[mentor[q]] == -1:
                displaced[mentor[q]] = top_level[r]
                queue[tail] = mentor[q]
                tail += 1
