"""A problem as arrays: which pairs are possible, what they are worth, and which exclude or limit each other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np

from matcher.arrays import Chosen, Longs
from matcher.shifts.clashes import Clashes
from matcher.shifts.cliques import CliqueFinder
from matcher.shifts.pairs import Pairs, possible_pairs
from matcher.shifts.people import Volunteer
from matcher.shifts.problem import Problem
from matcher.shifts.span import monday_of
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
    possible: int
    """How many pairs are possible in all; more than there are here where the field is thinned."""

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

    @cached_property
    def can(self) -> Mapping[str, Chosen]:
        """For each qualification that a shift needs, which volunteers have it."""
        offered = [volunteer.qualifications for volunteer in self.problem.volunteers]
        codes = {code for shift in self.problem.shifts for code in shift.needs}
        return {code: np.array([code in mine for mine in offered], np.bool_) for code in codes}


def field_of(problem: Problem) -> Field:
    """Everything the models are built from."""
    return field_on(problem, possible_pairs(problem))


def field_on(problem: Problem, pairs: Pairs, *, possible: int | None = None) -> Field:
    """The same on some of the pairs; `possible` says how many there are in all."""
    volunteers = problem.volunteers
    finder = CliqueFinder(Clashes(problem.shifts))
    weeks = WeekLimits(problem)
    order = np.argsort(pairs.volunteer, kind="stable")
    rows, firsts = np.unique(pairs.volunteer[order], return_index=True)
    cliques: list[tuple[int, ...]] = []
    limits: list[WeekLimit] = []
    for row, mine in zip(rows.tolist(), np.split(order, firsts)[1:], strict=True):
        numbers = mine.tolist()
        shifts = pairs.shift[mine]
        limits += weeks.of(row, numbers, shifts.tolist())
        if len(numbers) > 1:
            found = finder.of(shifts, volunteer=volunteers[row])
            cliques += [tuple(numbers[member] for member in clique) for clique in found]
    return Field(
        problem=problem,
        volunteer=pairs.volunteer,
        shift=pairs.shift,
        fit=pairs.fit,
        is_fixed=pairs.is_fixed,
        is_published=pairs.is_published,
        cliques=tuple(cliques),
        weeks=tuple(limits),
        possible=len(pairs) if possible is None else possible,
    )


class WeekLimits:
    """Weeks in which volunteers could be given more than they want."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.minutes = [shift.minutes for shift in problem.shifts]
        self.monday = [monday_of(shift.starts_at, zone=problem.zone) for shift in problem.shifts]

    def of(self, row: int, pairs: list[int], shifts: list[int]) -> Iterator[WeekLimit]:
        """Those of one volunteer, whose pairs are with these shifts."""
        volunteer: Volunteer = self.problem.volunteers[row]
        by_week: dict[date, list[int]] = defaultdict(list)
        for place, shift in enumerate(shifts):
            by_week[self.monday[shift]].append(place)
        for monday, places in sorted(by_week.items()):
            minutes = tuple(self.minutes[shifts[place]] for place in places)
            limit = volunteer.max_minutes_per_week
            if volunteer.engagements:
                limit -= engaged_minutes(volunteer, monday=monday, zone=self.problem.zone)
            if sum(minutes) > limit:
                yield WeekLimit(row, monday, tuple(pairs[place] for place in places), minutes, limit)
