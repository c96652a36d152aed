"""The smallest changes that would give somebody a mentor, each with its exact effect on the plan.

The effect of a change to her request is read from the plan: a mentor from whom a free place can be reached serves one more,
and one from whom only later requests can be moved serves her instead of one of them. The effect of a change to a mentor, who
may then also be possible for others, is found by serving everybody again; and once more without her, to tell whether the
place is hers or goes to one of several who are as urgent and have waited as long.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from matcher.candidates import all_pairs
from matcher.mentoring.levels import NEVER
from matcher.mentoring.pool import Proof
from matcher.mentoring.pool_proofs import closing_proof
from matcher.mentoring.relaxations import (
    MentorRelaxation,
    Relaxation,
    mentor_relaxations,
    pairs_of,
    request_relaxations,
)
from matcher.mentoring.variants import served_by_level, served_with_candidates, served_with_mentor
from matcher.mentoring.widening import standing, with_displaced_levels
from matcher.mentoring.workings import Workings
from matcher.reasons import Change, Reason

MOST_CHANGES = 8


@dataclass(frozen=True, slots=True)
class Unblocking:
    """A change, or two together, that would give her a mentor."""

    changes: tuple[Reason, ...]
    mentor_ids: tuple[str, ...]
    """Mentors who become possible, or whose room does."""
    serves_one_more: bool
    """Whether nobody loses a place by it; otherwise a less urgent or later request does."""
    is_shared: bool = False
    """Whether others, as urgent and waiting as long, may get the place as well as she: points decide among them."""


def what_would_help(workings: Workings, row: int) -> tuple[Unblocking, ...]:
    """Single changes that work; only when none does, two at a time."""
    workings = with_displaced_levels(workings)
    request = workings.field.requests[row]
    single = request_relaxations(request, workings.field.problem)
    found = effects_of(workings, row, single) + mentor_side(workings, row)
    if not found:
        found = effects_of(workings, row, pairs_of(single))
    found.sort(key=lambda c: (c.is_shared, not c.serves_one_more, len(c.changes), c.changes[0].code))
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
    known = known_mentors(workings, row)
    found = []
    for index, relaxation in enumerate(relaxations):
        mentors = pairs.mentor[pairs.start[index] : pairs.start[index + 1]].tolist()
        unblocking = effect(workings, row, relaxation.changes, [m for m in mentors if m not in known])
        found += [unblocking] if unblocking else []
    return found


def known_mentors(workings: Workings, row: int) -> set[int]:
    """The mentors who are possible for her as it is, and those she is fixed with."""
    field, possible = workings.field, set(workings.candidates(row)[0].tolist())
    fixed = {field.mentor_row[m] for r, m in field.problem.fixed_pairs if field.request_row[r] == row}
    return possible | fixed


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
    if workings.seats.start[row + 1] - workings.seats.start[row] == 1:
        return Unblocking(changes, ids, serves_one_more=bool(free))
    return effect_on_team(workings, row, mentors, Unblocking(changes, ids, serves_one_more=True))


def effect_on_team(
    workings: Workings, row: int, mentors: Sequence[int], promised: Unblocking
) -> Unblocking | None:
    """The same for who asks for several: she may get more than one of them, or give back one she has."""
    before, after = served_by_level(workings), served_with_candidates(workings, row, mentors)
    if after[int(workings.next_level[row])] <= before[int(workings.next_level[row])]:
        return None
    return replace(promised, serves_one_more=bool((after >= before).all()))


def mentor_side(workings: Workings, row: int) -> list[Unblocking]:
    """Changes on a mentor's side: a pending clearance, wider age limits, room for one more."""
    request, problem = workings.field.requests[row], workings.field.problem
    found = [
        unblocking
        for relaxation in mentor_relaxations(request, problem, workings.field.mentors)
        for unblocking in effect_of_mentor(workings, row, relaxation)
    ]
    return found + more_room(workings, row)


def effect_of_mentor(workings: Workings, row: int, relaxation: MentorRelaxation) -> list[Unblocking]:
    """What the changed mentor does at this request's turn; empty when nobody more of it is served."""
    before, after = served_by_level(workings), served_with_mentor(workings, relaxation.mentor)
    level = int(workings.next_level[row])
    if after[level] <= before[level]:
        return []
    without_her = served_with_mentor(workings, relaxation.mentor, waiting_no_more=row)
    return [
        Unblocking(
            relaxation.changes,
            (relaxation.mentor.id,),
            serves_one_more=bool((after >= before).all()),
            is_shared=bool(without_her[level] == after[level]),
        )
    ]


def more_room(workings: Workings, row: int) -> list[Unblocking]:
    """Her mentors whose one place more would be given away at her turn: first those whom nobody else at it could take."""
    level = int(workings.next_level[row])
    scarce = {m for m in workings.candidates(row)[0].tolist() if workings.closed_at[m] == level}
    waiting = np.flatnonzero((workings.next_level == level) & (np.arange(len(workings.next_level)) != row))
    equals = waiting.tolist() if scarce else []
    others, _ = mentors_in_the_way(with_all_in_the_way(workings, equals), equals)
    for mentors, is_shared in ((scarce - others, False), (scarce & others, True)):
        if mentors:
            ids = tuple(sorted(workings.field.mentors[m].id for m in mentors))
            reason = Reason(Change.MENTOR_CAPACITY, {"places": 1})
            return [Unblocking((reason,), ids, serves_one_more=True, is_shared=is_shared)]
    return []


def with_all_in_the_way(workings: Workings, rows: Sequence[int]) -> Workings:
    """Workings among which those in the way of these requests are those among all feasible pairs."""
    if not rows:
        return workings

    def proofs(workings: Workings) -> list[Proof]:
        reached, seen = mentors_in_the_way(workings, rows)
        bound = np.full(len(workings.field.requests), NEVER, np.int64)
        closed = np.ones(len(workings.field.mentors), np.int64)
        bound[list(seen)], closed[list(reached)] = 0, 0
        return [closing_proof(workings.field, bound, closed)]

    return standing(workings, ("in the way", *rows), proofs)


def mentors_in_the_way(workings: Workings, rows: Sequence[int]) -> tuple[set[int], set[int]]:
    """Every mentor reached from unserved requests along alternating paths: all full, or they would be served; and by whom."""
    pairs, seen, queue, reached = workings.pairs, set(rows), list(rows), set[int]()
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
    return reached, seen
