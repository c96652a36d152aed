"""Why this small job, and why not one that would fit better."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace

import numpy as np

from matcher.errors import NothingToExplain, UnknownPerson
from matcher.small_jobs.people import YoungPerson
from matcher.small_jobs.problem import Problem
from matcher.small_jobs.reasons import Explanation, Obstacle, Reason
from matcher.small_jobs.result import Pair, Result
from matcher.small_jobs.solve import Solved, open_part, solve_table

MOST_BETTER_OPENINGS = 3


@dataclass(frozen=True, slots=True)
class PairExplanation:
    """Why somebody gets this small job: codes with parameters, the sentences are the reader's."""

    pair: Pair
    reasons: tuple[Reason, ...]
    """First why this one, then why not those that score higher for them alone."""


def solved_of(result: Result) -> Solved:
    """What the solve left behind."""
    if result.solved is None:
        raise NothingToExplain("this result does not carry what explanations are read from")
    return result.solved


def why_not(problem: Problem, person_id: str, opening_id: str) -> tuple[Obstacle, ...]:
    """What stands between the two whatever the plan; empty when nothing does."""
    person, opening = problem.person(person_id), problem.opening(opening_id)
    broken = problem.broken_rules(person, opening)
    return (*broken, Obstacle.NO_SEAT) if not opening.free_seats else tuple(broken)


def why(result: Result, person_id: str) -> PairExplanation:
    """Why they get the small job they get; `UnknownPerson` when the plan has none for them."""
    for pair in result.pairs:
        if pair.person_id == person_id:
            return PairExplanation(pair, tuple(reasons_for(result, pair)))
    raise UnknownPerson(f"{person_id} has no small job in this plan", who=person_id, field="pairs")


def reasons_for(result: Result, pair: Pair) -> list[Reason]:
    """The codes."""
    if pair.is_fixed:
        return [Reason(Explanation.FIXED)]
    solved = solved_of(result)
    row = solved.table.person_row[pair.person_id]
    room = open_part(solved.table).capacity
    first, last = int(solved.pairs.start[row]), int(solved.pairs.start[row + 1])
    better = [
        (-int(solved.pairs.score[p]), solved.table.openings[int(solved.pairs.mentor[p])].id)
        for p in range(first, last)
        if room[int(solved.pairs.mentor[p])] and solved.pairs.score[p] > pair.score
    ]
    if not better:
        candidates = int(np.count_nonzero(room[solved.pairs.mentor[first:last]]))
        return [Reason(Explanation.BEST_FIT, {"candidates": candidates})]
    return [
        why_not_better(result, pair, opening_id, points=-points)
        for points, opening_id in sorted(better)[:MOST_BETTER_OPENINGS]
    ]


def why_not_better(result: Result, pair: Pair, opening_id: str, *, points: int) -> Reason:
    """What the plan would lose if they had the opening that scores higher for them alone."""
    table = solved_of(result).table
    before = table.problem
    forced = replace(before, fixed_pairs=before.fixed_pairs | {(pair.person_id, opening_id)})
    after = solve_table(replace(table, problem=forced))
    parameters: dict[str, str | int] = {"opening": opening_id, "points": points}
    floor = result.certificate.floor
    if placed_by_level(before, after) != placed_by_level(before, result) or any(
        other.score < floor for other in after.pairs if not other.is_fixed
    ):
        return Reason(Explanation.BETTER_OPENING_COSTS_A_PLACE, parameters)
    cost = result.statistics.total_score - after.statistics.total_score
    return Reason(Explanation.BETTER_OPENING_NEEDED_ELSEWHERE, {**parameters, "cost": cost})


def level_of(person: YoungPerson) -> tuple[int, int]:
    """Their place in the order of service."""
    return person.urgency, -person.waiting_days


def placed_by_level(problem: Problem, result: Result) -> Counter[tuple[int, int]]:
    """How many of each level have a small job, fixed ones too."""
    return Counter(level_of(problem.person(pair.person_id)) for pair in result.pairs)
