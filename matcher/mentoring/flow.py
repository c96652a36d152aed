"""One exact stage: the cheapest flow that fills every level's number, its dual prices, and the face of all optima."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from matcher.arrays import Chosen, Flags, Ints, Longs
from matcher.errors import NoFlow


@dataclass(frozen=True)
class Network:
    """Levels supply seats, seats lead to requests, pairs to mentors, and mentors to the sink."""

    request: Ints
    mentor: Ints
    is_forced: Chosen
    seat_request: Ints
    seat_level: Ints
    seat_lower: Flags
    seat_upper: Flags
    level_quota: Ints
    mentor_lower: Ints
    mentor_upper: Ints
    requests: int

    @property
    def is_seat_free(self) -> Chosen:
        return np.asarray(self.seat_lower < self.seat_upper)

    @property
    def is_settled(self) -> bool:
        """Whether there is only one plan left."""
        return bool(self.is_forced.all()) and not self.is_seat_free.any()


@dataclass(frozen=True)
class Routing:
    """An optimal flow: the pairs and seats it uses."""

    used: Chosen
    seat_used: Chosen


@dataclass(frozen=True)
class Prices:
    """Dual prices: what a place at each mentor, each request's turn and each level's seat are worth in points."""

    request: Longs
    mentor: Longs
    level: Longs


def settled_levels(network: Network) -> Network:
    """Seats of levels that are served wholly are forced, those of levels not served at all are dropped."""
    size = np.bincount(network.seat_level, minlength=len(network.level_quota))
    is_whole = network.level_quota == size
    is_none = network.level_quota == 0
    return replace(
        network,
        seat_lower=np.where(is_whole[network.seat_level], 1, network.seat_lower).astype(np.uint8),
        seat_upper=np.where(is_none[network.seat_level], 0, network.seat_upper).astype(np.uint8),
    )


def cheapest_routing(network: Network, gain: Longs) -> Routing:
    """The flow with the highest total gain, by OR-Tools' cost-scaling minimum cost flow (Goldberg)."""
    from ortools.graph.python.min_cost_flow import SimpleMinCostFlow

    mentors = len(network.mentor_lower)
    first_mentor, first_level = network.requests, network.requests + mentors
    sink = first_level + len(network.level_quota)
    free_pair, free_seat = ~network.is_forced, network.is_seat_free
    room = network.mentor_upper - network.mentor_lower
    roomy = np.flatnonzero(room > 0)
    flow = SimpleMinCostFlow()
    arcs = flow.add_arcs_with_capacity_and_unit_cost(
        np.concatenate([network.request[free_pair], first_level + network.seat_level[free_seat], first_mentor + roomy]).astype(np.int32),
        np.concatenate([first_mentor + network.mentor[free_pair], network.seat_request[free_seat], np.full(len(roomy), sink)]).astype(np.int32),
        np.concatenate([np.ones(free_pair.sum() + free_seat.sum()), room[roomy]]).astype(np.int64),
        np.concatenate([-gain[free_pair], np.zeros(free_seat.sum() + len(roomy))]).astype(np.int64),
    )  # fmt: skip
    supplies = supplies_of(network)
    flow.set_nodes_supplies(np.arange(sink + 1, dtype=np.int32), supplies)
    status = flow.solve()
    if status != flow.OPTIMAL:
        raise NoFlow(f"minimum cost flow ended with {status}")
    amounts = flow.flows(arcs)
    used, seat_used = network.is_forced.copy(), network.seat_lower == 1
    pairs = int(free_pair.sum())
    used[free_pair] = amounts[:pairs] > 0
    seat_used[free_seat] = amounts[pairs : pairs + int(free_seat.sum())] > 0
    return Routing(used, seat_used)


def supplies_of(network: Network) -> Longs:
    """Node supplies: what is forced is moved into them, so that arcs carry only what is free."""
    forced_seats = network.seat_lower == 1
    per_request = np.bincount(network.seat_request[forced_seats], minlength=network.requests)
    per_request = per_request - np.bincount(network.request[network.is_forced], minlength=network.requests)
    mentors = len(network.mentor_lower)
    per_mentor = np.bincount(network.mentor[network.is_forced], minlength=mentors) - network.mentor_lower
    per_level = network.level_quota - np.bincount(
        network.seat_level[forced_seats], minlength=len(network.level_quota)
    )
    supplies = np.concatenate([per_request, per_mentor, per_level]).astype(np.int64)
    return np.append(supplies, -supplies.sum())


def prices_of(network: Network, routing: Routing, gain: Longs) -> Prices:
    """Dual prices of an optimal flow: shortest distances in its residual network."""
    from matcher.mentoring.sweeps import sweep_until_still

    mentors, levels = len(network.mentor_lower), len(network.level_quota)
    of_request, of_mentor, of_level = (np.zeros(n, np.int64) for n in (network.requests, mentors, levels))
    used = routing.used & ~network.is_forced
    taken, empty = (network.is_seat_free & flags for flags in (routing.seat_used, ~routing.seat_used))
    most = 2 * (network.requests + mentors + levels) + 10
    sink, sweeps = sweep_until_still(
        np.searchsorted(network.request, np.arange(network.requests + 1)), network.mentor, gain, ~routing.used,
        network.request[used], network.mentor[used], gain[used],
        np.bincount(network.mentor[routing.used], minlength=mentors).astype(np.int32),
        network.mentor_lower, network.mentor_upper,
        network.seat_request[taken], network.seat_level[taken], network.seat_request[empty], network.seat_level[empty],
        of_request, of_mentor, of_level, most,
    )  # fmt: skip
    if sweeps == most:
        raise NoFlow("the flow is not optimal: its residual network has a negative cycle")
    prices = Prices(request=of_request - sink, mentor=sink - of_mentor, level=of_level - sink)
    return raised_requests(network, routing, gain, prices)


def raised_requests(network: Network, routing: Routing, gain: Longs, prices: Prices) -> Prices:
    """The same prices with those of requests as high as they may be, so that few unused pairs look attractive."""
    most = np.full(network.requests, np.iinfo(np.int64).max)
    used = routing.used & ~network.is_forced
    np.minimum.at(most, network.request[used], gain[used] - prices.mentor[network.mentor[used]])
    waiting = network.is_seat_free & ~routing.seat_used
    np.minimum.at(most, network.seat_request[waiting], prices.level[network.seat_level[waiting]])
    is_bound = most < np.iinfo(np.int64).max
    return replace(prices, request=np.where(is_bound, np.maximum(prices.request, most), prices.request))


def optimal_face(network: Network, prices: Prices, gain: Longs) -> tuple[Network, Longs]:
    """The network whose flows are exactly the optimal ones (complementary slackness), and which pairs it keeps."""
    slack = prices.request[network.request] + prices.mentor[network.mentor] - gain
    kept = np.flatnonzero((slack <= 0) | network.is_forced)
    free = network.is_seat_free
    worth = prices.request[network.seat_request] - prices.level[network.seat_level]
    face = replace(
        network,
        request=network.request[kept],
        mentor=network.mentor[kept],
        is_forced=(network.is_forced | (slack < 0))[kept],
        seat_lower=np.where(free & (worth > 0), 1, network.seat_lower).astype(np.uint8),
        seat_upper=np.where(free & (worth < 0), 0, network.seat_upper).astype(np.uint8),
        mentor_lower=np.where(prices.mentor > 0, network.mentor_upper, network.mentor_lower).astype(np.int32),
        mentor_upper=np.where(prices.mentor < 0, network.mentor_lower, network.mentor_upper).astype(np.int32),
    )
    return face, kept
