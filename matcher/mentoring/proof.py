"""The certificate held against every feasible pair, in one pass and without a solver.

Three proofs. *Levels*: closed mentors are full with seats of their level or before, and whoever still lacks a mentor could
only have closed ones (a cover in the sense of König and Egerváry). *Floor*: above it, some levels have too few mentors
(Hall). *Score*: no unused pair is worth more than the prices of its two people, no used pair less (linear duality).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matcher.arrays import Chosen, Longs
from matcher.candidates import Field, Pairs, all_pairs, field_of
from matcher.mentoring.levels import NEVER, Seats, seats_of
from matcher.mentoring.problem import Problem
from matcher.mentoring.programme import group_names
from matcher.result import Certificate, FloorProof, Result

Found = tuple[str, str]
"""What is wrong, and with whom."""


@dataclass(frozen=True)
class Plan:
    """The plan as rows, fixed pairs taken out."""

    field: Field
    pairs: Pairs
    seats: Seats
    used: Chosen
    load_of_request: Longs
    load_of_mentor: Longs
    capacity: Longs
    minimum: Longs

    @property
    def filled(self) -> Chosen:
        """Which seats have a mentor: the first ones of every request."""
        place = np.arange(len(self.seats.request)) - self.seats.start[self.seats.request]
        return np.asarray(place < self.load_of_request[self.seats.request])


def proof_findings(problem: Problem, result: Result, certificate: Certificate) -> list[Found]:
    """What the certificate fails to prove; empty when the plan is proven the best."""
    plan = plan_of(problem, result)
    return [
        *level_findings(plan, certificate),
        *floor_findings(plan, certificate, is_lifted=problem.programme.objective.lifts_worst_match),
        *price_findings(plan, certificate),
    ]


def plan_of(problem: Problem, result: Result) -> Plan:
    """Rows and loads of the plan."""
    field = field_of(problem)
    everything = all_pairs(field)
    row, column = field.request_row, field.mentor_row
    fixed = [(row[r], column[m]) for r, m in problem.fixed_pairs]
    open_pairs = [
        (row[pair.request_id], column[pair.mentor_id])
        for pair in result.pairs
        if (pair.request_id, pair.mentor_id) not in problem.fixed_pairs
    ]
    keep = np.ones(len(everything), bool)
    keep[[everything.position(r, m) for r, m in fixed]] = False
    pairs = everything.kept(keep)
    used = np.zeros(len(pairs), bool)
    used[[pairs.position(r, m) for r, m in open_pairs]] = True
    taken = counts((r for r, _ in fixed), len(field.requests))
    given = counts((m for _, m in fixed), len(field.mentors))
    return Plan(
        field=field,
        pairs=pairs,
        seats=seats_of(field.requests, taken.tolist()),
        used=used,
        load_of_request=counts((r for r, _ in open_pairs), len(field.requests)),
        load_of_mentor=counts((m for _, m in open_pairs), len(field.mentors)),
        capacity=np.array([m.free_capacity for m in field.mentors], np.int64) - given,
        minimum=np.maximum(0, np.array([m.minimum for m in field.mentors], np.int64) - given),
    )


def counts(rows: Iterable[int], size: int) -> Longs:
    """How often each row appears."""
    return np.bincount(np.fromiter(rows, np.int64), minlength=size).astype(np.int64)


def names(people: Iterable[str], rows: NDArray[np.integer]) -> str:
    """A few ids, for a message."""
    ids = tuple(people)
    return " ".join(ids[row] for row in np.unique(rows)[:5])


def level_findings(plan: Plan, certificate: Certificate) -> list[Found]:
    """Whether every level is served as well as it can be."""
    seats, pairs, filled = plan.seats, plan.pairs, plan.filled
    closed = column_of(certificate.closed_at, plan.field.mentor_row, NEVER)
    requests = [request.id for request in plan.field.requests]
    bound = np.full(len(requests), NEVER, np.int64)
    np.minimum.at(bound, seats.request[~filled], seats.level[~filled])
    np.minimum.at(bound, pairs.request[plan.used], closed[pairs.mentor[plan.used]])
    top = np.full(len(requests), -1, np.int64)
    np.maximum.at(top, seats.request[filled], seats.level[filled])
    findings: list[Found] = []
    passing = ~plan.used & (closed[pairs.mentor] > bound[pairs.request])
    if passing.any():
        findings.append(
            ("a mentor who is not closed could serve one more", names(requests, pairs.request[passing]))
        )
    late = plan.used & (closed[pairs.mentor] < top[pairs.request])
    if late.any():
        findings.append(("a closed mentor serves a later level", names(requests, pairs.request[late])))
    roomy = (closed != NEVER) & (plan.load_of_mentor < plan.capacity)
    if roomy.any():
        findings.append(
            ("a closed mentor has room", names((m.id for m in plan.field.mentors), np.flatnonzero(roomy)))
        )
    return findings


def floor_findings(plan: Plan, certificate: Certificate, *, is_lifted: bool) -> list[Found]:
    """Whether no pair is below the floor, and no floor could be higher."""
    floor, used_scores = certificate.floor, plan.pairs.score[plan.used]
    if (used_scores < floors_of(plan, certificate)[plan.pairs.request[plan.used]]).any():
        return [("a pair is below the floor", "")]
    if not is_lifted or not len(used_scores):
        return []
    if certificate.floor_proof is not None:
        return hall_findings(plan, certificate.floor_proof, floor)
    is_top = not (plan.pairs.score > floor).any()
    return [] if is_top or plan.minimum.any() else [("nothing proves that the floor cannot be higher", "")]


def floors_of(plan: Plan, certificate: Certificate) -> Longs:
    """The floor of each request: the common one, or that of its group."""
    over = plan.field.problem.programme.objective.leximin_over
    if over is None:
        return np.full(len(plan.field.requests), certificate.floor, np.int64)
    return np.array(
        [certificate.group_floors[name] for name in group_names(plan.field.requests, over)], np.int64
    )


def hall_findings(plan: Plan, proof: FloorProof, floor: int) -> list[Found]:
    """Above the floor, the levels named must have more seats than the mentors named can give."""
    inside = flags_of(proof.requests, plan.field.request_row)
    within = flags_of(proof.mentors, plan.field.mentor_row)
    named = np.zeros(len(plan.seats.levels), bool)
    named[sorted(proof.levels)] = True
    seats, pairs = plan.seats, plan.pairs
    crossing = (pairs.score > floor) & inside[pairs.request] & ~within[pairs.mentor]
    room = plan.capacity[within].sum() + crossing.sum() + (named[seats.level] & ~inside[seats.request]).sum()
    needed = named[seats.level[plan.filled]].sum()
    return [] if proof.floor == floor and room < needed else [("the proof of the floor does not hold", "")]


def price_findings(plan: Plan, certificate: Certificate) -> list[Found]:
    """Whether the prices prove the total score: complementary slackness, pair by pair."""
    pairs, seats = plan.pairs, plan.seats
    request_price = column_of(certificate.request_price, plan.field.request_row, 0)
    mentor_price = column_of(certificate.mentor_price, plan.field.mentor_row, 0)
    slack = request_price[pairs.request] + mentor_price[pairs.mentor] - pairs.score
    above = pairs.score >= floors_of(plan, certificate)[pairs.request]
    findings: list[Found] = []
    if (~plan.used & above & (slack < 0)).any():
        findings.append(("an unused pair is worth more than its prices", ""))
    if (plan.used & (slack > 0)).any():
        findings.append(("a used pair is worth less than its prices", ""))
    if ((mentor_price > 0) & (plan.load_of_mentor < plan.capacity)).any():
        findings.append(("a mentor with room has a price", ""))
    if ((mentor_price < 0) & (plan.load_of_mentor > plan.minimum)).any():
        findings.append(("a mentor above the minimum has a negative price", ""))
    return findings + seat_findings(
        plan, np.array(certificate.level_price, np.int64), request_price[seats.request]
    )


def seat_findings(plan: Plan, level_price: Longs, worth: Longs) -> list[Found]:
    """In a level served in part, those served are worth at least its price, the others at most."""
    seats, filled = plan.seats, plan.filled
    if len(level_price) != len(seats.levels):
        return [("the certificate has other levels than the problem", "")]
    served = np.bincount(seats.level[filled], minlength=len(seats.levels))
    partly = ((served > 0) & (served < seats.count_by_level))[seats.level]
    price = level_price[seats.level]
    wrong = partly & np.where(filled, worth < price, worth > price)
    return [("seats of a level are not given to those worth most", "")] if wrong.any() else []


def column_of(values: Mapping[str, int], row: Mapping[str, int], missing: int) -> Longs:
    """Values by id as a column."""
    column = np.full(len(row), missing, np.int64)
    for person_id, value in values.items():
        column[row[person_id]] = value
    return column


def flags_of(ids: Iterable[str], row: Mapping[str, int]) -> Chosen:
    """Which rows are named."""
    flags = np.zeros(len(row), bool)
    flags[[row[person_id] for person_id in ids]] = True
    return flags
