"""A plan in the making: who sits where, what that excludes, and who may still come; no solver."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

import numpy as np

from matcher.arrays import Chosen
from matcher.shifts.field import Field
from matcher.shifts.people import Bond

INCOMPLETE: tuple[int, ...] = ()
"""The party of somebody who has to come with people who cannot."""


class Seating:
    """Pairs put in and taken out, one party at a time: a volunteer, with those who have to come along."""

    def __init__(self, field: Field) -> None:
        self.field = field
        self.is_in: Chosen = np.zeros(field.pairs, np.bool_)
        self.heads = [0] * len(field.problem.shifts)
        self.turns = [0] * len(field.problem.volunteers)
        self.volunteer = field.volunteer.tolist()
        self.shift = field.shift.tolist()
        self.only_one: list[list[int]] = [[] for _ in range(field.pairs)]
        self.is_taken = [0] * len(field.cliques)
        for number, clique in enumerate(field.cliques):
            for pair in clique:
                self.only_one[pair].append(number)
        self._add_apart()
        self.week_of: list[tuple[int, int] | None] = [None] * field.pairs
        self.minutes_left = [week.limit for week in field.weeks]
        for number, week in enumerate(field.weeks):
            for pair, minutes in zip(week.pairs, week.minutes, strict=True):
                self.week_of[pair] = number, minutes
        self.party = self._parties()

    def _add_apart(self) -> None:
        """Of those who keep apart one at most, shift by shift."""
        row_of = {volunteer.id: row for row, volunteer in enumerate(self.field.problem.volunteers)}
        by_volunteer = self.field.pairs_by_volunteer()
        for team in self.field.problem.teams:
            if team.bond is Bond.APART:
                number_of: dict[int, int] = {}
                for volunteer_id in team.volunteer_ids:
                    for pair in by_volunteer.get(row_of[volunteer_id], ()):
                        number = number_of.setdefault(self.shift[pair], len(self.is_taken))
                        if number == len(self.is_taken):
                            self.is_taken.append(0)
                        self.only_one[pair].append(number)

    def _parties(self) -> list[tuple[int, ...]]:
        """For each pair those that come with it, itself included."""
        found: list[tuple[int, ...]] = [(pair,) for pair in range(self.field.pairs)]
        people, mates = self.field.problem.volunteers, self.field.problem.mates
        together: dict[tuple[frozenset[str], int], list[int]] = defaultdict(list)
        for pair, row in enumerate(self.volunteer):
            if people[row].id in mates:
                together[mates[people[row].id], self.shift[pair]].append(pair)
        for (everybody, _), members in together.items():
            for pair in members:
                found[pair] = tuple(members) if len(members) == len(everybody) else INCOMPLETE
        return found

    def may_add(self, pair: int) -> bool:
        """Whether the whole party fits in beside everything that is planned so far."""
        party = self.party[pair]
        if party is INCOMPLETE:
            return False
        shift = self.field.problem.shifts[self.shift[pair]]
        if self.heads[self.shift[pair]] + len(party) > shift.maximum:
            return False
        used: set[int] = set()
        for member in party:
            mine = self.only_one[member]
            if self.is_in[member] or any(self.is_taken[n] or n in used for n in mine):
                return False
            used.update(mine)
            week = self.week_of[member]
            if week is not None and self.minutes_left[week[0]] < week[1]:
                return False
        return True

    def add(self, pair: int) -> None:
        """Put the party in."""
        self._move(pair, 1)

    def remove(self, pair: int) -> None:
        """Take the party out."""
        self._move(pair, -1)

    def _move(self, pair: int, step: int) -> None:
        for member in self.party[pair]:
            self.is_in[member] = step > 0
            self.heads[self.shift[member]] += step
            self.turns[self.volunteer[member]] += step
            for number in self.only_one[member]:
                self.is_taken[number] += step
            week = self.week_of[member]
            if week is not None:
                self.minutes_left[week[0]] -= step * week[1]

    def try_all(self, pairs: Iterable[int]) -> list[int]:
        """Put in whoever may come, in this order; who came is told."""
        added = []
        for pair in pairs:
            if self.may_add(pair):
                self.add(pair)
                added.append(pair)
        return added
