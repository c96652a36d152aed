"""Why somebody has no mentor, and the smallest changes that would give her one, each with its exact effect.

The effect of a change to her request is read from the plan: a mentor from whom a free place can be reached serves one more,
and one from whom only later requests can be moved serves her instead of one of them. The effect of a change to a mentor, who
may then also be possible for others, is found by serving everybody again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from matcher.candidates import all_pairs
from matcher.errors import NothingToExplain
from matcher.mentoring.alternates import workings_of
from matcher.mentoring.levels import NEVER
from matcher.mentoring.relaxations import (
    MentorRelaxation,
    Relaxation,
    mentor_relaxations,
    pairs_of,
    request_relaxations,
)
from matcher.mentoring.variants import served_by_level, served_with_mentor
from matcher.mentoring.workings import Workings
from matcher.reasons import Change, Exclusion, Explanation, Reason
from matcher.result import Result

MOST_CHANGES = 8


@dataclass(frozen=True, slots=True)
class Unblocking:
    """A change, or two together, that would give her a mentor."""

    changes: tuple[Reason, ...]
    mentor_ids: tuple[str, ...]
    """Mentors who become possible, or whose room does."""
    serves_one_more: bool
    """Whether nobody loses a place by it; otherwise a less urgent or later request does."""


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
    candidates = int(workings.pairs.start[row + 1] - workings.pairs.start[row])
    code = Explanation.CANDIDATES_TAKEN if candidates else Explanation.NO_CANDIDATES
    return UnservedExplanation(
        request_id=request_id,
        reason=Reason(code, {"candidates": candidates}),
        excluded=dict(every.most_common()),
        excluded_by_one_rule=dict(alone.most_common()),
        competition=competition_for(workings, row) if candidates else None,
        changes=what_would_help(workings, row),
    )


def mentors_in_the_way(workings: Workings, row: int) -> list[int]:
    """Every mentor reached from her along alternating paths: all full, or she would be served."""
    pairs, seen, queue, reached = workings.pairs, {row}, [row], set()
    while queue:
        request = queue.pop()
        for p in range(int(pairs.start[request]), int(pairs.start[request + 1])):
            mentor = int(pairs.mentor[p])
            if workings.used[p] or mentor in reached:
                continue
            reached.add(mentor)
            for other in workings.requests_by_mentor.get(mentor, []):
                if other not in seen:
                    seen.add(other)
                    queue.append(other)
    return sorted(reached)


def competition_for(workings: Workings, row: int) -> Competition:
    """Everybody who can only have the mentors in her way."""
    mentors = mentors_in_the_way(workings, row)
    inside = np.zeros(len(workings.field.mentors), bool)
    inside[mentors] = True
    pairs = workings.pairs
    outside = np.bincount(pairs.request[~inside[pairs.mentor]], minlength=len(workings.field.requests))
    within = np.bincount(pairs.request[inside[pairs.mentor]], minlength=len(workings.field.requests))
    wants = np.bincount(workings.seats.request, minlength=len(workings.field.requests))
    requests = np.flatnonzero((outside == 0) & (within > 0) & (wants > 0))
    return Competition(
        request_ids=tuple(sorted(workings.field.requests[r].id for r in requests)),
        mentor_ids=tuple(sorted(workings.field.mentors[m].id for m in mentors)),
        places=int(workings.capacity[mentors].sum()),
    )


def what_would_help(workings: Workings, row: int) -> tuple[Unblocking, ...]:
    """Single changes that work; only when none does, two at a time."""
    request = workings.field.requests[row]
    single = request_relaxations(request, workings.field.problem)
    found = effects_of(workings, row, single) + mentor_side(workings, row)
    if not found:
        found = effects_of(workings, row, pairs_of(single))
    found.sort(key=lambda change: (not change.serves_one_more, len(change.changes), change.changes[0].code))
    return tuple(smallest_of_each(found)[:MOST_CHANGES])


def smallest_of_each(found: list[Unblocking]) -> list[Unblocking]:
    """Of longer and longer travel only the shortest that works; of everything else each."""
    kept: dict[tuple[object, ...], Unblocking] = {}
    for unblocking in found:
        key = tuple(
            (reason.code,)
            if reason.code is Change.LONGER_TRAVEL
            else (reason.code, *reason.parameters.items())
            for reason in unblocking.changes
        )
        if key not in kept or (unblocking.serves_one_more and not kept[key].serves_one_more):
            kept[key] = unblocking
    return list(kept.values())


def effects_of(workings: Workings, row: int, relaxations: list[Relaxation]) -> list[Unblocking]:
    """The changes to her request that give her a mentor in the best plan, and which mentors."""
    if not relaxations:
        return []
    field = workings.field.with_requests([relaxation.request for relaxation in relaxations])
    pairs = all_pairs(field)
    known = set(workings.pairs.mentor[workings.pairs.start[row] : workings.pairs.start[row + 1]].tolist())
    found = []
    for index, relaxation in enumerate(relaxations):
        mentors = pairs.mentor[pairs.start[index] : pairs.start[index + 1]].tolist()
        unblocking = effect(workings, row, relaxation.changes, [m for m in mentors if m not in known])
        found += [unblocking] if unblocking else []
    return found


def effect(
    workings: Workings, row: int, changes: tuple[Reason, ...], mentors: list[int]
) -> Unblocking | None:
    """What these new possible mentors do for her; None when nothing."""
    displaced = workings.displaced_level
    free = [m for m in mentors if displaced[m] == NEVER]
    later = [m for m in mentors if workings.next_level[row] < displaced[m] < NEVER]
    if not free and not later:
        return None
    ids = tuple(sorted(workings.field.mentors[m].id for m in free or later))
    return Unblocking(changes, ids, serves_one_more=bool(free))


def mentor_side(workings: Workings, row: int) -> list[Unblocking]:
    """Changes on a mentor's side: a pending clearance, wider age limits, room for one more."""
    request, problem = workings.field.requests[row], workings.field.problem
    found = [
        Unblocking(relaxation.changes, (relaxation.mentor.id,), serves_one_more=one_more)
        for relaxation in mentor_relaxations(request, problem, workings.field.mentors)
        for one_more in helps_her(workings, row, relaxation)
    ]
    pairs = workings.pairs
    candidates = pairs.mentor[pairs.start[row] : pairs.start[row + 1]]
    scarce = [int(m) for m in candidates if workings.closed_at[m] == workings.next_level[row]]
    if scarce:
        ids = tuple(sorted(workings.field.mentors[m].id for m in scarce))
        found.append(Unblocking((Reason(Change.MENTOR_CAPACITY, {"places": 1}),), ids, serves_one_more=True))
    return found


def helps_her(workings: Workings, row: int, relaxation: MentorRelaxation) -> list[bool]:
    """Whether one more is served by the changed mentor; empty when it is not at this request's turn."""
    before, after = served_by_level(workings), served_with_mentor(workings, relaxation.mentor)
    level = int(workings.next_level[row])
    if after[level] <= before[level]:
        return []
    return [int(after.sum()) > int(before.sum())]
