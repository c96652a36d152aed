"""Mentors and small jobs in one run: the two plans made on their own, and where they collide, the best that does not."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

import numpy as np

import matcher
from matcher import small_jobs
from matcher.arrays import Chosen, Ints
from matcher.joint.board import Board, PairIds, Side, Value, board_of
from matcher.joint.clashes import Clashes
from matcher.joint.problem import Problem
from matcher.joint.program import Best, model_of
from matcher.joint.stages import best_of
from matcher.mentoring.alternates import workings_of
from matcher.mentoring.report import pairs_at
from matcher.result import Status
from matcher.small_jobs.explain import solved_of
from matcher.small_jobs.solve import pair_of, solve_table

DEFAULT_SECONDS = 60.0
EVERY_PAIR = 2**62


@dataclass(frozen=True)
class Result:
    """Both plans together."""

    status: Status
    mentor_pairs: tuple[matcher.Pair, ...]
    job_pairs: tuple[small_jobs.Pair, ...]
    alone: tuple[matcher.Result, small_jobs.Result]
    """The two plans as they would be if nothing collided: no plan together is better in any stage, and each carries its proof."""
    value: Value
    """Served of each mentoring level, placed of each level of small jobs, pairs below their floors (negative), total score."""
    bound: Value
    """The same of the plans alone."""
    is_proven: bool
    """Whether no plan together is better: by the bound itself, or because every stage was solved to its end."""

    @property
    def gap(self) -> int | None:
        """Points of the score to the verified bound; None where the plans alone serve more, or better, than both can."""
        return self.bound[-1] - self.value[-1] if self.value[:-1] == self.bound[:-1] else None

    def mentors_of(self, request_id: str) -> tuple[str, ...]:
        """The mentors this request gets."""
        return tuple(pair.mentor_id for pair in self.mentor_pairs if pair.request_id == request_id)

    def opening_of(self, person_id: str) -> str | None:
        """The opening this young person gets."""
        return next((pair.opening_id for pair in self.job_pairs if pair.person_id == person_id), None)


def solve(problem: Problem, *, seconds: float = DEFAULT_SECONDS) -> Result:
    """The best plan for both, in which nobody's small job takes the time with their mentor.

    Stages: mentors for as many as possible of every level in order; small jobs likewise; as few pairs as possible that are
    worth less than the worst of the plans made alone; the highest score of both together. Where the plans made alone do not
    collide they are the answer, their ties settled as they settle them. Otherwise every stage is solved to its
    end (`matcher.joint.stages`); `is_proven` says whether that was within `seconds`.
    """
    asked = problem.without_hopeless()
    asked = replace(asked, mentoring=replace(asked.mentoring, most_stored_pairs=EVERY_PAIR))
    mentoring, jobs = matcher.solve(asked.mentoring), small_jobs.solve(asked.small_jobs)
    if mentoring.status is Status.INFEASIBLE:
        return Result(Status.INFEASIBLE, (), (), (mentoring, jobs), (), (), is_proven=True)
    board = board_of(asked, mentoring, jobs)
    bound = board.value_of(ids_of_mentors(mentoring), ids_of_jobs(jobs))
    clashes = Clashes(board)
    best = first_choice(board, clashes, mentoring, jobs)
    if best.value != bound:
        best = best_of(model_of(board, clashes), best, bound, seconds=seconds)
    return told(board, best, bound, (mentoring, jobs))


def ids_of_mentors(result: matcher.Result) -> list[PairIds]:
    """The pairs of a plan, by name."""
    return [(pair.request_id, pair.mentor_id) for pair in result.pairs]


def ids_of_jobs(result: small_jobs.Result) -> list[PairIds]:
    """The pairs of a plan, by name."""
    return [(pair.person_id, pair.opening_id) for pair in result.pairs]


def first_choice(board: Board, clashes: Clashes, mentoring: matcher.Result, jobs: small_jobs.Result) -> Best:
    """One plan kept and the other made around it, whichever way is better."""
    asked = board.problem
    hers, theirs = ids_of_mentors(mentoring), ids_of_jobs(jobs)
    no_jobs, no_mentors = colliding_jobs(board, clashes, hers), colliding_mentors(board, clashes, theirs)
    if no_jobs.isdisjoint(theirs):
        return Best(hers, theirs, board.value_of(hers, theirs), is_proven=True)
    around_mentors = solve_table(solved_of(jobs).table.without(no_jobs))
    found = ids_of_jobs(around_mentors)
    best = Best(hers, found, board.value_of(hers, found), is_proven=False)
    around_jobs = matcher.solve(
        replace(asked.mentoring, declined_pairs=asked.mentoring.declined_pairs | no_mentors)
    )
    if around_jobs.status is Status.OPTIMAL:
        found = ids_of_mentors(around_jobs)
        value = board.value_of(found, theirs)
        best = max(best, Best(found, theirs, value, is_proven=False), key=lambda each: each.value)
    return best


def colliding_jobs(board: Board, clashes: Clashes, mentors: Iterable[PairIds]) -> frozenset[PairIds]:
    """Possible pairs with openings that collide with one of these pairs with mentors."""
    found: set[PairIds] = set()
    for request_id, mentor_id in mentors:
        if request_id in board.problem.same:
            person_id = board.problem.same[request_id]
            hers = board.mentoring.columns_of(request_id) == board.mentoring.column[mentor_id]
            found.update(
                pairs_of(board.small_jobs, person_id, np.asarray(clashes.of(request_id)[:, hers].any(axis=1)))
            )
    return frozenset(found)


def colliding_mentors(board: Board, clashes: Clashes, jobs: Iterable[PairIds]) -> frozenset[PairIds]:
    """Possible pairs with mentors that collide with one of these pairs with openings."""
    found: set[PairIds] = set()
    for person_id, opening_id in jobs:
        if person_id in board.problem.request_of:
            request_id = board.problem.request_of[person_id]
            theirs = board.small_jobs.columns_of(person_id) == board.small_jobs.column[opening_id]
            found.update(
                pairs_of(board.mentoring, request_id, np.asarray(clashes.of(request_id)[theirs].any(axis=0)))
            )
    return frozenset(found)


def pairs_of(side: Side, row_id: str, chosen: Chosen) -> list[PairIds]:
    """Those of a row's pairs that are chosen, by name."""
    return [(row_id, side.column_ids[column]) for column in side.columns_of(row_id)[chosen]]


def told(board: Board, best: Best, bound: Value, alone: tuple[matcher.Result, small_jobs.Result]) -> Result:
    """The choice with its points, fixed pairs among it."""
    asked, field = board.problem, workings_of(alone[0]).field
    fixed, kept = asked.mentoring.fixed_pairs, asked.small_jobs.fixed_pairs
    pairs = [
        pair
        for is_fixed, ids in ((False, set(best.mentors) - fixed), (True, fixed))
        for pair in pairs_at(
            field,
            *(rows_of(ids, side, names) for side, names in ((0, field.request_row), (1, field.mentor_row))),
            is_fixed=is_fixed,
        )
    ]
    work = [
        pair_of(
            asked.small_jobs, asked.small_jobs.person(p), asked.small_jobs.opening(o), is_fixed=(p, o) in kept
        )
        for p, o in sorted(set(best.jobs) | kept)
    ]
    return Result(
        status=Status.OPTIMAL,
        mentor_pairs=tuple(sorted(pairs, key=lambda pair: (pair.request_id, pair.mentor_id))),
        job_pairs=tuple(work),
        alone=alone,
        value=best.value,
        bound=bound,
        is_proven=best.is_proven or best.value == bound,
    )


def rows_of(ids: Iterable[PairIds], side: int, row: Mapping[str, int]) -> Ints:
    """One side of pairs as rows."""
    return np.array([row[pair[side]] for pair in sorted(ids)], np.int32)
