"""A plan that staffs the same shifts and shares the turns as fairly as a flow can: the flow is mended until it is a plan."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property

import numpy as np

from matcher.arrays import Chosen, Longs, Reals
from matcher.errors import NoFlow
from matcher.shifts.columns import chosen_by, columns_of
from matcher.shifts.field import Field
from matcher.shifts.flow_bound import ShiftFlow
from matcher.shifts.limits import Limits
from matcher.shifts.outcome import values_at
from matcher.shifts.people import Bond
from matcher.shifts.program import Program
from matcher.shifts.watch import Watch

MILD_ROUNDS, MOST_ROUNDS = 3, 10
"""Flows after which only what broke a limit is closed, then all that would break it again; and how many there are at most."""
MOST_REPAIRS = 20
FEW = 0.01
"""Once so small a share of the pairs breaks a limit, their places are given away by themselves."""


class FairFlow:
    """Flows through pairs that stay open; the plan at hand always does, so that no flow is worse than that."""

    def __init__(self, field: Field) -> None:
        self.field, self.limits = field, Limits(field)
        together = {
            v for team in field.problem.teams if team.bond is Bond.TOGETHER for v in team.volunteer_ids
        }
        in_team = np.array([volunteer.id in together for volunteer in field.problem.volunteers], np.bool_)
        self.in_team: Chosen = in_team[field.volunteer]
        self.shut: Chosen = np.zeros(field.pairs, np.bool_)
        self.flows = 0
        """How many flows through everything it took so far."""

    def plan(self, chosen: Chosen, *, until: Callable[[], bool], shut: Chosen | None = None) -> Chosen:
        """The fairest plan found that staffs the same shifts; the one at hand when the time is over first.

        Those who come together stay where they are, and so does what is fixed. Pairs that are `shut` are only used for what
        is left over, also those of the plan at hand: then what is found may be less fair.
        """
        frozen = chosen & (self.field.is_fixed | self.in_team)
        self.shut = np.zeros_like(chosen) if shut is None else shut
        while not until():
            try:
                found = self.through(chosen, frozen, until)
            except NoFlow:
                if shut is None:
                    raise
                break
            if found is None:
                break
            bare = self.is_bare(found)
            if not bare.any():
                return found
            frozen = frozen | (chosen & bare[self.field.shift])
        return chosen

    def through(self, chosen: Chosen, frozen: Chosen, until: Callable[[], bool]) -> Chosen | None:
        """Flows until one breaks no limit, or nearly none; None when that takes too long."""
        field = self.field
        staffed = np.zeros(len(field.problem.shifts), np.bool_)
        staffed[field.shift[chosen]] = True
        staffed[field.shift[frozen & ~field.is_fixed & ~self.in_team]] = False
        flow = ShiftFlow(field, staffed, frozen=frozen)
        kept = frozen | (chosen & ~self.shut)
        open_pairs = staffed[field.shift] & ~frozen & ~self.in_team & ~self.shut
        open_pairs &= ~self.limits.shut_by(frozen) | kept
        for number in range(1, MOST_ROUNDS + 1):
            found = flow.best(open_pairs).chosen | frozen
            self.flows += 1
            broken = self.limits.broken(found, kept)
            if not len(broken.gone):
                return found
            is_few = len(broken.gone) < FEW * np.count_nonzero(found)
            if is_few or number == MOST_ROUNDS or until():
                return self.mended(without(found, broken.gone), chosen, frozen, staffed)
            open_pairs[broken.gone if number <= MILD_ROUNDS else broken.closed] = False
        return None

    def mended(self, had: Chosen, chosen: Chosen, frozen: Chosen, staffed: Chosen) -> Chosen | None:
        """What is left is given away; a shift that misses its minimum then gets the people back it has in the plan at hand."""
        shift = self.field.shift
        back = np.zeros(len(staffed), np.bool_)
        for _ in range(MOST_REPAIRS):
            theirs = frozen | (chosen & back[shift])
            left = (had & ~back[shift] & ~self.limits.shut_by(theirs)) | theirs
            left[self.limits.broken(left, theirs).gone] = False
            found = self.filled(left, staffed & ~back)
            missing = staffed & ~back & ((self.heads(found) < self.minimum) | self.is_bare(found))
            if not missing.any():
                return found
            back |= missing
        return None

    def filled(self, had: Chosen, staffed: Chosen) -> Chosen:
        """Free places given away by flows that bring everybody one more turn at most."""
        field = self.field
        while True:
            left = staffed & (self.heads(had) < self.maximum)
            open_pairs = left[field.shift] & ~had & ~self.in_team & ~self.limits.shut_by(had)
            if not open_pairs.any():
                return had
            more = ShiftFlow(field, left, frozen=had, is_last=True, through=open_pairs).best().chosen
            more[self.limits.broken(had | more, had).gone] = False
            if not more.any():
                return had
            had = had | more

    def is_bare(self, chosen: Chosen) -> Chosen:
        """Staffed shifts that lack a qualification."""
        field, size = self.field, len(self.field.problem.shifts)
        bare = np.zeros(size, np.bool_)
        for code, can in field.can.items():
            able = np.bincount(field.shift[chosen & can[field.volunteer]], minlength=size)
            bare |= able < np.array([shift.needs.get(code, 0) for shift in field.problem.shifts])
        return bare & (self.heads(chosen) > 0)

    def heads(self, chosen: Chosen) -> Longs:
        """How many each shift has."""
        size = len(self.field.problem.shifts)
        return np.bincount(self.field.shift[chosen], minlength=size).astype(np.int64)

    @cached_property
    def minimum(self) -> Longs:
        """The minimum of each shift."""
        return np.array([shift.minimum for shift in self.field.problem.shifts], np.int64)

    @cached_property
    def maximum(self) -> Longs:
        """The maximum of each shift."""
        return np.array([shift.maximum for shift in self.field.problem.shifts], np.int64)


def without(chosen: Chosen, gone: Longs) -> Chosen:
    """All but these."""
    left = chosen.copy()
    left[gone] = False
    return left


def shared_fairly(
    sharing: FairFlow,
    program: Program,
    columns: Reals,
    *,
    watch: Watch,
    until: Callable[[], bool],
    shut: Chosen | None = None,
) -> Reals:
    """The columns of the fairest plan found that staffs the same shifts, or these where none is better."""

    def better() -> Reals:
        chosen = sharing.plan(chosen_by(sharing.field, program, columns), until=until, shut=shut)
        return columns_of(sharing.field, chosen)[program.columns]

    found = watch.wait_for(better)
    return found if values_at(program, found) > values_at(program, columns) else columns
