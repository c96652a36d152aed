"""What a solve of small jobs gives back: status, pairs with their points, statistics, and a proof."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from matcher.result import Certificate, Contribution, LevelCount, Status

if TYPE_CHECKING:
    from matcher.small_jobs.solve import Solved


@dataclass(frozen=True, slots=True)
class Pair:
    """One proposed small job."""

    person_id: str
    opening_id: str
    score: int
    """Points out of 10,000: the sum of the contributions."""
    contributions: tuple[Contribution, ...]
    minutes_per_week: int
    """Minutes a week to start with."""
    is_fixed: bool = False


@dataclass(frozen=True, slots=True)
class Statistics:
    """The plan in numbers; scores are points out of 10,000."""

    people: int
    openings: int
    seats: int
    feasible_pairs: int
    placed: int
    total_score: int
    worst_score: int | None
    changes: int
    """Pairs of the published plan that are gone."""
    levels: tuple[LevelCount, ...]


@dataclass(frozen=True)
class Result:
    """A plan; there always is one, if only an empty one."""

    status: Status
    pairs: tuple[Pair, ...]
    unplaced: tuple[str, ...]
    """Young people without an opening, most urgent and longest waiting first."""
    statistics: Statistics
    certificate: Certificate
    solved: Solved | None = field(default=None, repr=False, compare=False)
    """What explanations are read from; not part of the value."""

    def opening_of(self, person_id: str) -> str | None:
        """The opening this young person gets."""
        return next((pair.opening_id for pair in self.pairs if pair.person_id == person_id), None)

    def people_of(self, opening_id: str) -> tuple[str, ...]:
        """The young people this opening gets."""
        return tuple(pair.person_id for pair in self.pairs if pair.opening_id == opening_id)
