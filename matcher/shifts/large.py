"""Large programs: a plan read off the linear relaxation, made better piece by piece, while the bound is proven beside it."""

from __future__ import annotations

from functools import partial

import numpy as np

from matcher.arrays import Longs, Reals
from matcher.shifts.columns import chosen_by, columns_of, pair_columns
from matcher.shifts.fairer import FairFlow, shared_fairly
from matcher.shifts.fairness import FIRST_TURN
from matcher.shifts.field import Field
from matcher.shifts.flow_bound import flow_bound
from matcher.shifts.greedy import completed, plan_greedily
from matcher.shifts.highs import Solved, maximise
from matcher.shifts.improve import Improver
from matcher.shifts.neighbourhood import Neighbourhoods
from matcher.shifts.outcome import (
    Outcome,
    fixed_at,
    in_one,
    most_of,
    shift_columns,
    turn_columns,
    values_at,
    whole,
)
from matcher.shifts.program import Program
from matcher.shifts.watch import Background, Stopped, Watch

IMPORTANCE_SHARE, FAIRNESS_SHARE = 0.4, 0.88
"""When to turn from importance to the later stages, and when to turn to the last bound, as shares of the time."""
GUIDE = (20.0 * FIRST_TURN, 1.0, 0.1, 0.1)
"""What a relaxed plan is worth: near enough to the order of the stages to guide."""


Proven = tuple[Longs, Program, Reals]
"""Columns of a component, its program, and what the proof found for them."""


class LargeSearch:
    """One search over one program: the best plan so far, and the bounds."""

    def __init__(self, field: Field, program: Program, start: Reals, watch: Watch) -> None:
        self.field, self.program, self.watch = field, program, watch
        self.settled = program
        self.improver = Improver(Neighbourhoods(field, program), start.copy(), watch=watch)
        self.bounds = [most_of(program, stage) for stage in range(4)]
        self.began = watch.seconds_used
        self.reached: list[float] = []

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
        self.reached = []
        proof = Background(lambda: self.proof(stage, program, ends_at=ends_at))

        def is_over() -> bool:
            return self.watch.is_over or self.watch.seconds_used >= ends_at

        if stage == 1:
            self.adopt(
                shared_fairly(
                    FairFlow(self.field), program, self.improver.columns, watch=self.watch, until=is_over
                )
            )
        self.start_from_relaxation(program)
        self.improver.improve(program, until=lambda: is_over() or proof.is_done())
        self.take_over(stage, self.watch.wait_for(proof.answer))
        if stage == 1 and self.values[stage] < self.bounds[stage]:
            self.improver.improve(program, until=is_over)

    def proof(self, stage: int, program: Program, *, ends_at: float) -> list[Proven]:
        """Component by component the relaxation's bound, which is quick, then branch and bound with the time left."""
        groups = program.components()
        parts = [program.part(group, np.zeros(program.size)) for group in groups]
        aims = [in_one(part, (0,) if stage == 0 else (1, 2)) for part in parts]
        self.reached = [
            maximise(part, aim, seconds=ends_at - self.watch.seconds_used, is_relaxed=True).bound
            for part, (aim, _) in zip(parts, aims, strict=True)
        ]
        weights = [float(weights[0]) for _, weights in aims]
        self.note(stage, weights)
        found: list[Proven] = []
        for number, (part, (aim, _)) in enumerate(zip(parts, aims, strict=True)):
            left = (ends_at - self.watch.seconds_used) * part.size / sum(p.size for p in parts[number:])
            if left <= 0.0 or self.watch.is_over:
                break
            note = partial(self.note_part, stage, weights, number)
            start = self.improver.columns[groups[number]]
            solved = maximise(part, aim, seconds=left, start=start, on_bound=note)
            note(solved.bound)
            if solved.values is not None:
                found.append((groups[number], part, solved.values))
        return found

    def note_part(self, stage: int, weights: list[float], number: int, bound: float) -> None:
        """A better bound of one component: those of all of them together bound the whole."""
        self.reached[number] = min(self.reached[number], bound)
        self.note(stage, weights)

    def note(self, stage: int, weights: list[float]) -> None:
        """What the bounds of all components say about the stage; the smallest one counts."""
        if np.isfinite(self.reached).all():
            bound = sum(whole(bound / weight) for bound, weight in zip(self.reached, weights, strict=True))
            self.bounds[stage] = min(self.bounds[stage], bound)
            self.watch.report(("importance", "fairness")[stage], self.values[stage], bound)

    def take_over(self, stage: int, found: list[Proven]) -> None:
        """The proof's own plans of components where they are better; places that importance left free are given away."""
        columns = self.improver.columns.copy()
        for group, part, values in found:
            if values_at(part, values) > values_at(part, columns[group]):
                columns[group] = values
        if stage == 0:
            chosen = completed(self.field, chosen_by(self.field, self.program, columns))
            columns = columns_of(self.field, chosen)[self.program.columns]
        self.adopt(columns)

    def settle(self, shifts: Longs, *, is_proven: bool) -> None:
        """From here on the importance stays: as a number when it is proven, else shift by shift."""
        if is_proven:
            for group in self.program.components():
                inside = np.zeros(self.program.size)
                inside[group] = self.program.objectives[0, group]
                if inside.any():
                    self.settled = self.settled.with_floor(
                        inside, float(inside @ self.improver.columns) - 0.5
                    )
        else:
            self.settled = fixed_at(self.program, shifts, self.improver.columns)

    def bound_fit(self) -> None:
        """What is left of the joint bounds when fairness is proven; else the most fit with everybody's turns as they are."""
        self.bound_fairness_by_flow()
        if self.reached and self.bounds[1] == self.values[1]:
            joint = sum(whole(bound) for bound in self.reached)
            self.bounds[2] = min(self.bounds[2], joint - self.weighed_fairness())
            return
        self.bounds[2] = min(self.bounds[2], self.fit_of_flow())
        if self.watch.seconds_left:
            held = np.concatenate([shift_columns(self.program), turn_columns(self.program)])
            program = fixed_at(self.program, held, self.improver.columns)
            relaxed = self.relaxed(program, program.objectives[2])
            if np.isfinite(relaxed.bound):
                self.bounds[2] = min(self.bounds[2], whole(relaxed.bound))

    def bound_fairness_by_flow(self) -> None:
        """What the flow says of fairness, for plans that staff the same shifts, or for all when importance is proven."""
        if self.values[1] == self.bounds[1]:
            return
        shifts = np.zeros(len(self.field.problem.shifts), np.bool_)
        if is_proven := self.values[0] == self.bounds[0]:
            shifts[self.program.columns[shift_columns(self.program)] - self.field.pairs] = True
        else:
            shifts[self.field.shift[chosen_by(self.field, self.program, self.improver.columns)]] = True
        bound = flow_bound(self.field, shifts, may_be_empty=is_proven).fairness
        self.bounds[1] = min(self.bounds[1], bound)
        self.watch.report("fairness", self.values[1], self.bounds[1])

    def fit_of_flow(self) -> int:
        """The fit of the best flow in which everybody has as many turns as now on the shifts staffed now."""
        chosen = chosen_by(self.field, self.program, self.improver.columns)
        turns = np.bincount(self.field.volunteer[chosen], minlength=len(self.field.problem.volunteers))
        staffed = np.zeros(len(self.field.problem.shifts), np.bool_)
        staffed[self.field.shift[chosen]] = True
        return flow_bound(self.field, staffed, turns=turns).fit

    def weighed_fairness(self) -> int:
        """Fairness of the plan, component by component with the weight it has in the joint objective."""
        total = 0
        for group in self.settled.components():
            part = self.settled.part(group, np.zeros(self.settled.size))
            _, weights = in_one(part, (1, 2))
            total += weights[0] * values_at(part, self.improver.columns[group])[1]
        return total

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
