"""A problem as arrays: which pairs are possible, what they are worth, and which exclude or limit each other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np

from matcher.arrays import Chosen, Longs
from matcher.shifts.candidates import FAR_AWAY, Candidates
from matcher.shifts.cliques import cliques_of
from matcher.shifts.fit import points
from matcher.shifts.people import Volunteer
from matcher.shifts.problem import Problem
from matcher.shifts.span import instant, monday_of
from matcher.shifts.timing import engaged_minutes


@dataclass(frozen=True)
class WeekLimit:
    """Pairs of one volunteer in one week whose minutes together exceed what they want."""

    volunteer: int
    monday: date
    pairs: tuple[int, ...]
    minutes: tuple[int, ...]
    limit: int


@dataclass(frozen=True)
class Field:
    """Possible pairs, sorted by shift; volunteers and shifts by row."""

    problem: Problem
    volunteer: Longs
    shift: Longs
    fit: Longs
    is_fixed: Chosen
    is_published: Chosen
    cliques: tuple[tuple[int, ...], ...]
    """Pairs of which one volunteer can only have one."""
    weeks: tuple[WeekLimit, ...]

    @property
    def pairs(self) -> int:
        """How many pairs there are."""
        return len(self.volunteer)

    def pairs_by_shift(self) -> tuple[Longs, ...]:
        """Pairs of each shift."""
        edges = np.searchsorted(self.shift, np.arange(1, len(self.problem.shifts)))
        return tuple(np.split(np.arange(self.pairs, dtype=np.int64), edges))

    def pairs_by_volunteer(self) -> Mapping[int, list[int]]:
        """Pairs of each volunteer who has any."""
        found: dict[int, list[int]] = defaultdict(list)
        for pair, row in enumerate(self.volunteer.tolist()):
            found[row].append(pair)
        return found


def field_of(problem: Problem) -> Field:
    """Everything the models are built from."""
    volunteer, shift, fit = scored_pairs(problem)
    ids = [
        (problem.volunteers[v].id, problem.shifts[s].id)
        for v, s in zip(volunteer.tolist(), shift.tolist(), strict=True)
    ]
    field = Field(
        problem=problem,
        volunteer=volunteer,
        shift=shift,
        fit=fit,
        is_fixed=np.array([pair in problem.fixed for pair in ids], np.bool_),
        is_published=np.array([pair in problem.published for pair in ids], np.bool_),
        cliques=(),
        weeks=(),
    )
    by_volunteer = field.pairs_by_volunteer()
    cliques = tuple(clique for row, pairs in by_volunteer.items() for clique in clashing(field, row, pairs))
    weeks = tuple(limit for row, pairs in by_volunteer.items() for limit in week_limits(field, row, pairs))
    return Field(
        problem, volunteer, shift, fit, field.is_fixed, field.is_published, cliques=cliques, weeks=weeks
    )


def scored_pairs(problem: Problem) -> tuple[Longs, Longs, Longs]:
    """Volunteer, shift and fit of every possible or fixed pair."""
    candidates = Candidates(problem)
    row_of = {volunteer.id: row for row, volunteer in enumerate(problem.volunteers)}
    fixed_rows: dict[str, set[int]] = defaultdict(set)
    for volunteer_id, shift_id in problem.fixed:
        fixed_rows[shift_id].add(row_of[volunteer_id])
    volunteers: list[int] = []
    shifts: list[int] = []
    fits: list[int] = []
    for number, shift in enumerate(problem.shifts):
        possible = set(candidates.of(shift)[0].tolist())
        rows = sorted(
            {r for r in possible if comes_whole(problem, r, possible, row_of)} | fixed_rows[shift.id]
        )
        minutes = candidates.minutes_to(shift.place)
        volunteers += rows
        shifts += [number] * len(rows)
        for row in rows:
            way = None if minutes[row] >= FAR_AWAY else int(minutes[row])
            fits.append(sum(points(shift, problem.volunteers[row], way, problem.weights)))
    return np.array(volunteers, np.int64), np.array(shifts, np.int64), np.array(fits, np.int64)


def comes_whole(problem: Problem, row: int, possible: set[int], row_of: Mapping[str, int]) -> bool:
    """Whether everybody who has to come along can come too."""
    mates = problem.mates.get(problem.volunteers[row].id)
    return mates is None or all(row_of[mate] in possible for mate in mates)


def clashing(field: Field, row: int, pairs: list[int]) -> Iterator[tuple[int, ...]]:
    """Groups of a volunteer's pairs of which only one is possible."""
    if len(pairs) > 1:
        shifts = field.problem.shifts
        yield from cliques_of(
            {pair: shifts[int(field.shift[pair])] for pair in pairs}, volunteer=field.problem.volunteers[row]
        )


def week_limits(field: Field, row: int, pairs: list[int]) -> Iterator[WeekLimit]:
    """Weeks in which a volunteer could be given more than they want."""
    problem = field.problem
    volunteer: Volunteer = problem.volunteers[row]
    by_week: dict[date, list[int]] = defaultdict(list)
    for pair in pairs:
        by_week[monday_of(problem.shifts[int(field.shift[pair])].starts_at, zone=problem.zone)].append(pair)
    for monday, members in sorted(by_week.items()):
        minutes = tuple(problem.shifts[int(field.shift[pair])].minutes for pair in members)
        limit = volunteer.max_minutes_per_week - engaged_minutes(volunteer, monday=monday, zone=problem.zone)
        if sum(minutes) > limit:
            yield WeekLimit(row, monday, tuple(members), minutes, limit)


def start_order(field: Field) -> Longs:
    """Shifts in the order in which they start."""
    return np.argsort([instant(shift.starts_at) for shift in field.problem.shifts], kind="stable")
