"""The inner loop that finds who can meet whom within one future."""

from __future__ import annotations

import numpy as np

from matcher.arrays import Longs, Reals
from matcher.compiled import compiled


@compiled
def pairs_that_meet(
    worth: Longs,
    rows: Longs, week: Longs, gives_up_week: Longs, waiting_cost: Longs, sunk_cost: Longs,
    columns: Longs, joins_week: Longs, leaves_week: Longs,
    guide: Reals, pairs_per_request: int,
) -> tuple[Longs, Longs, Longs]:  # fmt: skip
    """Request, mentor and points of each pair that is there at the same time and still worth something then."""
    most = len(rows) * len(columns)
    request, mentor, gain = np.empty(most, np.int64), np.empty(most, np.int64), np.empty(most, np.int64)
    count = 0
    for one in range(len(rows)):
        start = count
        for other in range(len(columns)):
            points = worth[rows[one], columns[other]]
            meets = max(week[one], joins_week[other])
            if points == 0 or meets >= leaves_week[other] or meets >= gives_up_week[one]:
                continue
            points -= sunk_cost[one] + waiting_cost[one] * (meets - week[one])
            if points > 0:
                request[count], mentor[count], gain[count] = one, other, points
                count += 1
        if count - start > pairs_per_request:
            count = keep_best(mentor, gain, start, count, guide, pairs_per_request)
    return request[:count].copy(), mentor[:count].copy(), gain[:count].copy()


@compiled
def keep_best(mentor: Longs, gain: Longs, start: int, end: int, guide: Reals, kept_pairs: int) -> int:
    """Keep that many of one request's pairs, those worth most at guiding prices; gives the new end."""
    net = gain[start:end] - guide[mentor[start:end]]
    least = np.partition(net, len(net) - kept_pairs)[len(net) - kept_pairs]
    kept = start
    for pair in range(start, end):
        if net[pair - start] >= least and kept - start < kept_pairs:
            mentor[kept], gain[kept] = mentor[pair], gain[pair]
            kept += 1
    return kept
