"""A plan that staffs the same shifts and shares the turns as fairly as a flow can: the flow is mended until it is a plan."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from matcher.arrays import Chosen, Longs, Reals
from matcher.shifts.columns import chosen_by, columns_of
from matcher.shifts.field import Field
from matcher.shifts.flow_bound import ShiftFlow
from matcher.shifts.outcome import values_at
from matcher.shifts.people import Bond
from matcher.shifts.program import NO_LIMIT, Matrix, Program, Rows, add_teams
from matcher.shifts.watch import Watch

MOST_ROUNDS = 25


class FairFlow:
    """Flows through pairs that stay allowed; the plan at hand always does, so that no flow is worse than that."""

    def __init__(self, field: Field) -> None:
        self.field = field
        self.rows, self.most = rows_of(field)
        together = [
            v for team in field.problem.teams if team.bond is Bond.TOGETHER for v in team.volunteer_ids
        ]
        members = frozenset(together)
        in_team = np.array([volunteer.id in members for volunteer in field.problem.volunteers], np.bool_)
        self.in_team: Chosen = in_team[field.volunteer]

    def plan(self, chosen: Chosen, *, until: Callable[[], bool]) -> Chosen:
        """The fairest plan found that staffs the same shifts; the one at hand when the time is over first.

        Those who come together stay where they are, and so does what is fixed.
        """
        field = self.field
        staffed = np.zeros(len(field.problem.shifts), np.bool_)
        staffed[field.shift[chosen]] = True
        frozen = chosen & (field.is_fixed | self.in_team)
        while not until():
            found = self.through(chosen, staffed, frozen, until)
            if found is None:
                break
            bare = self.uncovered(found)
            if not len(bare):
                return found
            frozen = frozen | (chosen & np.isin(field.shift, bare))
        return chosen

    def through(
        self, chosen: Chosen, staffed: Chosen, frozen: Chosen, until: Callable[[], bool]
    ) -> Chosen | None:
        """Flows until one breaks no limit; of what breaks one, all but the plan at hand is no longer allowed."""
        field = self.field
        flow = ShiftFlow(field, staffed, frozen=frozen)
        shut = np.zeros(len(staffed), np.bool_)
        shut[field.shift[frozen & ~field.is_fixed & ~self.in_team]] = True
        allowed = staffed[field.shift] & ~frozen & ~self.in_team & ~shut[field.shift]
        for _ in range(MOST_ROUNDS):
            if until():
                return None
            found = flow.best(allowed).chosen | frozen
            dropped = self.broken(found, chosen)
            if not len(dropped):
                return found
            allowed[dropped] = False
        return None

    def broken(self, found: Chosen, kept: Chosen) -> Longs:
        """Pairs to do without so that every limit is kept: those that fit least, and never those to be kept."""
        used = self.rows @ found.astype(np.float64)
        dropped: list[int] = []
        for row in np.flatnonzero(used > self.most + 0.5).tolist():
            inside = slice(self.rows.indptr[row], self.rows.indptr[row + 1])
            pairs, takes = self.rows.indices[inside], self.rows.data[inside]
            left = float(used[row] - self.most[row])
            order = np.argsort(self.field.fit[pairs], kind="stable")
            for place in order.tolist():
                pair = int(pairs[place])
                if left > 0.5 and found[pair] and not kept[pair]:
                    dropped.append(pair)
                    left -= float(takes[place])
        return np.unique(np.array(dropped, np.int64))

    def uncovered(self, chosen: Chosen) -> Longs:
        """Staffed shifts that lack a qualification the flow forgot."""
        field = self.field
        bare = []
        there = np.bincount(field.shift[chosen], minlength=len(field.problem.shifts))
        for code, can in field.can.items():
            able = np.bincount(
                field.shift[chosen & can[field.volunteer]], minlength=len(field.problem.shifts)
            )
            needed = np.array([shift.needs.get(code, 0) for shift in field.problem.shifts])
            bare.append(np.flatnonzero((there > 0) & (able < needed)))
        return np.unique(np.concatenate([np.zeros(0, np.int64), *bare])).astype(np.int64)


def shared_fairly(
    field: Field, program: Program, columns: Reals, *, watch: Watch, until: Callable[[], bool]
) -> Reals:
    """The columns of the fairest plan found that staffs the same shifts, or these where none is better."""

    def better() -> Reals:
        chosen = FairFlow(field).plan(chosen_by(field, program, columns), until=until)
        return columns_of(field, chosen)[program.columns]

    found = watch.wait_for(better)
    return found if values_at(program, found) > values_at(program, columns) else columns


def rows_of(field: Field) -> tuple[Matrix, Longs]:
    """What limits pairs from above: clashes, weeks in minutes, people kept apart."""
    rows = Rows()
    for clique in field.cliques:
        rows.add(clique, [1.0] * len(clique), -NO_LIMIT, 1.0)
    for week in field.weeks:
        rows.add(week.pairs, map(float, week.minutes), -NO_LIMIT, float(week.limit))
    add_teams(rows, field, bonds=(Bond.APART,))
    return rows.matrix(field.pairs), np.array(rows.upper)
