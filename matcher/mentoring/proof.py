"""The certificate held against every feasible pair, in one pass and without a solver.

Three proofs. *Levels*: closed mentors are full with seats of their level or before, and whoever still lacks a mentor could
only have closed ones (a cover in the sense of König and Egerváry). *Floor*: above it, some levels have too few mentors
(Hall). *Score*: no unused pair is worth more than the prices of its two people, no used pair less (linear duality).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from matcher.arrays import Chosen, Longs
from matcher.candidates import Pairs, all_pairs, field_of
from matcher.mentoring.levels import NEVER, Asking, Seats, seats_of
from matcher.mentoring.problem import Problem
from matcher.mentoring.programme import group_names
from matcher.result import Certificate, FloorProof, Result

Found = tuple[str, str]
"""What is wrong, and with whom."""


class Waiting(Asking, Protocol):
    """Somebody who waits to be served, by name."""

    @property
    def id(self) -> str: ...


@dataclass(frozen=True)
class Plan:
    """The plan as rows, fixed pairs taken out; of whom the rows are does not matter."""

    request_ids: tuple[str, ...]
    mentor_ids: tuple[str, ...]
    groups: tuple[str, ...] | None
    """The group of each request where groups are lifted in turn."""
    pairs: Pairs
    seats: Seats
    used: Chosen
    load_of_request: Longs
    load_of_mentor: Longs
    capacity: Longs
    minimum: Longs

    @cached_property
    def request_row(self) -> dict[str, int]:
        return {request_id: row for row, request_id in enumerate(self.request_ids)}

    @cached_property
    def mentor_row(self) -> dict[str, int]:
        return {mentor_id: row for row, mentor_id in enumerate(self.mentor_ids)}

    @property
    def filled(self) -> Chosen:
        """Which seats have a mentor: the first ones of every request."""
        place = np.arange(len(self.seats.request)) - self.seats.start[self.seats.request]
        return np.asarray(place < self.load_of_request[self.seats.request])


def proof_findings(problem: Problem, result: Result, certificate: Certificate) -> list[Found]:
    """What the certificate fails to prove; empty when the plan is proven the best."""
    is_lifted = problem.programme.objective.lifts_worst_match
    return plan_findings(plan_of(problem, result), certificate, is_lifted=is_lifted)


def plan_findings(plan: Plan, certificate: Certificate, *, is_lifted: bool) -> list[Found]:
    """The same for rows."""
    return [
        *level_findings(plan, certificate),
        *floor_findings(plan, certificate, is_lifted=is_lifted),
        *price_findings(plan, certificate),
    ]


def plan_of(problem: Problem, result: Result) -> Plan:
    """Rows and loads of the plan."""
    field = field_of(problem)
    over = problem.programme.objective.leximin_over
    return plan_from(
        requests=field.requests,
        mentor_ids=tuple(mentor.id for mentor in field.mentors),
        groups=None if over is None else tuple(group_names(field.requests, over)),
        everything=all_pairs(field),
        chosen=[(pair.request_id, pair.mentor_id) for pair in result.pairs],
        fixed=problem.fixed_pairs,
        capacity=np.array([m.free_capacity for m in field.mentors], np.int64),
        minimum=np.array([m.minimum for m in field.mentors], np.int64),
    )


def plan_from(
    *,
    requests: Sequence[Waiting],
    mentor_ids: tuple[str, ...],
    groups: tuple[str, ...] | None,
    everything: Pairs,
    chosen: Iterable[tuple[str, str]],
    fixed: frozenset[tuple[str, str]],
    capacity: Longs,
    minimum: Longs,
) -> Plan:
    """Fixed pairs reserve their seats and their room; what is left is what there is to prove."""
    row = {request.id: number for number, request in enumerate(requests)}
    column = {mentor_id: number for number, mentor_id in enumerate(mentor_ids)}
    fixed_rows = [(row[r], column[m]) for r, m in fixed]
    open_rows = [(row[r], column[m]) for r, m in chosen if (r, m) not in fixed]
    keep = np.ones(len(everything), bool)
    keep[[everything.position(r, m) for r, m in fixed_rows]] = False
    pairs = everything.kept(keep)
    used = np.zeros(len(pairs), bool)
    used[[pairs.position(r, m) for r, m in open_rows]] = True
    given = counts((m for _, m in fixed_rows), len(mentor_ids))
    return Plan(
        request_ids=tuple(row),
        mentor_ids=mentor_ids,
        groups=groups,
        pairs=pairs,
        seats=seats_of(requests, counts((r for r, _ in fixed_rows), len(row)).tolist()),
        used=used,
        load_of_request=counts((r for r, _ in open_rows), len(row)),
        load_of_mentor=counts((m for _, m in open_rows), len(mentor_ids)),
        capacity=capacity - given,
        minimum=np.maximum(0, minimum - given),
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
    closed = column_of(certificate.closed_at, plan.mentor_row, NEVER)
    requests = plan.request_ids
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
        findings.append(("a closed mentor has room", names(plan.mentor_ids, np.flatnonzero(roomy))))
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
    if plan.groups is None:
        return np.full(len(plan.request_ids), certificate.floor, np.int64)
    return np.array([certificate.group_floors[name] for name in plan.groups], np.int64)


def hall_findings(plan: Plan, proof: FloorProof, floor: int) -> list[Found]:
    """Above the floor, the levels named must have more seats than the mentors named can give."""
    inside = flags_of(proof.requests, plan.request_row)
    within = flags_of(proof.mentors, plan.mentor_row)
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
    request_price = column_of(certificate.request_price, plan.request_row, 0)
    mentor_price = column_of(certificate.mentor_price, plan.mentor_row, 0)
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
