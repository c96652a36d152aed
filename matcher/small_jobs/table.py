"""People and openings in an order of their own, the pairs that are possible, and what they score."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, partial

import numpy as np

from matcher.arrays import Bits, Ints, Longs
from matcher.candidates import Pairs
from matcher.identity import canonical_order, digests, mark_reward, marks_of, mentions
from matcher.small_jobs.people import Opening, YoungPerson
from matcher.small_jobs.problem import PairIds, Problem

PERSON_FACTS = (
    "free.bits", "engagements.bits", "means", "max_travel_minutes", "age", "start_minutes", "goal", "is_at_school",
    "energy", "likes", "avoids", "needs_support", "wishes_support", "urgency", "waiting_days",
)  # fmt: skip
NAMED_OPENINGS = ("asked_for", "blocked_openings")
OPENING_FACTS = (
    "week.bits", "least_minutes", "most_minutes", "kind", "tasks", "strains", "support", "ages.youngest", "ages.oldest",
    "free_seats",
)  # fmt: skip


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

    def without(self, declined: frozenset[PairIds]) -> Table:
        """The same with these pairs declined too."""
        problem = replace(self.problem, declined_pairs=self.problem.declined_pairs | declined)
        at = [self.pairs.position(self.person_row[p], self.opening_row[o]) for p, o in declined]
        keep = np.ones(len(self.pairs), bool)
        keep[[pair for pair in at if pair >= 0]] = False
        return replace(self, problem=problem, pairs=self.pairs.kept(keep))

    def with_person(self, changed: YoungPerson) -> Table:
        """The same with one person as given: what a new table would be, without testing all others again."""
        people = [changed if person.id == changed.id else person for person in self.people]
        return self._again(people, self.openings, lambda person, _: person == changed.id)

    def with_opening(self, changed: Opening) -> Table:
        """The same with one opening as given."""
        openings = [changed if opening.id == changed.id else opening for opening in self.openings]
        return self._again(self.people, openings, lambda _, opening: opening == changed.id)

    def _again(
        self,
        people: Sequence[YoungPerson],
        openings: Sequence[Opening],
        is_changed: Callable[[str, str], bool],
    ) -> Table:
        known = {
            self.ids_of(pair): score
            for pair, score in enumerate(self.pairs.score.tolist())
            if not is_changed(*self.ids_of(pair))
        }

        def score_of(person: YoungPerson, opening: Opening) -> int | None:
            ids = (person.id, opening.id)
            return score_if_possible(self.problem, person, opening) if is_changed(*ids) else known.get(ids)

        return built(self.problem, people, openings, score_of)


def table_of(problem: Problem) -> Table:
    """The table of a problem, in an order that depends on what people and openings are like, not on how they were listed."""
    return built(problem, problem.people, problem.openings, partial(score_if_possible, problem))


def score_if_possible(problem: Problem, person: YoungPerson, opening: Opening) -> int | None:
    """What the two score; None when a rule stands between them."""
    return sum(problem.points(person, opening)) if problem.is_possible(person, opening) else None


def built(
    problem: Problem,
    people: Sequence[YoungPerson],
    openings: Sequence[Opening],
    score_of: Callable[[YoungPerson, Opening], int | None],
) -> Table:
    """A table of these people and openings."""
    marks = marks_of(openings, OPENING_FACTS)
    mark_of = dict(zip((opening.id for opening in openings), marks.tolist(), strict=True))
    columns, opening_marks = canonical_order(openings, marks)
    named = digests(mentions(person, NAMED_OPENINGS, mark_of) for person in people)
    rows, person_marks = canonical_order(people, marks_of(people, PERSON_FACTS, named))
    entries = [
        (row, column, score)
        for row, person in enumerate(rows)
        for column, opening in enumerate(columns)
        if (score := score_of(person, opening)) is not None
    ]
    return Table(problem, rows, columns, person_marks, opening_marks, pairs_from(entries, people=len(rows)))


Entry = tuple[int, int, int]
"""Row, column, score."""


def rewards_of(table: Table, person: Ints, opening: Ints) -> list[Longs]:
    """What settles plans of the same score, pair by pair: the published plan, where there is one, then the marks."""
    rewards = [mark_reward(table.person_marks[person], table.opening_marks[opening])]
    if table.problem.published_pairs:
        keys = person.astype(np.int64) * len(table.openings) + opening
        published = [
            table.person_row[p] * len(table.openings) + table.opening_row[o]
            for p, o in table.problem.published_pairs
            if p in table.person_row and o in table.opening_row
        ]
        rewards.insert(0, np.isin(keys, published).astype(np.int64))
    return rewards


def pairs_from(entries: Sequence[Entry], *, people: int) -> Pairs:
    """Entries, sorted by row and column, as pairs."""
    columns: Ints = np.array(entries, np.int32).reshape(-1, 3)
    counts = np.bincount(columns[:, 0], minlength=people)
    start = np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)
    return Pairs(start, np.ascontiguousarray(columns[:, 1]), np.ascontiguousarray(columns[:, 2]))
