"""Why somebody has no mentor: the rules that exclude, those who need the same mentors, and what would help."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from matcher.arrays import Chosen
from matcher.errors import NothingToExplain
from matcher.mentoring.alternates import workings_of
from matcher.mentoring.levels import NEVER
from matcher.mentoring.pool import Proof
from matcher.mentoring.pool_proofs import closing_proof
from matcher.mentoring.unblocking import Unblocking, mentors_in_the_way, what_would_help, with_all_in_the_way
from matcher.mentoring.widening import standing
from matcher.mentoring.workings import Workings
from matcher.reasons import Exclusion, Explanation, Reason
from matcher.result import Result


@dataclass(frozen=True, slots=True)
class Competition:
    """Requests that can only have the same few mentors: the honest reason why it is scarce."""

    request_ids: tuple[str, ...]
    mentor_ids: tuple[str, ...]
    places: int


@dataclass(frozen=True, slots=True)
class UnservedExplanation:
    """Why a request has no mentor, or fewer than asked for."""

    request_id: str
    reason: Reason
    excluded: Mapping[Exclusion, int]
    """How many mentors each rule excludes."""
    excluded_by_one_rule: Mapping[Exclusion, int]
    """How many mentors only that rule excludes."""
    competition: Competition | None
    changes: tuple[Unblocking, ...]


def explain_unserved(result: Result, request_id: str) -> UnservedExplanation:
    """Why she has no mentor, or fewer than asked for; rules first, then scarcity, then what would help.

    Raises `NothingToExplain` for a request that has all it asked for.
    """
    workings = workings_of(result)
    request = workings.field.problem.request(request_id)
    row = workings.field.request_row[request_id]
    if workings.next_level[row] == NEVER:
        raise NothingToExplain(f"request {request_id} has every mentor it asks for")
    broken = [workings.field.problem.broken_rules(request, mentor) for mentor in workings.field.mentors]
    every = Counter(reason for reasons in broken for reason in reasons)
    alone = Counter(reasons[0] for reasons in broken if len(reasons) == 1)
    candidates = len(workings.candidates(row)[0])
    code = Explanation.CANDIDATES_TAKEN if candidates else Explanation.NO_CANDIDATES
    return UnservedExplanation(
        request_id=request_id,
        reason=Reason(code, {"candidates": candidates}),
        excluded=dict(every.most_common()),
        excluded_by_one_rule=dict(alone.most_common()),
        competition=competition_for(workings, row) if candidates else None,
        changes=what_would_help(workings, row),
    )


def competition_for(workings: Workings, row: int) -> Competition:
    """Everybody who can only have the mentors in her way."""
    workings = with_all_in_the_way(workings, [row])
    mentors = sorted(mentors_in_the_way(workings, [row])[0])
    inside = np.zeros(len(workings.field.mentors), bool)
    inside[mentors] = True

    def proofs(workings: Workings) -> list[Proof]:
        bound = np.where(only_inside(workings, inside), 0, NEVER)
        return [closing_proof(workings.field, bound, np.where(inside, 0, 1))]

    workings = standing(workings, ("competition", row), proofs)
    requests = np.flatnonzero(only_inside(workings, inside))
    return Competition(
        request_ids=tuple(sorted(workings.field.requests[r].id for r in requests)),
        mentor_ids=tuple(sorted(workings.field.mentors[m].id for m in mentors)),
        places=int(workings.capacity[mentors].sum()),
    )


def only_inside(workings: Workings, inside: Chosen) -> Chosen:
    """Which requests want a mentor and can only have these."""
    pairs = workings.pairs
    outside = np.bincount(pairs.request[~inside[pairs.mentor]], minlength=len(workings.field.requests))
    within = np.bincount(pairs.request[inside[pairs.mentor]], minlength=len(workings.field.requests))
    wants = np.bincount(workings.seats.request, minlength=len(workings.field.requests))
    return np.asarray((outside == 0) & (within > 0) & (wants > 0))
