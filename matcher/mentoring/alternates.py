"""The next best: for each other mentor of a request, the best plan with that pair forced, and what it costs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from matcher.difference import Move
from matcher.errors import NothingToExplain
from matcher.mentoring.near import with_near_pairs
from matcher.mentoring.pool import Proof
from matcher.mentoring.residual import FAR, Residual
from matcher.mentoring.widening import proof_of_ways_to, standing, widest
from matcher.mentoring.workings import Workings
from matcher.result import Result

MOST_ALTERNATES = 5


@dataclass(frozen=True, slots=True)
class Alternate:
    """Another mentor: her points for this request, what the whole plan loses in points, and who moves."""

    mentor_id: str
    score: int
    cost: int
    moves: tuple[Move, ...]
    """This request's own move included."""


def workings_of(result: Result) -> Workings:
    """What the solve left behind; `NothingToExplain` when there is no plan."""
    if result.workings is None:
        raise NothingToExplain("this result has no plan to ask about")
    return widest(result.workings)


def alternates(result: Result, request_id: str, *, limit: int = MOST_ALTERNATES) -> tuple[Alternate, ...]:
    """Up to `limit` other mentors, cheapest first, exact.

    Only plans that serve every level as well and keep the worst match: `cost_of_override` answers for any pair.
    """
    workings = workings_of(result)
    workings.field.problem.request(request_id)
    row = workings.field.request_row[request_id]

    def cheapest(costs: dict[int, int]) -> list[int]:
        return sorted(costs, key=costs.__getitem__)[:limit]

    workings = with_costs(workings, row, ("alternates", limit), cheapest)
    costs = {mentor: cost for mentor, cost in costs_of_forcing(workings, row).items() if cost < FAR}
    ranked = sorted(
        costs, key=lambda m: (costs[m], -score_at(workings, row, m), workings.field.mentors[m].id)
    )
    distance_and_way = workings.residual.to(row)
    return tuple(
        Alternate(
            mentor_id=workings.field.mentors[mentor].id,
            score=score_at(workings, row, mentor),
            cost=costs[mentor],
            moves=moves_of(workings, row, mentor, distance_and_way[1].tolist()),
        )
        for mentor in ranked[:limit]
    )


def score_at(workings: Workings, row: int, mentor: int) -> int:
    """Points of a feasible pair."""
    mentors, score = workings.candidates(row)
    return int(score[np.searchsorted(mentors, mentor)])


def with_costs(
    workings: Workings,
    row: int,
    question: tuple[str | int, ...],
    wanted: Callable[[dict[int, int]], list[int]],
) -> Workings:
    """Workings among which the costs of those mentors who are wanted, given the costs, are those among all feasible pairs."""

    def proofs(workings: Workings) -> list[Proof]:
        costs = costs_of_forcing(workings, row)
        asked = [costs[mentor] for mentor in wanted(costs)]
        most = max((cost for cost in asked if cost < FAR), default=0)
        if FAR not in asked and workings.near is not None and most <= workings.near:
            return []
        return [proof_of_ways_to(workings, workings.residual.to(row)[0], most, reaches=FAR in asked)]

    return standing(with_near_pairs(workings), (*question, row), proofs)


def costs_of_forcing(workings: Workings, row: int) -> dict[int, int]:
    """For each mentor the request does not have: the points the plan loses when it must have her; `FAR` if it cannot."""
    residual, prices = workings.residual, workings.prices
    mentor, score = workings.candidates(row)
    hers = np.array(workings.mentors_by_request.get(row, []), np.int64)
    possible = (score >= workings.floors[row]) & np.isin(mentor, hers, invert=True)
    mentor, score = mentor[possible], score[possible]
    back = residual.to(row)[0][residual.mentor_node(mentor)]
    costs = np.where(back < FAR, prices.request[row] + prices.mentor[mentor] - score + back, FAR)
    return dict(zip(mentor.tolist(), costs.tolist(), strict=True))


def moves_of(workings: Workings, row: int, mentor: int, way: list[int]) -> tuple[Move, ...]:
    """Who moves along the cycle that begins with this pair."""
    residual = workings.residual
    gained: dict[int, set[int]] = {row: {mentor}}
    lost: dict[int, set[int]] = {}
    node = residual.mentor_node(mentor)
    while node != row:
        following = way[node]
        note_arc(residual, node, following, gained, lost)
        node = following
    return tuple(
        move_of(workings, request, gained.get(request, set()), lost.get(request, set()))
        for request in sorted(gained.keys() | lost.keys(), key=lambda r: workings.field.requests[r].id)
    )


def note_arc(
    residual: Residual, node: int, following: int, gained: dict[int, set[int]], lost: dict[int, set[int]]
) -> None:
    """An arc from a mentor to a request takes the pair away, one from a request to a mentor makes it."""
    first_level = residual.requests + residual.mentors
    if node < residual.requests <= following < first_level:
        gained.setdefault(node, set()).add(following - residual.requests)
    elif following < residual.requests <= node < first_level:
        lost.setdefault(following, set()).add(node - residual.requests)


def move_of(workings: Workings, request: int, gained: set[int], lost: set[int]) -> Move:
    """The move of one request, fixed mentors left out."""
    mentors = workings.field.mentors
    before = set(workings.mentors_by_request.get(request, []))
    after = (before - lost) | gained
    return Move(
        request_id=workings.field.requests[request].id,
        before=tuple(sorted(mentors[m].id for m in before)),
        after=tuple(sorted(mentors[m].id for m in after)),
    )
