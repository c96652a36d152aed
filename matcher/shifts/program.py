"""A field as one sparse mixed-integer program, and parts of it cut out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import Any

import numpy as np
from scipy import sparse

from matcher.arrays import Chosen, Longs, Reals
from matcher.shifts.fairness import turn_value
from matcher.shifts.field import Field, WeekLimit
from matcher.shifts.people import Bond

Matrix = Any
"""A sparse matrix by rows; its published types do not know slicing and stacking."""

NO_LIMIT = float("inf")
MOST_PARTS = 6


@dataclass(frozen=True)
class Program:
    """Maximise any of four objectives over columns within limits and rows within limits.

    Columns are pairs, then shifts (staffed or not), then turns: one for each further shift a volunteer may get, worth
    less than the turn before, so that a linear solver takes them in order by itself.
    """

    matrix: Matrix
    row_lower: Reals
    row_upper: Reals
    lower: Reals
    upper: Reals
    is_integer: Chosen
    objectives: Reals  # (4, columns): importance, fairness, fit, kept
    columns: Longs
    """Where each column stands in the program of the whole problem."""

    @property
    def size(self) -> int:
        """How many columns there are."""
        return len(self.lower)

    @cached_property
    def by_column(self) -> Matrix:
        """The matrix turned, so that a few columns of a large one are found quickly."""
        return self.matrix.tocsc()

    def part(self, columns: Longs, at: Reals) -> Program:
        """Only these columns stay free, all others keep their value of `at`; rows no free column touches are dropped."""
        rows = np.unique(self.by_column[:, columns].indices)
        inside = self.matrix[rows]
        kept = inside[:, columns]
        taken = inside @ at - kept @ at[columns]
        return Program(
            matrix=kept,
            row_lower=self.row_lower[rows] - taken,
            row_upper=self.row_upper[rows] - taken,
            lower=self.lower[columns],
            upper=self.upper[columns],
            is_integer=self.is_integer[columns],
            objectives=self.objectives[:, columns],
            columns=self.columns[columns],
        )

    def with_floor(self, objective: Reals, least: float) -> Program:
        """The same program in which an objective must reach a value."""
        row = sparse.csr_array(np.zeros((1, self.size)) + objective)
        return Program(
            matrix=sparse.csr_array(sparse.vstack([self.matrix, row], format="csr")),
            row_lower=np.append(self.row_lower, least),
            row_upper=np.append(self.row_upper, NO_LIMIT),
            lower=self.lower,
            upper=self.upper,
            is_integer=self.is_integer,
            objectives=self.objectives,
            columns=self.columns,
        )

    def components(self) -> list[Longs]:
        """Columns that hang together through rows, largest group last; a column in no row stands alone."""
        pattern = sparse.csr_array(
            (np.ones(self.matrix.nnz, np.int8), self.matrix.indices, self.matrix.indptr),
            shape=self.matrix.shape,
        )
        both: Matrix = sparse.block_array([[None, pattern.T], [pattern, None]], format="csr")
        _, label = sparse.csgraph.connected_components(both, directed=False)
        mine = label[: self.size]
        order = np.argsort(mine, kind="stable")
        groups = np.split(order.astype(np.int64), np.flatnonzero(np.diff(mine[order])) + 1)
        return sorted(groups, key=lambda group: (len(group), int(group[0])))


class Rows:
    """Rows collected one after the other."""

    def __init__(self) -> None:
        self.indices: list[int] = []
        self.values: list[float] = []
        self.starts = [0]
        self.lower: list[float] = []
        self.upper: list[float] = []

    def add(self, columns: Iterable[int], values: Iterable[float], lower: float, upper: float) -> None:
        """One row: lower ≤ Σ value · column ≤ upper."""
        self.indices += columns
        self.values += values
        self.starts.append(len(self.indices))
        self.lower.append(lower)
        self.upper.append(upper)

    def matrix(self, columns: int) -> Matrix:
        """All of them."""
        return sparse.csr_array(
            (
                np.array(self.values, np.float64),
                np.array(self.indices, np.int64),
                np.array(self.starts, np.int64),
            ),
            shape=(len(self.lower), columns),
        )


def program_of(field: Field) -> Program:
    """The program of the whole problem."""
    pairs, shifts = field.pairs, len(field.problem.shifts)
    rows = Rows()
    add_heads(rows, field)
    for clique in field.cliques:
        rows.add(clique, [1.0] * len(clique), -NO_LIMIT, 1.0)
    for week in field.weeks:
        add_week(rows, week)
    add_teams(rows, field)
    worth = add_turns(rows, field, first=pairs + shifts)
    size = pairs + shifts + len(worth)
    objectives = np.zeros((4, size))
    objectives[0, pairs : pairs + shifts] = [shift.importance for shift in field.problem.shifts]
    objectives[1, pairs + shifts :] = worth
    objectives[2, :pairs] = field.fit
    objectives[3, :pairs] = field.is_published
    lower = np.zeros(size)
    lower[:pairs] = field.is_fixed
    return Program(
        matrix=rows.matrix(size),
        row_lower=np.array(rows.lower),
        row_upper=np.array(rows.upper),
        lower=lower,
        upper=np.ones(size),
        is_integer=np.arange(size) < pairs + shifts,
        objectives=objectives,
        columns=np.arange(size, dtype=np.int64),
    )


def add_heads(rows: Rows, field: Field) -> None:
    """All or nothing: a staffed shift has its minimum, its qualifications, and not more than its maximum."""
    problem = field.problem
    for number, members in enumerate(field.pairs_by_shift()):
        shift, staffed, people = problem.shifts[number], field.pairs + number, members.tolist()
        ones = [1.0] * len(people)
        rows.add([*people, staffed], [*ones, -float(shift.minimum)], 0.0, NO_LIMIT)
        rows.add([*people, staffed], [*ones, -float(shift.maximum)], -NO_LIMIT, 0.0)
        for skill, heads in shift.needs.items():
            able = members[field.can[skill][field.volunteer[members]]].tolist()
            rows.add([*able, staffed], [*[1.0] * len(able), -float(heads)], 0.0, NO_LIMIT)


def add_week(rows: Rows, week: WeekLimit) -> None:
    """The weekly limit in minutes, and rounded: of shifts longer than an n-th of it, fewer than n fit.

    Every whole solution keeps the rounded rows by itself (Chvátal and Gomory); the linear one is pulled towards whole.
    """
    rows.add(week.pairs, map(float, week.minutes), -NO_LIMIT, float(week.limit))
    for parts in range(2, MOST_PARTS + 1):
        length = week.limit // parts + 1
        counts = [minutes // length for minutes in week.minutes]
        if sum(counts) >= parts:
            members = [(pair, float(n)) for pair, n in zip(week.pairs, counts, strict=True) if n]
            rows.add([p for p, _ in members], [n for _, n in members], -NO_LIMIT, float(parts - 1))


def add_teams(rows: Rows, field: Field, *, bonds: Iterable[Bond] = tuple(Bond)) -> None:
    """Together: all or none on each shift. Apart: one at most."""
    if not field.problem.teams:
        return
    row_of = {volunteer.id: row for row, volunteer in enumerate(field.problem.volunteers)}
    by_volunteer = field.pairs_by_volunteer()
    for team in (team for team in field.problem.teams if team.bond in bonds):
        on_shift: dict[int, list[int]] = defaultdict(list)
        for volunteer_id in team.volunteer_ids:
            for pair in by_volunteer.get(row_of[volunteer_id], ()):
                on_shift[int(field.shift[pair])].append(pair)
        for members in on_shift.values():
            add_team(rows, members, bond=team.bond, size=len(team.volunteer_ids))


def add_team(rows: Rows, members: list[int], *, bond: Bond, size: int) -> None:
    """One team on one shift."""
    if bond is Bond.APART:
        rows.add(members, [1.0] * len(members), -NO_LIMIT, 1.0)
    elif len(members) < size:
        rows.add(members, [1.0] * len(members), -NO_LIMIT, 0.0)
    else:
        for other in members[1:]:
            rows.add([members[0], other], [1.0, -1.0], 0.0, 0.0)


def add_turns(rows: Rows, field: Field, *, first: int) -> list[int]:
    """Each volunteer's shifts are as many as the turns taken; what each turn is worth comes back."""
    worth: list[int] = []
    most = most_turns(field)
    for row, pairs in sorted(field.pairs_by_volunteer().items()):
        had = field.problem.volunteers[row].recent_shifts
        turns = [first + len(worth) + number for number in range(most[row])]
        worth += [turn_value(had + number) for number in range(most[row])]
        rows.add([*pairs, *turns], [*[1.0] * len(pairs), *[-1.0] * len(turns)], 0.0, 0.0)
    return worth


def most_turns(field: Field) -> dict[int, int]:
    """More shifts than this nobody can get: neither beside each other nor within the weekly limits."""
    most = {row: len(pairs) for row, pairs in field.pairs_by_volunteer().items()}
    apart = dict(most)
    for week in field.weeks:
        shortest = sorted(week.minutes)
        fitting = sum(total <= week.limit for total in accumulate(shortest))
        most[week.volunteer] -= len(week.pairs) - fitting
    is_counted = np.zeros(field.pairs, np.bool_)
    for clique in sorted(field.cliques, key=len, reverse=True):
        members = list(clique)
        if not is_counted[members].any():
            is_counted[members] = True
            apart[int(field.volunteer[members[0]])] -= len(members) - 1
    return {row: min(turns, apart[row]) for row, turns in most.items()}
