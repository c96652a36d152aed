"""What a place at each mentor is worth in an optimal plan: the smallest and the largest dual price.

The smallest price is what one more place would add, the largest what one place less would take away; every other dual
solution of the assignment lies between the two. Both come from an optimal plan by label correcting on its residual
network, without solving anything again.
"""

from __future__ import annotations

import numpy as np

from matcher.arrays import Chosen, Longs
from matcher.compiled import compiled

UNBOUNDED = np.int64(2**62)


@compiled
def smallest_prices(
    request: Longs, mentor: Longs, gain: Longs, used: Chosen, partner: Longs, mentors: int
) -> Longs:
    """Gain of one more place at each mentor; `partner` gives the position of each request's used pair, or -1."""
    price = np.zeros(mentors, np.int64)
    is_changing = True
    while is_changing:
        is_changing = False
        for pair in range(len(gain)):
            if used[pair]:
                continue
            now = partner[request[pair]]
            more = gain[pair] if now < 0 else gain[pair] - gain[now] + price[mentor[now]]
            if more > price[mentor[pair]]:
                price[mentor[pair]] = more
                is_changing = True
    return price


@compiled
def largest_prices(
    request: Longs, mentor: Longs, gain: Longs, used: Chosen, partner: Longs, has_room: Chosen
) -> Longs:
    """Loss from one place less at each mentor; 0 where there is room."""
    mentors, requests = len(has_room), len(partner)
    price = np.full(mentors, UNBOUNDED)
    for one in range(mentors):
        if has_room[one]:
            price[one] = 0
    elsewhere = np.zeros(requests, np.int64)
    is_changing = True
    while is_changing:
        is_changing = False
        for pair in range(len(gain)):
            if not used[pair] and price[mentor[pair]] < UNBOUNDED:
                elsewhere[request[pair]] = max(elsewhere[request[pair]], gain[pair] - price[mentor[pair]])
        for asker in range(requests):
            if partner[asker] >= 0:
                pair = partner[asker]
                loss = gain[pair] - elsewhere[asker]
                if loss < price[mentor[pair]]:
                    price[mentor[pair]] = loss
                    is_changing = True
    return price
