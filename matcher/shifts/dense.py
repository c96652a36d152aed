"""Dense festivals: the plan is sought among chosen pairs, and what is proven holds for every possible pair."""

from __future__ import annotations

from matcher.arrays import Reals
from matcher.shifts.crowd import Crowd
from matcher.shifts.field import Field
from matcher.shifts.huge import HugeSearch
from matcher.shifts.outcome import Outcome
from matcher.shifts.pairs import Pairs
from matcher.shifts.prices import FitPrices
from matcher.shifts.program import Program
from matcher.shifts.watch import Stopped, Watch


class DenseSearch(HugeSearch):
    """The search for huge problems over a thinned program, whose own bounds say nothing about the pairs left out."""

    def __init__(self, field: Field, program: Program, start: Reals, watch: Watch, *, every: Pairs) -> None:
        super().__init__(field, program, start, watch)
        self.every = every
        self.crowd = Crowd(field.problem, every)

    def run(self) -> None:
        """What is proven first; then a plan, by a relaxation only where shifts are still left out."""
        self.bounds[0] = min(self.bounds[0], self.crowd.importance())
        self.bound_fairness()
        self.watch.report("importance", self.values[0], self.bounds[0])
        relaxed = None if self.values[0] == self.bounds[0] else self.relaxed().values
        self.start_from(self.improver.columns if relaxed is None else relaxed)
        self.improve()
        self.bound_fairness()
        self.bound_the_rest()

    def share_fairly(self) -> None:
        """First with whoever wants few hours on short shifts only, then as everywhere."""
        too_long = self.crowd.too_long(self.staffed(self.chosen()))
        pairs = too_long[self.field.volunteer, self.field.shift]
        if pairs.any():
            self.share_through(pairs)
        super().share_fairly()

    def lower(self, stage: int, bound: int) -> None:
        """The thinned program proves nothing."""

    def bound_fairness(self) -> None:
        """For every plan as important when no more shifts can be staffed; else for plans that staff the same shifts."""
        staffed = self.crowd.enough() if self.values[0] == self.bounds[0] else self.staffed(self.chosen())
        self.bounds[1] = self.crowd.fairness(staffed)
        self.watch.report("fairness", self.values[1], self.bounds[1])

    def bound_the_rest(self) -> None:
        """Fit for plans with the same turns."""
        chosen = self.chosen()
        prices = FitPrices(self.field.problem, self.every, self.staffed(chosen), self.turns(chosen))
        fit = prices.bound(self.values[2], until=lambda: self.watch.is_over)
        self.bounds[2] = min(self.bounds[2], fit)
        self.watch.report("fit", self.values[2], self.bounds[2])


def solve_dense(field: Field, program: Program, *, every: Pairs, start: Reals, watch: Watch) -> Outcome:
    """The best plan within the time; when the stop button is pressed, the best one so far."""
    search = DenseSearch(field, program, start, watch, every=every)
    try:
        search.run()
    except Stopped:
        search.bound_fairness()
        watch.report("stopped", search.values[0], search.bounds[0])
    return search.outcome()
