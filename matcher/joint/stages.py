"""The stages of both plans together, one after the other, each to a proven best."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, replace
from itertools import accumulate
from operator import mul
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
MOST_WEIGHT = 2**20
"""Levels are solved together while their weights, each more than all behind it can bring, stay below this."""
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

    def greatest(self, program: Program, *stages: Stage) -> Reals | None:
        """The solution in which these stages together are the most in whole numbers; None when the program has none."""
        found = greatest(program, self.model.objective(stages), ends_at=self.ends_at, noted=self.note)
        return None if found is None else found.values


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
    """The numbers of more levels of small jobs: up to the first that mentors keep from what it could be and some behind, or all.

    Where that is, is guessed from a relaxed solution in which earlier levels weigh more; that it is there, is then proven.
    """
    jobs, aims = search.model.jobs, aims_after(search.model.board.small_jobs, settled)

    def most_from(level: int) -> tuple[int, ...] | None:
        """The most of this level and some behind it, in turn, when all before have what they aim at; None when they cannot."""
        block = block_from(search.model, level)
        found = search.greatest(with_floors(program, jobs[:level], aims[:level]), *block)
        return None if found is None else tuple(round(jobs[level + i].of(found)) for i in range(len(block)))

    def is_out_of_reach(level: int) -> bool:
        return search.greatest(with_floors(program, jobs[: level + 1], aims[: level + 1])) is None

    level = first_short(search, with_floors(program, jobs[: len(settled)], settled), settled, aims)
    most = most_from(level)
    if most is None:
        level = bisect_left(range(level), True, lo=len(settled), key=is_out_of_reach)
        most = most_from(level)
    assert most is not None, "what has been reached can be reached"
    return (*aims[:level], *most)


def block_from(model: Model, level: int) -> list[Stage]:
    """This level of small jobs and some behind it, weighed so that together they are the most where they are so in turn."""
    sizes = model.board.small_jobs.seats.count_by_level[level:].tolist()
    products = list(accumulate((size + 1 for size in sizes), mul))
    count = max(min(1, len(sizes)), bisect_right(products, MOST_WEIGHT))
    return [
        Stage(model.jobs[level + i].columns, products[count - 1] // products[i] * model.jobs[level + i].worth)
        for i in range(count)
    ]


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
        fewest = search.greatest(program, below)
        assert fewest is not None, "what has been reached can be reached"
        search.greatest(with_floors(program, (below,), (round(below.of(fewest)),)), score)
