"""Large programs: a plan read off the linear relaxation, made better piece by piece, while the bound is proven beside it."""

from __future__ import annotations

import numpy as np

from matcher.arrays import Reals
from matcher.shifts.columns import chosen_by, columns_of, pair_columns
from matcher.shifts.fairness import FIRST_TURN
from matcher.shifts.field import Field
from matcher.shifts.greedy import completed, plan_greedily
from matcher.shifts.highs import Solved, maximise
from matcher.shifts.improve import Improver
from matcher.shifts.neighbourhood import Neighbourhoods
from matcher.shifts.outcome import (
    Outcome,
    fixed_at,
    most_of,
    shift_columns,
    turn_columns,
    values_at,
    whole,
)
from matcher.shifts.program import Program
from matcher.shifts.watch import Background, Stopped, Watch

IMPORTANCE_SHARE, FAIRNESS_SHARE = 0.4, 0.9
"""When to turn from importance to the later stages, and when to turn to the last bound, as shares of the time."""
GUIDE = (20.0 * FIRST_TURN, 1.0, 0.1, 0.1)
"""What a relaxed plan is worth: near enough to the order of the stages to guide."""


class LargeSearch:
    """One search over one program: the best plan so far, and the bounds."""

    def __init__(self, field: Field, program: Program, start: Reals, watch: Watch) -> None:
        self.field, self.program, self.watch = field, program, watch
        self.settled = program
        self.improver = Improver(Neighbourhoods(field, program), start.copy(), watch=watch)
        self.bounds = [most_of(program, stage) for stage in range(4)]
        self.began = watch.seconds_used

    def run(self) -> None:
        """Importance, then fairness with fit, then what is proven about fit."""
        self.proving(0, self.program, share=IMPORTANCE_SHARE)
        self.settle(shift_columns(self.program), is_proven=self.bounds[0] == self.values[0])
        self.proving(1, self.settled, share=FAIRNESS_SHARE)
        self.bound_fit()

    @property
    def values(self) -> tuple[int, int, int, int]:
        """What the best plan so far is worth."""
        return values_at(self.program, self.improver.columns)

    def start_from_relaxation(self, program: Program) -> None:
        """The plan the relaxation suggests, where it is better than the one at hand."""
        relaxed = self.relaxed(program, np.array(GUIDE) @ program.objectives)
        if relaxed.values is None:
            return
        liking = np.zeros(self.field.pairs)
        pairs = pair_columns(self.field, self.program)
        liking[self.program.columns[pairs]] = relaxed.values[pairs]
        chosen = plan_greedily(self.field, liking=liking)
        if chosen is not None:
            self.adopt(columns_of(self.field, chosen)[self.program.columns])

    def adopt(self, columns: Reals) -> None:
        """Take another plan over if it is better."""
        if values_at(self.program, columns) > self.values:
            self.improver.columns = columns.copy()
            self.watch.report("plan", self.values[0], self.bounds[0])

    def proving(self, stage: int, program: Program, *, share: float) -> None:
        """Improve the plan while the stage's bound is proven on the other core, up to a share of the time."""
        ends_at = self.began + (self.watch.seconds - self.began) * share
        objective = program.objectives[stage]
        proof = Background(
            lambda: self.proof(stage, program, objective, seconds=ends_at - self.watch.seconds_used)
        )
        self.start_from_relaxation(program)

        def is_enough() -> bool:
            return (
                self.watch.is_over or self.watch.seconds_used >= ends_at or (stage == 0 and proof.is_done())
            )

        self.improver.improve(program, until=is_enough)
        found = self.watch.wait_for(proof.answer)
        if stage == 0:
            self.take_over(found)

    def proof(self, stage: int, program: Program, objective: Reals, *, seconds: float) -> Solved:
        """The relaxation's bound first, which is quick, then branch and bound; bounds are noted as they come."""
        relaxed = maximise(program, objective, seconds=max(seconds, 1.0), is_relaxed=True)
        self.note(stage, relaxed.bound)
        solved = maximise(program, objective, seconds=seconds, on_bound=lambda bound: self.note(stage, bound))
        self.note(stage, solved.bound)
        return solved

    def note(self, stage: int, bound: float) -> None:
        """A proven bound; the smallest one counts."""
        if np.isfinite(bound):
            self.bounds[stage] = min(self.bounds[stage], whole(bound))
            self.watch.report(("importance", "fairness")[stage], self.values[stage], bound)

    def take_over(self, solved: Solved) -> None:
        """The proof's own plan, its free places given away, where it is better."""
        if solved.values is not None:
            chosen = completed(self.field, chosen_by(self.field, self.program, solved.values))
            self.adopt(columns_of(self.field, chosen)[self.program.columns])

    def settle(self, shifts: np.ndarray[tuple[int], np.dtype[np.int64]], *, is_proven: bool) -> None:
        """From here on the importance stays: as a number when it is proven, else shift by shift."""
        if is_proven:
            self.settled = self.program.with_floor(self.program.objectives[0], self.values[0] - 0.5)
        else:
            self.settled = fixed_at(self.program, shifts, self.improver.columns)

    def bound_fit(self) -> None:
        """The most fit of any plan that staffs the same shifts and gives everybody as many."""
        if self.watch.seconds_left:
            held = np.concatenate([shift_columns(self.program), turn_columns(self.program)])
            program = fixed_at(self.program, held, self.improver.columns)
            relaxed = self.relaxed(program, program.objectives[2])
            if np.isfinite(relaxed.bound):
                self.bounds[2] = min(self.bounds[2], whole(relaxed.bound))

    def relaxed(self, program: Program, objective: Reals) -> Solved:
        """The linear relaxation within the time."""
        return self.watch.wait_for(
            lambda: maximise(program, objective, seconds=self.watch.seconds_left, is_relaxed=True)
        )

    def outcome(self) -> Outcome:
        """The best plan so far with its bounds."""
        first, second, third, fourth = map(max, self.values, self.bounds)
        return Outcome(self.improver.columns, (first, second, third, fourth))


def solve_large(field: Field, program: Program, *, start: Reals, watch: Watch) -> Outcome:
    """The best plan within the time; when the stop button is pressed, the best one so far."""
    search = LargeSearch(field, program, start, watch)
    try:
        search.run()
    except Stopped:
        watch.report("stopped", search.values[0], search.bounds[0])
    return search.outcome()
