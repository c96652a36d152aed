"""A solved problem told in ids and points."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from matcher.arrays import Ints
from matcher.candidates import Field
from matcher.mentoring.flow import Prices
from matcher.mentoring.levels import NEVER
from matcher.mentoring.minimum import Unmet
from matcher.mentoring.workings import Workings
from matcher.result import (
    Certificate,
    Clash,
    Contribution,
    GroupStep,
    LevelCount,
    Pair,
    Result,
    Shortage,
    Statistics,
    Status,
    TiePrices,
    TooFewMentors,
    TooFewRequests,
)

if TYPE_CHECKING:
    from matcher.mentoring.leximin_proof import Step
    from matcher.mentoring.worst_match import Obstacle


def result_of(
    workings: Workings, feasible: int, obstacle: Obstacle | None, proofs: Sequence[Prices]
) -> Result:
    """The result of an optimal plan."""
    field = workings.field
    at = np.flatnonzero(workings.used)
    chosen = pairs_at(field, workings.pairs.request[at], workings.pairs.mentor[at], is_fixed=False)
    fixed = [(field.request_row[r], field.mentor_row[m]) for r, m in field.problem.fixed_pairs]
    rows, columns = (np.array([pair[side] for pair in fixed], np.int32) for side in (0, 1))
    kept = pairs_at(field, rows, columns, is_fixed=True)
    pairs = tuple(sorted(chosen + kept, key=lambda pair: (pair.request_id, pair.mentor_id)))
    return Result(
        status=Status.OPTIMAL,
        pairs=pairs,
        unserved=unserved_of(field, pairs),
        statistics=statistics_of(field, feasible, pairs, level_counts(workings)),
        certificate=certificate_of(workings, obstacle, proofs),
        workings=workings,
    )


def infeasible_result(field: Field, feasible: int, clash: Clash) -> Result:
    """No plan, and why."""
    return Result(
        status=Status.INFEASIBLE,
        pairs=(),
        unserved=unserved_of(field, ()),
        statistics=statistics_of(field, feasible, (), ()),
        certificate=None,
        clash=clash,
    )


def pairs_at(field: Field, rows: Ints, columns: Ints, *, is_fixed: bool) -> list[Pair]:
    """Pairs with their points per criterion."""
    from matcher.points import score_table

    points, asked = score_table(
        field.request_columns, field.mentor_columns, field.settings, field.exceptions,
        np.ascontiguousarray(rows), np.ascontiguousarray(columns),
    )  # fmt: skip
    contribution = shared_contributions(field)
    people = zip(rows.tolist(), columns.tolist(), strict=True)
    return [
        Pair(
            request_id=field.requests[row].id,
            mentor_id=field.mentors[column].id,
            score=sum(got),
            contributions=tuple(map(contribution, range(len(got)), got, is_asked)),
            is_fixed=is_fixed,
        )
        for (row, column), got, is_asked in zip(people, points.tolist(), asked.tolist(), strict=True)
    ]


def shared_contributions(field: Field) -> Callable[[int, int, int], Contribution]:
    """Contributions by criterion, points and whether asked: equal ones are one value, which a large plan needs."""
    weighed = [(criterion.name, most) for criterion, most in field.encoder.weighed]

    @cache
    def contribution(index: int, points: int, is_asked: int) -> Contribution:
        name, most = weighed[index]
        return Contribution(name, points, most, bool(is_asked))

    return contribution


def unserved_of(field: Field, pairs: tuple[Pair, ...]) -> tuple[str, ...]:
    """Requests without a mentor, in the order of service."""
    served = {pair.request_id for pair in pairs}
    left = [request for request in field.problem.requests if request.id not in served]
    left.sort(key=lambda request: (request.urgency, -request.waiting_days, request.id))
    return tuple(request.id for request in left)


def level_counts(workings: Workings) -> tuple[LevelCount, ...]:
    """How many of each level have a mentor, fixed pairs apart."""
    seats = workings.seats
    served = np.bincount(seats.level[workings.seat_used], minlength=len(seats.levels))
    return tuple(
        LevelCount(level.urgency, level.seat, level.waiting_days, int(count), int(got))
        for level, count, got in zip(seats.levels, seats.count_by_level, served, strict=True)
    )


def statistics_of(
    field: Field, feasible_pairs: int, pairs: tuple[Pair, ...], levels: tuple[LevelCount, ...]
) -> Statistics:
    """The plan in numbers."""
    served = len({pair.request_id for pair in pairs})
    ids = {(pair.request_id, pair.mentor_id) for pair in pairs}
    return Statistics(
        requests=len(field.requests),
        mentors=len(field.mentors),
        feasible_pairs=feasible_pairs,
        served=served,
        unserved=len(field.requests) - served,
        pairs=len(pairs),
        total_score=sum(pair.score for pair in pairs),
        worst_score=min((pair.score for pair in pairs), default=None),
        changes=len(field.problem.published_pairs - ids),
        levels=levels,
    )


def certificate_of(workings: Workings, obstacle: Obstacle | None, proofs: Sequence[Prices]) -> Certificate:
    """The proof in ids."""
    field, prices = workings.field, workings.prices
    scarce = np.flatnonzero(workings.closed_at != NEVER)
    requests, mentors = [r.id for r in field.requests], [m.id for m in field.mentors]
    return Certificate(
        floor=workings.floor,
        group_floors=workings.group_floors,
        closed_at={field.mentors[row].id: int(workings.closed_at[row]) for row in scarce},
        request_price=dict(zip(requests, prices.request.tolist(), strict=True)),
        mentor_price=dict(zip(mentors, prices.mentor.tolist(), strict=True)),
        level_price=tuple(prices.level.tolist()),
        floor_proof=shortage_of(requests, mentors, obstacle),
        group_proof=tuple(group_step(requests, mentors, step) for step in workings.group_steps),
        ties=tie_prices(requests, mentors, proofs),
    )


def tie_prices(
    requests: Sequence[str], mentors: Sequence[str], proofs: Iterable[Prices]
) -> tuple[TiePrices, ...]:
    """The prices of the stages that settle ties, in ids; those of nothing are left out."""
    return tuple(
        TiePrices(
            request={r: price for r, price in zip(requests, prices.request.tolist(), strict=True) if price},
            mentor={m: price for m, price in zip(mentors, prices.mentor.tolist(), strict=True) if price},
            level=tuple(prices.level.tolist()),
        )
        for prices in proofs
    )


def shortage_of(
    requests: Sequence[str], mentors: Sequence[str], obstacle: Obstacle | None
) -> Shortage | None:
    """What is in the way of a floor, in ids."""
    if obstacle is None:
        return None
    if isinstance(obstacle, Unmet):
        return TooFewRequests(
            mentors=frozenset(mentors[row] for row in obstacle.mentors),
            requests=frozenset(requests[row] for row in obstacle.requests),
        )
    return TooFewMentors(
        requests=frozenset(requests[row] for row in obstacle.blocked_requests),
        mentors=frozenset(mentors[row] for row in obstacle.blocked_mentors),
        levels=frozenset(map(int, obstacle.blocked_levels)),
    )


def group_step(requests: Sequence[str], mentors: Sequence[str], step: Step) -> GroupStep:
    """A step of the proof of groups' floors, in ids."""
    shortage = shortage_of(requests, mentors, step.obstacle)
    assert shortage is not None, "a step has something in its way"
    return GroupStep(step.held, step.raised, shortage)
