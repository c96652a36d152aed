"""The exact plan of small jobs, by the same stages and the same code as that of mentors."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from matcher.arrays import Chosen, Ints
from matcher.candidates import Pairs
from matcher.mentoring.flow import Prices
from matcher.mentoring.levels import NEVER, Seats, seats_of
from matcher.mentoring.open_part import Open
from matcher.mentoring.report import shortage_of, tie_prices
from matcher.mentoring.solve import Floors, Stage, score_stage, settled_by
from matcher.result import Certificate, Contribution, LevelCount, Status
from matcher.small_jobs.hours import minutes_to_start
from matcher.small_jobs.people import Opening, YoungPerson
from matcher.small_jobs.problem import Problem
from matcher.small_jobs.result import Pair, Result, Statistics
from matcher.small_jobs.table import Table, rewards_of, table_of

if TYPE_CHECKING:
    from matcher.mentoring.worst_match import Obstacle


@dataclass(frozen=True)
class Solved:
    """What a solve leaves behind for questions about it; fixed pairs are taken out of `pairs`."""

    table: Table
    pairs: Pairs
    used: Chosen
    floor: int


def solve(problem: Problem) -> Result:
    """The optimal plan of the problem.

    Stages, each exact and each on the optimal plans of the one before: as many young people as possible of every level in order
    (urgency, then waiting time); the best worst match; the highest total score; the fewest changes against the published
    plan; a tie-break that rests on what people are like.
    """
    return solve_table(table_of(problem))


def solve_table(table: Table) -> Result:
    """The same where it is known already which pairs are possible."""
    from matcher.mentoring.service import serve_in_order
    from matcher.mentoring.worst_match import lift_worst_match

    left, pairs = open_part(table), without_fixed(table)
    service = serve_in_order(pairs, left.seats, left.capacity)
    floor, obstacle = lift_worst_match(service)
    floors = Floors(floor, np.full(len(table.people), floor, np.int64), {})
    stage = score_stage(left, pairs, service.served_by_level(), floors)
    routing, proofs = settled_by(stage, rewards_of(table, pairs.request, pairs.mentor))
    used = np.zeros(len(pairs), bool)
    used[stage.arcs[routing.used]] = True
    certificate = certificate_of(table, stage, service.closed_at, obstacle, proofs)
    return result_of(Solved(table, pairs, used, floor), left.seats, routing.seat_used, certificate)


def open_part(table: Table) -> Open:
    """The seats and the room left when the fixed pairs have theirs."""
    taken, given = np.zeros(len(table.people), np.int32), np.zeros(len(table.openings), np.int32)
    for person_id, opening_id in table.problem.fixed_pairs:
        taken[table.person_row[person_id]] += 1
        given[table.opening_row[opening_id]] += 1
    room = np.array([opening.free_seats for opening in table.openings], np.int32)
    return Open(seats_of(table.people, taken.tolist()), room - given, np.zeros(len(room), np.int32))


def without_fixed(table: Table) -> Pairs:
    """The pairs less the fixed ones."""
    keep = np.ones(len(table.pairs), bool)
    rows = [(table.person_row[p], table.opening_row[o]) for p, o in table.problem.fixed_pairs]
    keep[[table.pairs.position(row, column) for row, column in rows]] = False
    return table.pairs.kept(keep)


def certificate_of(
    table: Table, stage: Stage, closed_at: Ints, obstacle: Obstacle | None, proofs: Sequence[Prices]
) -> Certificate:
    """The proof in ids, in the form in which that of mentors is."""
    scarce = np.flatnonzero(closed_at != NEVER)
    people, openings = [p.id for p in table.people], [o.id for o in table.openings]
    return Certificate(
        floor=stage.floors.lowest,
        closed_at={openings[row]: int(closed_at[row]) for row in scarce},
        request_price=dict(zip(people, stage.prices.request.tolist(), strict=True)),
        mentor_price=dict(zip(openings, stage.prices.mentor.tolist(), strict=True)),
        level_price=tuple(stage.prices.level.tolist()),
        floor_proof=shortage_of(people, openings, obstacle),
        ties=tie_prices(people, openings, proofs),
    )


def result_of(solved: Solved, seats: Seats, seat_used: Chosen, certificate: Certificate) -> Result:
    """The plan in ids and points."""
    table = solved.table
    chosen = zip(solved.pairs.request[solved.used], solved.pairs.mentor[solved.used], strict=True)
    pairs = [
        pair_of(table.problem, table.people[person], table.openings[opening]) for person, opening in chosen
    ]
    for person_id, opening_id in table.problem.fixed_pairs:
        person, opening = (
            table.people[table.person_row[person_id]],
            table.openings[table.opening_row[opening_id]],
        )
        pairs.append(pair_of(table.problem, person, opening, is_fixed=True))
    plan = tuple(sorted(pairs, key=lambda pair: (pair.person_id, pair.opening_id)))
    return Result(
        status=Status.OPTIMAL,
        pairs=plan,
        unplaced=unplaced_in(table.people, plan),
        statistics=statistics_of(table, plan, level_counts(seats, seat_used)),
        certificate=certificate,
        solved=solved,
    )


def pair_of(problem: Problem, person: YoungPerson, opening: Opening, *, is_fixed: bool = False) -> Pair:
    """One pair with its points and the minutes to start with."""
    points = problem.points(person, opening)
    limit = problem.law.limit_for(person, opening)
    assert limit is not None, "a feasible pair has a limit"
    contributions = tuple(
        Contribution(criterion.name, got, most, criterion.is_asked(person, opening))
        for (criterion, most), got in zip(problem.weighed, points, strict=True)
    )
    minutes = minutes_to_start(person, opening, limit)
    return Pair(person.id, opening.id, sum(points), contributions, minutes, is_fixed)


def unplaced_in(people: Iterable[YoungPerson], plan: Iterable[Pair]) -> tuple[str, ...]:
    """Young people without an opening, in the order of service."""
    placed = {pair.person_id for pair in plan}
    left = [person for person in people if person.id not in placed]
    left.sort(key=lambda person: (person.urgency, -person.waiting_days, person.id))
    return tuple(person.id for person in left)


def level_counts(seats: Seats, seat_used: Chosen) -> tuple[LevelCount, ...]:
    """How many of each level are placed, fixed pairs apart."""
    placed = np.bincount(seats.level[seat_used], minlength=len(seats.levels))
    return tuple(
        LevelCount(level.urgency, level.seat, level.waiting_days, int(count), int(got))
        for level, count, got in zip(seats.levels, seats.count_by_level, placed, strict=True)
    )


def statistics_of(table: Table, plan: tuple[Pair, ...], levels: tuple[LevelCount, ...]) -> Statistics:
    """The plan in numbers."""
    ids = {(pair.person_id, pair.opening_id) for pair in plan}
    return Statistics(
        people=len(table.people),
        openings=len(table.openings),
        seats=sum(opening.free_seats for opening in table.openings),
        feasible_pairs=len(table.pairs),
        placed=len(plan),
        total_score=sum(pair.score for pair in plan),
        worst_score=min((pair.score for pair in plan), default=None),
        changes=len(table.problem.published_pairs - ids),
        levels=levels,
    )
