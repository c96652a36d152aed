"""The exact plan, stage by stage, each on the optimal face of the one before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from matcher.arrays import Ints, Longs
from matcher.candidates import (
    Field,
    Pairs,
    all_pairs,
    count_pairs,
    field_of,
    most_that_fit,
    refuse_too_large,
    seems_more_than,
)
from matcher.mentoring.flow import (
    Network,
    Prices,
    Routing,
    cheapest_routing,
    optimal_face,
    prices_of,
    settled_levels,
)
from matcher.mentoring.minimum import clash_of, unmet_above, unmet_above_each
from matcher.mentoring.open_part import Open, open_part, without_fixed
from matcher.mentoring.pool import Pool, first_pool, grown, priced
from matcher.mentoring.pool_proofs import price_proof, service_proof, with_published
from matcher.mentoring.problem import Problem
from matcher.mentoring.proof import rewards_of
from matcher.mentoring.report import infeasible_result, result_of
from matcher.mentoring.workings import Workings
from matcher.result import Result

if TYPE_CHECKING:
    from matcher.mentoring.leximin_proof import Step
    from matcher.mentoring.service import Service
    from matcher.mentoring.worst_match import Obstacle


def solve(problem: Problem) -> Result:
    """The optimal plan of the problem.

    Stages, each exact: as many seats as possible of every level in order (urgency, place in a team, waiting time); the best
    worst match; the highest total score; the fewest changes against the published plan; a tie-break that rests on what
    people are like. Raises `ProblemTooLarge` before the memory is taken.
    """
    return solve_field(field_of(problem))


def solve_field(field: Field) -> Result:
    """The same for people that are already encoded."""
    left, most = open_part(field), most_stored(field)
    may_pool = not left.minimum.any() and field.problem.programme.objective.leximin_over is None
    if may_pool and seems_more_than(field, most):
        pool, feasible = pool_of(field)
        if feasible > most:
            return solve_pool(field, left, pool, feasible)
    counts = count_pairs(field)
    feasible = int(counts.sum())
    if may_pool and feasible > most:
        return solve_pool(field, left, pool_of(field)[0], feasible)
    refuse_too_large(field, feasible)
    pairs = without_fixed(field, all_pairs(field, counts))
    clash = clash_of(field, pairs, left.seats, left.minimum)
    if clash is not None:
        return infeasible_result(field, feasible, clash)
    service, quota, floor, obstacle = first_stages(field, left, pairs)
    floors = floors_of(field, left, pairs, service, floor)
    stage = score_stage(left, pairs, quota, floors)
    return finished(field, left, stage, service, obstacle, feasible)


def most_stored(field: Field) -> int:
    """How many pairs may be stored at all: what the problem says, or less where less fits into its memory."""
    return min(field.problem.most_stored_pairs, most_that_fit(field))


def pool_of(field: Field) -> tuple[Pool, int]:
    """The pool to start from, and how many feasible pairs there are."""
    kept = max(field.problem.kept_per_request, 1 + max(request.demand for request in field.requests))
    refuse_too_large(field, 3 * kept * len(field.requests))
    pool, feasible = first_pool(field, kept)
    return with_published(pool), feasible


def solve_pool(field: Field, left: Open, pool: Pool, feasible: int) -> Result:
    """The same without storing every pair, see `matcher.mentoring.pool`."""
    is_lifted = field.problem.programme.objective.lifts_worst_match
    larger: Pool | None = pool
    while larger is not None:
        pool = larger
        service, quota, floor, obstacle = first_stages(field, left, pool.pairs)
        larger = grown(
            pool, service_proof(field, left, service, floor=floor, obstacle=obstacle, is_lifted=is_lifted)
        )
    floors, is_better = floors_of(field, left, pool.pairs, service, floor), True
    while is_better:
        stage = score_stage(left, pool.pairs, quota, floors)
        pool, is_better = priced(pool, price_proof(field, stage, floor))
    stage = carried_over(stage, left, pool.pairs, quota)
    return finished(field, left, stage, service, obstacle, feasible, pool=pool)


def first_stages(field: Field, left: Open, pairs: Pairs) -> tuple[Service, Ints, int, Obstacle | None]:
    """Who is served, how many of each level, the floor, and what keeps it from being higher."""
    from matcher.mentoring.service import serve_in_order
    from matcher.mentoring.worst_match import lift_worst_match

    service = serve_in_order(pairs, left.seats, left.capacity)
    floor: int = 0
    obstacle: Obstacle | None = None
    if field.problem.programme.objective.lifts_worst_match:
        unmet_at = unmet_above(pairs, left.seats, left.minimum)
        floor, obstacle = lift_worst_match(service, unmet_at=unmet_at)
    return service, service.served_by_level(), floor, obstacle


@dataclass(frozen=True)
class Stage:
    """The highest score: the network, its arcs among the pairs, an optimal flow and its prices."""

    pairs: Pairs
    arcs: Longs
    network: Network
    gain: Longs
    routing: Routing
    prices: Prices
    floors: Floors


@dataclass(frozen=True)
class Floors:
    """The lowest floor under all pairs, the floor of each request, and that of each group where groups are lifted, and why."""

    lowest: int
    of_request: Longs
    of_group: Mapping[str, int]
    steps: tuple[Step, ...] = ()


def floors_of(field: Field, left: Open, pairs: Pairs, service: Service, floor: int) -> Floors:
    """The common floor for everybody, or each group's own."""
    over = field.problem.programme.objective.leximin_over
    if over is None:
        return Floors(floor, np.full(len(field.requests), floor, np.int64), {})
    from matcher.mentoring.leximin import lift_groups
    from matcher.mentoring.leximin_proof import steps_of

    unmet_at = unmet_above_each(pairs, left.seats, left.minimum)
    of_group, lifting = lift_groups(field, service, over, floor=floor, unmet_at=unmet_at)
    return Floors(floor, lifting.per_request(of_group), of_group, steps_of(lifting, of_group))


def score_stage(left: Open, pairs: Pairs, quota: Ints, floors: Floors) -> Stage:
    """Solve for the highest score among pairs that are worth the floor."""
    arcs = np.flatnonzero(pairs.score >= floors.of_request[pairs.request])
    network = network_of(left, pairs, quota, arcs)
    gain = pairs.score[arcs].astype(np.int64)
    routing = cheapest_routing(network, gain)
    return Stage(pairs, arcs, network, gain, routing, prices_of(network, routing, gain), floors)


def carried_over(stage: Stage, left: Open, pairs: Pairs, quota: Ints) -> Stage:
    """The same optimum among more pairs, none of which breaks its prices."""
    arcs = np.flatnonzero(pairs.score >= stage.floors.of_request[pairs.request])
    mentors = np.int64(len(left.capacity))
    key = pairs.request[arcs].astype(np.int64) * mentors + pairs.mentor[arcs]
    before = stage.network
    used = before.request[stage.routing.used].astype(np.int64) * mentors + before.mentor[stage.routing.used]
    network = network_of(left, pairs, quota, arcs)
    routing = Routing(np.isin(key, used), stage.routing.seat_used)
    gain = pairs.score[arcs].astype(np.int64)
    return Stage(pairs, arcs, network, gain, routing, stage.prices, stage.floors)


def finished(
    field: Field,
    left: Open,
    stage: Stage,
    service: Service,
    obstacle: Obstacle | None,
    feasible: int,
    *,
    pool: Pool | None = None,
) -> Result:
    """Settle ties and tell the result."""
    final, proofs = settle_ties(field, stage)
    used = np.zeros(len(stage.pairs), bool)
    used[stage.arcs[final.used]] = True
    workings = Workings(
        field=field,
        pairs=stage.pairs,
        seats=left.seats,
        capacity=left.capacity,
        used=used,
        seat_used=final.seat_used,
        closed_at=service.closed_at,
        floor=stage.floors.lowest,
        floors=stage.floors.of_request,
        group_floors=stage.floors.of_group,
        group_steps=stage.floors.steps,
        network=stage.network,
        network_pairs=stage.arcs,
        prices=stage.prices,
        pool=pool,
    )
    return result_of(workings, feasible, obstacle, proofs)


def network_of(left: Open, pairs: Pairs, quota: Ints, arcs: Longs) -> Network:
    """The network in which every level supplies exactly its number."""
    seats = left.seats
    return settled_levels(
        Network(
            request=pairs.request[arcs],
            mentor=pairs.mentor[arcs],
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


def settle_ties(field: Field, stage: Stage) -> tuple[Routing, list[Prices]]:
    """Among the plans of the highest score: the fewest changes, then the marks of what people are like."""
    return settled_by(stage, rewards_of(field, stage.pairs.request, stage.pairs.mentor))


def settled_by(stage: Stage, rewards: Sequence[Longs]) -> tuple[Routing, list[Prices]]:
    """Among the plans of the highest score the one with the highest reward, then the next reward, and so on.

    With the prices that prove it, a stage each, as long as more than one plan is left.
    """
    network, routing, prices, gain = stage.network, stage.routing, stage.prices, stage.gain
    kept = np.arange(len(stage.arcs))
    proofs: list[Prices] = []
    for reward in rewards:
        network, among = optimal_face(network, prices, gain)
        kept = kept[among]
        routing = Routing(routing.used[among], routing.seat_used)
        gain = reward[stage.arcs[kept]]
        if network.is_settled:
            break
        routing = cheapest_routing(network, gain)
        prices = prices_of(network, routing, gain)
        proofs.append(prices)
    used = np.zeros(len(stage.arcs), bool)
    used[kept[routing.used]] = True
    return Routing(used, routing.seat_used), proofs
