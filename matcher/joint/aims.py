"""How many of every level could be served if only the first levels were settled and the other side took nobody's time."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from matcher.arrays import Longs
from matcher.joint.board import Side


def aims_after(side: Side, settled: Sequence[int]) -> tuple[int, ...]:
    """The settled numbers of the first levels, and after them the most of every further level in turn.

    A flow from levels over rows to columns: a level's number is what the flow grows by when its seats may come too.
    """
    from ortools.graph.python import max_flow

    flow, tails, heads, room = max_flow.SimpleMaxFlow(), *arcs_of(side)
    flow.add_arcs_with_capacity(tails, heads, room)
    aims, levels = list(settled), len(side.seats.levels)
    for level in range(levels):
        flow.set_arc_capacity(level, settled[level] if level < len(settled) else 0)
    for level in range(len(settled), levels):
        flow.set_arc_capacity(level, int(room[level]))
        flow.solve(0, int(heads.max()))
        aims.append(flow.optimal_flow() - sum(aims))
        flow.set_arc_capacity(level, aims[-1])
    return tuple(aims)


def arcs_of(side: Side) -> tuple[Longs, Longs, Longs]:
    """Tails, heads and room: from the start to every level first, then to their rows, to columns, and to the end."""
    counts = side.seats.count_by_level
    first_row = 1 + len(counts)
    first_column = first_row + len(side.row_ids)
    columns = first_column + np.arange(len(side.column_ids))
    parts = (
        (np.zeros(len(counts)), 1 + np.arange(len(counts)), counts),
        (1 + side.seats.level, first_row + side.seats.request, np.ones(len(side.seats.level))),
        (first_row + side.pairs.request, first_column + side.pairs.mentor, np.ones(len(side.pairs))),
        (columns, np.full(len(columns), first_column + len(columns)), side.capacity),
    )
    tails, heads, room = (np.concatenate([part[of] for part in parts]).astype(np.int64) for of in range(3))
    return tails, heads, room
