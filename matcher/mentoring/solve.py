"""The exact plan, stage by stage, each on the optimal face of the one before."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from matcher.arrays import Ints, Longs
from matcher.candidates import Field, Pairs, all_pairs, field_of
from matcher.mentoring.flow import (
    Network,
    Prices,
    Routing,
    cheapest_routing,
    optimal_face,
    prices_of,
    settled_levels,
)
from matcher.mentoring.levels import Seats, seats_of
from matcher.mentoring.minimum import clash_of, minimum_allows
from matcher.mentoring.problem import Problem
from matcher.mentoring.report import infeasible_result, result_of
from matcher.mentoring.workings import Workings
from matcher.result import Result


@dataclass(frozen=True)
class Open:
    """What is still to be decided once fixed pairs are taken out."""

    pairs: Pairs
    seats: Seats
    capacity: Ints
    minimum: Ints
    fixed: Longs
    """Positions of the fixed pairs among all feasible pairs."""


def solve(problem: Problem) -> Result:
    """The optimal plan of the problem.

    Stages, each exact: as many seats as possible of every level in order (urgency, place in a team, waiting time); the best
    worst match; the highest total score; the fewest changes against the published plan; a tie-break that rests on what
    people are like. Raises `ProblemTooLarge` before the memory is taken.
    """
    return solve_field(field_of(problem))


def solve_field(field: Field) -> Result:
    """The same for people that are already encoded."""
    everything = all_pairs(field)
    left = take_out_fixed(field, everything)
    clash = clash_of(field, left.pairs, left.capacity, left.minimum)
    if clash is not None:
        return infeasible_result(field, everything, clash)
    return solve_open(field, everything, left)


def take_out_fixed(field: Field, pairs: Pairs) -> Open:
    """Reserve the seats and the room of the fixed pairs, and take the pairs themselves out."""
    named = sorted(field.problem.fixed_pairs)
    rows = [(field.request_row[r], field.mentor_row[m]) for r, m in named]
    fixed = np.array([pairs.position(r, m) for r, m in rows], np.int64)
    taken = (
        np.bincount([r for r, _ in rows], minlength=len(field.requests))
        if rows
        else np.zeros(len(field.requests), int)
    )
    given = (
        np.bincount([m for _, m in rows], minlength=len(field.mentors))
        if rows
        else np.zeros(len(field.mentors), int)
    )
    keep = np.ones(len(pairs), bool)
    keep[fixed] = False
    return Open(
        pairs=pairs.kept(keep) if len(fixed) else pairs,
        seats=seats_of(field.requests, [int(count) for count in taken]),
        capacity=np.array([m.free_capacity for m in field.mentors], np.int32) - given.astype(np.int32),
        minimum=np.maximum(
            0, np.array([m.minimum for m in field.mentors], np.int32) - given.astype(np.int32)
        ),
        fixed=fixed,
    )


def solve_open(field: Field, everything: Pairs, left: Open) -> Result:
    """All stages on what is not fixed."""
    from matcher.mentoring.service import serve_in_order
    from matcher.mentoring.worst_match import lift_worst_match

    service = serve_in_order(left.pairs, left.seats, left.capacity)
    quota = service.served_by_level()
    floor, failed = 0, None
    if field.problem.programme.objective.lifts_worst_match:
        allows = minimum_allows(left.pairs, left.seats, left.capacity, left.minimum)
        floor, failed = lift_worst_match(service, is_possible=allows)
    arcs = np.flatnonzero(left.pairs.score >= floor)
    network = network_of(left, quota, arcs)
    gain = left.pairs.score[arcs].astype(np.int64)
    routing = cheapest_routing(network, gain)
    prices = prices_of(network, routing, gain)
    final = settle_ties(field, left.pairs, network, routing, prices, gain, arcs)
    used = np.zeros(len(left.pairs), bool)
    used[arcs[final.used]] = True
    workings = Workings(
        field=field,
        pairs=left.pairs,
        seats=left.seats,
        capacity=left.capacity,
        used=used,
        seat_used=final.seat_used,
        closed_at=service.closed_at,
        floor=floor,
        network=network,
        network_pairs=arcs,
        prices=prices,
    )
    return result_of(workings, everything, left.fixed, failed)


def network_of(left: Open, quota: Ints, arcs: Longs) -> Network:
    """The network in which every level supplies exactly its number."""
    seats = left.seats
    return settled_levels(
        Network(
            request=left.pairs.request[arcs],
            mentor=left.pairs.mentor[arcs],
            is_forced=np.zeros(len(arcs), bool),
            seat_request=seats.request,
            seat_level=seats.level,
            seat_lower=np.zeros(len(seats.level), np.uint8),
            seat_upper=np.ones(len(seats.level), np.uint8),
            level_quota=quota,
            mentor_lower=left.minimum,
            mentor_upper=left.capacity,
            requests=len(seats.start) - 1,
        )
    )


def settle_ties(
    field: Field, pairs: Pairs, network: Network, routing: Routing, prices: Prices, gain: Longs, arcs: Longs
) -> Routing:
    """Among the plans of the highest score: the fewest changes, then the marks of what people are like."""
    kept = np.arange(len(arcs))
    for reward in (published_reward(field, pairs)[arcs], mark_reward(field, pairs)[arcs]):
        network, among = optimal_face(network, prices, gain)
        kept = kept[among]
        routing = Routing(routing.used[among], routing.seat_used)
        gain = reward[kept]
        if network.is_settled:
            break
        routing = cheapest_routing(network, gain)
        prices = prices_of(network, routing, gain)
    used = np.zeros(len(arcs), bool)
    used[kept[routing.used]] = True
    return Routing(used, routing.seat_used)


def published_reward(field: Field, pairs: Pairs) -> Longs:
    """One for every pair of the published plan."""
    reward = np.zeros(len(pairs), np.int64)
    for request_id, mentor_id in field.problem.published_pairs:
        if request_id in field.request_row and mentor_id in field.mentor_row:
            at = pairs.position(field.request_row[request_id], field.mentor_row[mentor_id])
            if at >= 0:
                reward[at] = 1
    return reward


def mark_reward(field: Field, pairs: Pairs) -> Longs:
    """A number per pair that depends on nothing but what the two are like."""
    mixed = field.request_marks[pairs.request] ^ (
        field.mentor_marks[pairs.mentor] * np.uint64(0x9E3779B97F4A7C15)
    )
    mixed = (mixed ^ (mixed >> np.uint64(29))) * np.uint64(0xBF58476D1CE4E5B9)
    return ((mixed >> np.uint64(40)) & np.uint64(0xFFFFF)).astype(np.int64)
