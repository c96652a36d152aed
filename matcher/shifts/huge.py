"""Programs too large for branch and bound: the relaxation bounds the importance and shows the way, a flow bounds the rest."""

from __future__ import annotations

import numpy as np

from matcher.arrays import Chosen, Longs, Reals
from matcher.shifts.columns import chosen_by, columns_of, pair_columns
from matcher.shifts.fairer import FairFlow, shared_fairly
from matcher.shifts.field import Field
from matcher.shifts.flow_bound import FlowBound, flow_bound
from matcher.shifts.greedy import plan_greedily
from matcher.shifts.highs import Solved, maximise
from matcher.shifts.improve import Improver
from matcher.shifts.neighbourhood import Neighbourhoods
from matcher.shifts.outcome import Outcome, Values, most_of, shift_columns, values_at, whole
from matcher.shifts.program import Program
from matcher.shifts.watch import Stopped, Watch

RELAXATION_SHARE, SHARING_SHARE, BOUNDS_SHARE = 0.4, 0.3, 0.08
"""The most of the time for the relaxation, when turns are shared once more, and what is kept for the last bounds."""
FLOWS_FOR_BOUNDS = 3
"""The last bounds take about as long as so many flows."""
SIDE_BY_SIDE = 2
"""Pieces solved at a time."""


class HugeSearch:
    """One search over one program: the best plan so far, and the bounds."""

    def __init__(self, field: Field, program: Program, start: Reals, watch: Watch) -> None:
        self.field, self.program, self.watch = field, program, watch
        self.improver = Improver(
            Neighbourhoods(field, program), start.copy(), watch=watch, side_by_side=SIDE_BY_SIDE
        )
        self.bounds = [most_of(program, stage) for stage in range(4)]
        self.sharing = FairFlow(field)
        self.flow_seconds = 0.0

    def run(self) -> None:
        """The relaxation, a plan after it, piece by piece a better one, and what is proven about it."""
        relaxed = self.relaxed()
        if relaxed.values is not None:
            self.lower(0, whole(relaxed.bound))
            self.start_from(relaxed.values)
        self.improve()
        self.bound_the_rest()

    def lower(self, stage: int, bound: int) -> None:
        """What has been proven about a stage; the smallest bound counts."""
        self.bounds[stage] = min(self.bounds[stage], bound)

    def is_time_for_bounds(self) -> bool:
        """Whether what is left of the time is for the last bounds."""
        needed = max(self.watch.seconds * BOUNDS_SHARE, FLOWS_FOR_BOUNDS * self.flow_seconds)
        return self.watch.seconds_left <= min(needed, self.watch.seconds / 2)

    def relaxed(self) -> Solved:
        """The importance in the linear relaxation."""
        seconds = self.watch.seconds_left * RELAXATION_SHARE
        aim = self.program.objectives[0]
        return self.watch.wait_for(lambda: maximise(self.program, aim, seconds=seconds, is_relaxed=True))

    def start_from(self, values: Reals) -> None:
        """A plan by what the relaxation likes, mended where it leaves out what that staffs, its turns shared fairly."""
        liking = np.zeros(self.field.pairs)
        pairs = pair_columns(self.field, self.program)
        liking[self.program.columns[pairs]] = values[pairs]
        first = self.greedy_plan(liking)
        if values_at(self.program, first) > self.values:
            self.improver.columns = first
        self.watch.report("plan", self.values[0], self.bounds[0])
        self.share_fairly()
        shifts = shift_columns(self.program)
        left_out = shifts[(values[shifts] > 0.5) & (self.improver.columns[shifts] < 0.5)]
        self.improver.improve_around(self.program, left_out, until=self.is_time_for_bounds)

    def share_fairly(self) -> None:
        """The turns of the plan at hand, as fairly as a flow to the same shifts can share them."""
        self.share_through(None)

    def share_through(self, shut: Chosen | None) -> None:
        """The same through all pairs but those that are shut."""
        began, flows = self.watch.seconds_used, self.sharing.flows
        self.improver.columns = shared_fairly(
            self.sharing,
            self.program,
            self.improver.columns,
            watch=self.watch,
            until=self.is_time_for_bounds,
            shut=shut,
        ).copy()
        if self.sharing.flows > flows:
            self.flow_seconds = (self.watch.seconds_used - began) / (self.sharing.flows - flows)
        self.watch.report("plan", self.values[0], self.bounds[0])

    def improve(self) -> None:
        """Piece by piece; once more as a whole when most of the time is over, since pieces staff further shifts."""
        self.improver.improve(self.program, until=self.is_time_to_share)
        self.share_fairly()
        self.improver.improve(self.program, until=self.is_time_for_bounds)

    def is_time_to_share(self) -> bool:
        """Whether what is left of the time is for sharing the turns once more, and for what follows."""
        return self.watch.seconds_left <= self.watch.seconds * SHARING_SHARE

    def greedy_plan(self, liking: Reals) -> Reals:
        """The greedy plan by what is liked, or the plan at hand where greed cannot complete what is fixed."""
        chosen = plan_greedily(self.field, liking=liking)
        if chosen is None:
            return self.improver.columns.copy()
        return columns_of(self.field, chosen)[self.program.columns]

    def bound_the_rest(self) -> None:
        """Fairness for plans that staff the same shifts, or any as important; fit for plans with the same turns."""
        chosen = self.chosen()
        if self.values[0] == self.bounds[0]:
            self.lower(1, flow_bound(self.field, self.mine(), may_be_empty=True).fairness)
        else:
            self.lower(1, self.flow(chosen).fairness)
        self.lower(2, flow_bound(self.field, self.staffed(chosen), turns=self.turns(chosen)).fit)
        self.watch.report("fit", self.values[2], self.bounds[2])

    def flow(self, chosen: Chosen) -> FlowBound:
        """The fairest flow to the shifts a plan staffs."""
        return self.watch.wait_for(lambda: flow_bound(self.field, self.staffed(chosen)))

    def chosen(self) -> Chosen:
        """The pairs of the best plan so far."""
        return chosen_by(self.field, self.program, self.improver.columns)

    def turns(self, chosen: Chosen) -> Longs:
        """How many of those pairs each volunteer has."""
        return np.bincount(self.field.volunteer[chosen], minlength=len(self.field.problem.volunteers)).astype(
            np.int64
        )

    def staffed(self, chosen: Chosen) -> Chosen:
        """Which shifts those pairs staff."""
        found = np.zeros(len(self.field.problem.shifts), np.bool_)
        found[self.field.shift[chosen]] = True
        return found

    def mine(self) -> Chosen:
        """The shifts of this program, which may be a part of the whole one."""
        found = np.zeros(len(self.field.problem.shifts), np.bool_)
        found[self.program.columns[shift_columns(self.program)] - self.field.pairs] = True
        return found

    @property
    def values(self) -> Values:
        """What the best plan so far is worth."""
        return values_at(self.program, self.improver.columns)

    def outcome(self) -> Outcome:
        """The best plan so far with its bounds."""
        first, second, third, fourth = map(max, self.values, self.bounds)
        return Outcome(self.improver.columns, (first, second, third, fourth))


def solve_huge(field: Field, program: Program, *, start: Reals, watch: Watch) -> Outcome:
    """The best plan within the time; when the stop button is pressed, the best one so far."""
    search = HugeSearch(field, program, start, watch)
    try:
        search.run()
    except Stopped:
        watch.report("stopped", search.values[0], search.bounds[0])
    return search.outcome()
