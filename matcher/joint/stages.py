"""The stages of both plans together, one after the other, each to a proven best."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, replace
from time import monotonic

import numpy as np

from matcher.arrays import Reals
from matcher.joint.aims import aims_after
from matcher.joint.board import Value
from matcher.joint.exact import greatest
from matcher.joint.linear import OutOfTime, relaxed
from matcher.joint.program import Best, Model, Stage, with_floors
from matcher.shifts.program import Program

STEEPNESS = 2.0**12
"""What the first level weighs, compared with the last, while it is guessed where both plans collide."""
ALMOST = 1e-6


@dataclass
class Search:
    """The best choice so far, and until when a better one is looked for."""

    model: Model
    best: Best
    ends_at: float

    def note(self, values: Reals) -> None:
        """Keep a solution if it is better."""
        mentors, jobs = self.model.chosen(values)
        value = self.model.board.value_of(mentors, jobs)
        if value > self.best.value:
            self.best = Best(mentors, jobs, value, is_proven=False)

    def greatest(self, program: Program, *stages: Stage) -> int | None:
        """The most that these stages can be together in whole numbers; None when the program has no solution."""
        found = greatest(program, self.model.objective(stages), ends_at=self.ends_at, noted=self.note)
        return None if found is None else found.worth


def best_of(model: Model, start: Best, bound: Value, *, seconds: float) -> Best:
    """The best choice there is, proven; or the best that is found in time. `bound`: what no choice exceeds."""
    search = Search(model, start, monotonic() + seconds)
    try:
        settle_score(search, settle_levels(search, bound))
    except OutOfTime:
        return search.best
    return replace(search.best, is_proven=True)


def settle_levels(search: Search, bound: Value) -> Program:
    """The program in which as many of every level as possible are served.

    Mentors' levels come first, so nothing keeps them from what they are in the plan of mentors alone.
    """
    model = search.model
    program = with_floors(model.program, model.mentors, bound[: len(model.mentors)])
    settled: tuple[int, ...] = ()
    while len(settled) < len(model.jobs):
        settled = more_settled(search, program, settled)
    return with_floors(program, model.jobs, settled)


def more_settled(search: Search, program: Program, settled: tuple[int, ...]) -> tuple[int, ...]:
    """The numbers of more levels of small jobs: up to the first that mentors keep from what it could be, or all.

    Where that is, is guessed from a relaxed solution in which earlier levels weigh more; that it is there, is then proven.
    """
    jobs, aims = search.model.jobs, aims_after(search.model.board.small_jobs, settled)

    def most_at(level: int) -> int | None:
        """The most of this level when all before have what they aim at; None when they cannot all have it."""
        return search.greatest(with_floors(program, jobs[:level], aims[:level]), *jobs[level : level + 1])

    def is_out_of_reach(level: int) -> bool:
        return most_at(level + 1) is None

    level = first_short(search, with_floors(program, jobs[: len(settled)], settled), settled, aims)
    most = most_at(level)
    if most is None:
        level = bisect_left(range(level), True, lo=len(settled), key=is_out_of_reach)
        most = most_at(level)
    assert most is not None, "what has been reached can be reached"
    return (*aims[:level], most) if level < len(jobs) else aims


def first_short(search: Search, program: Program, settled: tuple[int, ...], aims: tuple[int, ...]) -> int:
    """The first level that falls short of its aim in a relaxed solution; the number of levels when none does."""
    jobs, first = search.model.jobs, len(settled)
    weights = np.geomspace(STEEPNESS, 1.0, len(jobs) - first)
    further = [
        Stage(jobs[first + i].columns, weight * jobs[first + i].worth) for i, weight in enumerate(weights)
    ]
    found = relaxed(program, search.model.objective(further), seconds=search.ends_at - monotonic())
    assert found is not None, "what has been reached can be reached"
    if not found.is_fraction.any():
        search.note(np.round(found.values))
    for level in range(first, len(jobs)):
        if jobs[level].of(found.values) < aims[level] - ALMOST:
            return level
    return len(jobs)


def settle_score(search: Search, program: Program) -> None:
    """As few pairs below their floors as possible, and then the highest score; none below is tried first."""
    below, score = search.model.below, search.model.score
    upper = program.upper.copy()
    upper[below.columns] = 0.0
    if search.greatest(replace(program, upper=upper), score) is None:
        least = search.greatest(program, below)
        assert least is not None, "what has been reached can be reached"
        search.greatest(with_floors(program, [below], (least,)), score)
