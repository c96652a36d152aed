"""People and openings in an order of their own, the pairs that are possible, and what they score."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from matcher.arrays import Bits, Chosen, Ints
from matcher.candidates import Pairs
from matcher.identity import canonical_order, mark_of, place_facts, text_of
from matcher.small_jobs.people import Opening, YoungPerson
from matcher.small_jobs.problem import Problem


@dataclass(frozen=True)
class Table:
    """The rows and columns of a problem."""

    problem: Problem
    people: tuple[YoungPerson, ...]
    openings: tuple[Opening, ...]
    person_marks: Bits
    opening_marks: Bits
    pairs: Pairs

    @cached_property
    def person_row(self) -> dict[str, int]:
        return {person.id: row for row, person in enumerate(self.people)}

    @cached_property
    def opening_row(self) -> dict[str, int]:
        return {opening.id: row for row, opening in enumerate(self.openings)}

    def ids_of(self, pair: int) -> tuple[str, str]:
        """Whose pair that is."""
        person, opening = int(self.pairs.request[pair]), int(self.pairs.mentor[pair])
        return self.people[person].id, self.openings[opening].id

    def with_person(self, changed: YoungPerson) -> Table:
        """The same with one person as given."""
        row = self.person_row[changed.id]
        people = (*self.people[:row], changed, *self.people[row + 1 :])
        return replace(self._with_rows(people, self.openings, {row}), people=people)

    def with_opening(self, changed: Opening) -> Table:
        """The same with one opening as given."""
        column = self.opening_row[changed.id]
        openings = (*self.openings[:column], changed, *self.openings[column + 1 :])
        kept = self.pairs.mentor != column
        found = [
            (row, column, sum(self.problem.points(person, changed)))
            for row, person in enumerate(self.people)
            if self.problem.is_possible(person, changed)
        ]
        return replace(
            self, openings=openings, pairs=merged(self.pairs, kept, found, people=len(self.people))
        )

    def _with_rows(
        self, people: Sequence[YoungPerson], openings: Sequence[Opening], rows: Iterable[int]
    ) -> Table:
        changed = sorted(rows)
        kept = ~np.isin(self.pairs.request, changed)
        found = [entry for row in changed for entry in row_entries(self.problem, row, people[row], openings)]
        return replace(self, pairs=merged(self.pairs, kept, found, people=len(people)))


def table_of(problem: Problem) -> Table:
    """The table of a problem, in an order that depends on what people and openings are like, not on how they were listed."""
    people, person_marks = canonical_order(problem.people, marks_of_people(problem.people))
    openings, opening_marks = canonical_order(problem.openings, marks_of_openings(problem.openings))
    entries = [
        entry for row, person in enumerate(people) for entry in row_entries(problem, row, person, openings)
    ]
    pairs = pairs_from(entries, people=len(people))
    return Table(problem, people, openings, person_marks, opening_marks, pairs)


Entry = tuple[int, int, int]
"""Row, column, score."""


def row_entries(
    problem: Problem, row: int, person: YoungPerson, openings: Sequence[Opening]
) -> Iterable[Entry]:
    """Every opening that is possible for this person, with its score."""
    for column, opening in enumerate(openings):
        if problem.is_possible(person, opening):
            yield row, column, sum(problem.points(person, opening))


def pairs_from(entries: Sequence[Entry], *, people: int) -> Pairs:
    """Entries, sorted by row and column, as pairs."""
    columns: Ints = np.array(entries, np.int32).reshape(-1, 3)
    counts = np.bincount(columns[:, 0], minlength=people)
    start = np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)
    return Pairs(start, np.ascontiguousarray(columns[:, 1]), np.ascontiguousarray(columns[:, 2]))


def merged(pairs: Pairs, kept: Chosen, found: Sequence[Entry], *, people: int) -> Pairs:
    """The kept pairs and the found ones."""
    old = zip(
        pairs.request[kept].tolist(), pairs.mentor[kept].tolist(), pairs.score[kept].tolist(), strict=True
    )
    return pairs_from(sorted([*old, *found]), people=people)


def marks_of_people(people: Iterable[YoungPerson]) -> Bits:
    """Everything about them but their names and the names they mention."""
    return np.array(
        [
            mark_of(
                place_facts(p.place), p.free.bits, p.engagements.bits, text_of(p.means), p.max_travel_minutes, p.age,
                p.start_minutes, p.goal, p.is_at_school, p.energy, text_of(p.likes), text_of(p.avoids),
                text_of(p.needs_support), text_of(p.wishes_support), p.urgency, p.waiting_days,
            )
            for p in people
        ],
        np.uint64,
    )  # fmt: skip


def marks_of_openings(openings: Iterable[Opening]) -> Bits:
    """Everything about them but their names."""
    return np.array(
        [
            mark_of(
                place_facts(o.place), o.week.bits, o.least_minutes, o.most_minutes, o.kind, text_of(o.tasks),
                text_of(o.strains), text_of(o.support), o.ages.youngest, o.ages.oldest, o.free_seats,
            )
            for o in openings
        ],
        np.uint64,
    )  # fmt: skip
