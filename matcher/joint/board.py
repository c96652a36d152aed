"""Both matchings on one board: every pair of either as a column, and what a choice of columns is worth."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import numpy as np

import matcher
from matcher import small_jobs
from matcher.arrays import Chosen, Ints, Longs
from matcher.candidates import Pairs
from matcher.joint.problem import Problem
from matcher.mentoring.alternates import workings_of
from matcher.mentoring.levels import Seats
from matcher.mentoring.open_part import open_part
from matcher.small_jobs.explain import solved_of
from matcher.small_jobs.solve import open_part as open_part_of_jobs

PairIds = tuple[str, str]
Value = tuple[int, ...]
"""Served of each mentoring level, placed of each level of small jobs, pairs below their floor (negative), total score."""


@dataclass(frozen=True)
class Side:
    """One of the two matchings: its open pairs, who waits, and how much room there is."""

    pairs: Pairs
    row_ids: tuple[str, ...]
    column_ids: tuple[str, ...]
    seats: Seats
    capacity: Ints
    minimum: Ints
    floors: Longs
    """Per row: the floor under its pairs in the plan made on its own."""
    slack: Longs
    """Per pair: what it is worth less than the prices of its two people in the plan made on its own."""
    fixed: frozenset[PairIds]

    def ids(self, pair: int) -> PairIds:
        """Whose pair that is."""
        return self.row_ids[int(self.pairs.request[pair])], self.column_ids[int(self.pairs.mentor[pair])]

    @cached_property
    def is_below(self) -> Chosen:
        """Pairs below their floor."""
        return np.asarray(self.pairs.score < self.floors[self.pairs.request])

    @cached_property
    def row(self) -> dict[str, int]:
        return {row_id: number for number, row_id in enumerate(self.row_ids)}

    @cached_property
    def column(self) -> dict[str, int]:
        return {column_id: number for number, column_id in enumerate(self.column_ids)}

    def columns_of(self, row_id: str) -> Longs:
        """The columns with which this row has open pairs, in the order of its pairs."""
        row = self.row[row_id]
        return self.pairs.mentor[int(self.pairs.start[row]) : int(self.pairs.start[row + 1])].astype(np.int64)

    def positions(self, chosen: Iterable[PairIds]) -> Longs:
        """Where pairs, less the fixed ones, are."""
        return np.array(
            [self.pairs.position(self.row[r], self.column[c]) for r, c in chosen if (r, c) not in self.fixed],
            np.int64,
        )

    def levels_of(self, positions: Longs) -> tuple[int, ...]:
        """How many seats of each level these pairs fill."""
        filled = self.seats.level[self.filled(positions)]
        return tuple(map(int, np.bincount(filled, minlength=len(self.seats.levels))))

    def filled(self, positions: Longs) -> Chosen:
        """Which seats these pairs fill: the first ones of every row."""
        load = np.bincount(self.pairs.request[positions], minlength=len(self.row_ids))
        place = np.arange(len(self.seats.request)) - self.seats.start[self.seats.request]
        return np.asarray(place < load[self.seats.request])


@dataclass(frozen=True)
class Board:
    """The two sides of one problem."""

    problem: Problem
    mentoring: Side
    small_jobs: Side

    def value_of(self, mentors: Iterable[PairIds], jobs: Iterable[PairIds]) -> Value:
        """What a choice is worth, stage by stage, fixed pairs apart."""
        one, other = self.mentoring.positions(mentors), self.small_jobs.positions(jobs)
        below = int(self.mentoring.is_below[one].sum() + self.small_jobs.is_below[other].sum())
        score = int(self.mentoring.pairs.score[one].sum() + self.small_jobs.pairs.score[other].sum())
        return (*self.mentoring.levels_of(one), *self.small_jobs.levels_of(other), -below, score)


def board_of(problem: Problem, mentoring: matcher.Result, jobs: small_jobs.Result) -> Board:
    """The board on which the two plans made on their own were found."""
    return Board(problem, mentoring_side(mentoring), small_jobs_side(jobs))


def mentoring_side(result: matcher.Result) -> Side:
    """Mentors' side."""
    workings = workings_of(result)
    field, pairs, prices = workings.field, workings.pairs, workings.prices
    return Side(
        pairs=pairs,
        row_ids=tuple(request.id for request in field.requests),
        column_ids=tuple(mentor.id for mentor in field.mentors),
        seats=workings.seats,
        capacity=workings.capacity,
        minimum=open_part(field).minimum,
        floors=workings.floors,
        slack=prices.request[pairs.request] + prices.mentor[pairs.mentor] - pairs.score,
        fixed=field.problem.fixed_pairs,
    )


def small_jobs_side(result: small_jobs.Result) -> Side:
    """Small jobs' side."""
    solved, proof = solved_of(result), result.certificate
    table, pairs, left = solved.table, solved.pairs, open_part_of_jobs(solved.table)
    row_price = np.array([proof.request_price[person.id] for person in table.people], np.int64)
    column_price = np.array([proof.mentor_price[opening.id] for opening in table.openings], np.int64)
    return Side(
        pairs=pairs,
        row_ids=tuple(person.id for person in table.people),
        column_ids=tuple(opening.id for opening in table.openings),
        seats=left.seats,
        capacity=left.capacity,
        minimum=left.minimum,
        floors=np.full(len(table.people), solved.floor, np.int64),
        slack=row_price[pairs.request] + column_price[pairs.mentor] - pairs.score,
        fixed=table.problem.fixed_pairs,
    )
