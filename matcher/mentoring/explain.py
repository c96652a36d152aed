"""Why this pair, and why not the mentor who would fit her better."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from matcher.errors import UnknownPerson
from matcher.mentoring.alternates import (
    Alternate,
    alternates,
    costs_of_forcing,
    score_at,
    with_costs,
    workings_of,
)
from matcher.mentoring.residual import FAR
from matcher.mentoring.unblocking import known_mentors, mentors_in_the_way, with_all_in_the_way
from matcher.mentoring.workings import Workings
from matcher.reasons import Explanation, Reason
from matcher.result import Pair, Result

MOST_BETTER_MENTORS = 3


@dataclass(frozen=True, slots=True)
class PairExplanation:
    """Why two people were put together: codes with parameters, the sentences are the reader's."""

    pair: Pair
    reasons: tuple[Reason, ...]
    """First why this mentor, then why not those who score higher for her alone."""
    alternates: tuple[Alternate, ...]


def explain_pair(result: Result, request_id: str, mentor_id: str) -> PairExplanation:
    """Why this pair is in the plan; `UnknownPerson` when it is not."""
    workings = workings_of(result)
    for pair in result.pairs:
        if (pair.request_id, pair.mentor_id) == (request_id, mentor_id):
            others = alternates(result, request_id)
            return PairExplanation(pair, tuple(reasons_for(workings, pair)), others)
    raise UnknownPerson(
        f"{request_id} and {mentor_id} are not a pair of this plan", who=request_id, field="pairs"
    )


def reasons_for(workings: Workings, pair: Pair) -> list[Reason]:
    """The codes."""
    if pair.is_fixed:
        return [Reason(Explanation.FIXED)]
    row = workings.field.request_row[pair.request_id]
    better = better_mentors(workings, row, pair.score)[:MOST_BETTER_MENTORS]
    if not better:
        return [Reason(Explanation.BEST_FIT, {"candidates": candidates_of(workings, row)})]
    question = ("better mentors", MOST_BETTER_MENTORS, pair.score)
    workings = with_costs(workings, row, question, lambda costs: [m for m in better if m in costs])
    costs = costs_of_forcing(workings, row)
    return [why_not(workings, row, mentor, costs.get(mentor, FAR)) for mentor in better]


def candidates_of(workings: Workings, row: int) -> int:
    """How many mentors with a free place are possible for her at all."""
    return int(np.count_nonzero(workings.capacity[workings.candidates(row)[0]]))


def better_mentors(workings: Workings, row: int, score: int) -> list[int]:
    """Mentors with a free place who would score higher for her alone, best first."""
    hers = workings.mentors_by_request.get(row, [])
    found = [
        (-points, workings.field.mentors[mentor].id, mentor)
        for mentor, points in zip(*map(np.ndarray.tolist, workings.candidates(row)), strict=True)
        if points > score and workings.capacity[mentor] and mentor not in hers
    ]
    return [mentor for _, _, mentor in sorted(found)]


def why_not(workings: Workings, row: int, mentor: int, cost: int) -> Reason:
    """Why the better mentor is with somebody else; at the cost `FAR` somebody would lose a place or the floor."""
    parameters: dict[str, str | int] = {
        "mentor": workings.field.mentors[mentor].id,
        "points": score_at(workings, row, mentor),
    }
    if cost < FAR:
        return Reason(Explanation.BETTER_MENTOR_NEEDED_ELSEWHERE, {**parameters, "cost": cost})
    left_out = who_is_left_out(workings, row, mentor)
    if left_out is None:
        return Reason(Explanation.WOULD_COST_A_PLACE_OR_THE_FLOOR, parameters)
    request = workings.field.requests[left_out].id
    return Reason(Explanation.ONLY_ONE_FOR_SOMEBODY_ELSE, {**parameters, "request": request})


def who_is_left_out(workings: Workings, row: int, mentor: int) -> int | None:
    """Who has nobody once this request has that mentor: None unless every place is held by somebody who can have no other.

    None also where somebody of the same turn would be served instead: then it is the worst match that suffers.
    """
    holders = workings.requests_by_mentor.get(mentor, [])
    if not holders or not all(depends_on_one(workings, holder) for holder in holders):
        return None
    levels = workings.next_level
    waiting = np.flatnonzero(np.isin(levels, workings.top_level[holders])).tolist()
    reached, _ = mentors_in_the_way(with_all_in_the_way(workings, waiting), waiting)
    if row in waiting or reached.intersection(workings.mentors_by_request.get(row, [])):
        return None
    return max(holders, key=lambda h: (workings.top_level[h], workings.field.requests[h].id))


def depends_on_one(workings: Workings, row: int) -> bool:
    """Whether she can have only one mentor, and has no fixed one."""
    return len(known_mentors(workings, row)) == 1
