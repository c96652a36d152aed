"""What one more mentor is worth, of which type; and whose pending approval or training seat unlocks most.

A place more of a type serves one more exactly when one of its possible requests is unserved or held by a scarce mentor; the
level served is the earliest at which such a mentor is closed (Dulmage and Mendelsohn's over-demanded part). So a whole grid of
types costs one scan of types × requests. Points are exact by shortest paths at the plan's prices, under the same floor.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from matcher.arrays import Ints, Longs
from matcher.candidates import all_pairs
from matcher.criterion import FULL_SCORE
from matcher.mentoring.alternates import workings_of
from matcher.mentoring.levels import NEVER
from matcher.mentoring.pool import Proof
from matcher.mentoring.residual import FAR
from matcher.mentoring.variants import (
    feasible_requests,
    served_by_level,
    served_with_mentor,
    served_with_more,
)
from matcher.mentoring.widening import proof_of_ways_from, standing
from matcher.mentoring.workings import Workings
from matcher.people import Mentor
from matcher.result import Result


@dataclass(frozen=True, slots=True)
class TypeValue:
    """What one more mentor like this would do."""

    mentor: Mentor
    possible_requests: int
    more_served: int
    """Seats, with all her places."""
    urgency: int | None
    """Of the most urgent seat that is served in addition."""
    waiting_days: int | None
    score_gain: int
    """Points her first place adds to the whole plan, under the same floor for the worst match; 0 where only a worse match
    would do.
    """


@dataclass(frozen=True, slots=True)
class PendingValue:
    """What an approval that is pending would do."""

    mentor_id: str
    kinds: tuple[str, ...]
    more_served: int
    urgency: int | None
    """Of the most urgent seat that is served in addition."""
    waiting_days: int | None


def value_of_types(result: Result, types: Sequence[Mentor]) -> tuple[TypeValue, ...]:
    """One more mentor of each type, one at a time, best first: most urgent seat, then points."""
    workings = workings_of(result)
    pairs = all_pairs(workings.field.with_mentors(types))
    level = np.full(len(types), NEVER, np.int64)
    np.minimum.at(level, pairs.mentor, workings.earliest_level[pairs.request])
    possible = np.bincount(pairs.mentor, minlength=len(types))
    gains = score_gains(workings, pairs.request, pairs.mentor, pairs.score, level)
    values = [
        value_of(workings, types[k], int(possible[k]), int(level[k]), int(gains[k]))
        for k in range(len(types))
    ]
    return tuple(sorted(values, key=lambda v: (order_of_gain(v), -v.score_gain, v.mentor.id)))


def order_of_gain(value: TypeValue | PendingValue) -> tuple[int, int, int]:
    """Most urgent first, longest waiting first, nothing gained last."""
    if value.urgency is None or value.waiting_days is None:
        return (NEVER, 0, 0)
    return (value.urgency, -value.waiting_days, -value.more_served)


def value_of(workings: Workings, mentor: Mentor, possible: int, level: int, gain: int) -> TypeValue:
    """The value of one type, told; her second place can only serve somebody more where her first does."""
    if not mentor.free_capacity:
        return TypeValue(mentor, possible, 0, None, None, 0)
    if level == NEVER:
        return TypeValue(mentor, possible, 0, None, None, gain)
    served = workings.seats.levels[level]
    more = 1 if mentor.free_capacity == 1 else gains_of_more(workings, [mentor], most=1)[0][0]
    return TypeValue(mentor, possible, more, served.urgency, served.waiting_days, gain)


def score_gains(workings: Workings, request: Ints, kind: Ints, score: Ints, level: Longs) -> Longs:
    """Points each type adds: one search for all that serve nobody more, and one per level served in addition."""
    gains = np.zeros(len(level), np.int64)
    good = score >= workings.floors[request]
    wanted = np.unique(level).tolist()
    workings = with_exact_losses(workings, wanted)
    for one in wanted:
        loss = losses(workings, one)
        mine = good & (level[kind] == one) & (loss[request] < FAR)
        np.maximum.at(gains, kind[mine], score[mine] - loss[request[mine]])
    return gains


def with_exact_losses(workings: Workings, wanted: Sequence[int]) -> Workings:
    """Workings among which these losses are those among all feasible pairs, as far as the best score could make up for them."""

    def proofs(workings: Workings) -> Iterator[Proof]:
        for level in wanted:
            distance, start = ways_from(workings, level)
            if start is not None:
                most = FULL_SCORE + start - int(workings.prices.request.min())
                yield proof_of_ways_from(workings, distance, most)

    return standing(workings, ("losses", *wanted), proofs)


def losses(workings: Workings, level: int) -> Longs:
    """Points lost elsewhere when a request leaves its mentor for a new one and one more of this level is served."""
    distance, start = ways_from(workings, level)
    reached = distance[: workings.residual.requests]
    return np.where(reached < FAR, reached - (start or 0) + workings.prices.request, FAR)


def ways_from(workings: Workings, level: int) -> tuple[Longs, int | None]:
    """Distances from those who wait at this level, `NEVER`: from free places, and what to subtract; None where nobody waits."""
    residual, seats, price = workings.residual, workings.seats, workings.prices.request
    distance = np.full(residual.nodes, FAR, np.int64)
    if level == NEVER:
        distance[residual.sink] = 0
        return residual.from_sources(distance)[0], 0
    waiting = np.unique(seats.request[(seats.level == level) & ~workings.seat_used])
    if not len(waiting):
        return distance, None
    start = int(price[waiting].max())
    distance[waiting] = start - price[waiting]
    return residual.from_sources(distance)[0], start


def gain_curve(result: Result, mentor: Mentor, *, most: int = 10) -> tuple[int, ...]:
    """How many more seats one, two, … `most` mentors like this would serve, exact."""
    return gain_curves(result, [mentor], most=most)[0]


def gain_curves(result: Result, mentors: Sequence[Mentor], *, most: int = 10) -> list[tuple[int, ...]]:
    """The same for each of several kinds of mentors, one kind at a time."""
    return gains_of_more(workings_of(result), mentors, most=most)


def gains_of_more(workings: Workings, mentors: Sequence[Mentor], *, most: int) -> list[tuple[int, ...]]:
    """The same of workings."""
    possible = feasible_requests(workings, mentors) if mentors else []
    return [
        gains_of(workings, served_with_more(workings, mentor, hers, most), most)
        for mentor, hers in zip(mentors, possible, strict=True)
    ]


def gains_of(workings: Workings, served_with: Iterator[Ints], most: int) -> tuple[int, ...]:
    """How many more are served each time; where one more mentor serves nobody more, none after it does."""
    before, gains = int(served_by_level(workings).sum()), [0]
    for served in served_with:
        gains.append(int(served.sum()) - before)
        if gains[-1] == gains[-2]:
            break
    return tuple(gains[1:] + gains[-1:] * (most + 1 - len(gains)))


def value_of_pending(result: Result, *, kinds: Collection[str] | None = None) -> tuple[PendingValue, ...]:
    """For each mentor with something pending: what its approval would do, best first.

    `kinds` narrows it to some: with the kind of a training it says who should get the training's seats.
    """
    workings = workings_of(result)
    before = served_by_level(workings)
    values = []
    for mentor in workings.field.problem.mentors:
        pending = tuple(sorted(k for k in mentor.pending_clearances if kinds is None or k in kinds))
        if pending:
            approved = replace(mentor, clearances={**mentor.clearances, **dict.fromkeys(pending)})
            gained = served_with_mentor(workings, approved) - before
            values.append(pending_value(workings, mentor.id, pending, gained))
    return tuple(sorted(values, key=lambda value: (order_of_gain(value), value.mentor_id)))


def pending_value(workings: Workings, mentor_id: str, kinds: tuple[str, ...], gained: Longs) -> PendingValue:
    """The value of one approval, told."""
    if not gained.any():
        return PendingValue(mentor_id, kinds, 0, None, None)
    level = workings.seats.levels[int(np.flatnonzero(gained > 0)[0])]
    return PendingValue(mentor_id, kinds, int(gained.sum()), level.urgency, level.waiting_days)
