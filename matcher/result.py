"""What a solve gives back: status, pairs with their points, statistics, and a proof."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from matcher.mentoring.workings import Workings


class Status(StrEnum):
    """How far a result can be trusted."""

    OPTIMAL = "optimal"
    INFEASIBLE = "infeasible"


@dataclass(frozen=True, slots=True)
class Contribution:
    """Points of one criterion, out of the most it could give; whether anybody asked for it."""

    criterion: str
    points: int
    most: int
    is_asked: bool


@dataclass(frozen=True, slots=True)
class Pair:
    """One proposed pair."""

    request_id: str
    mentor_id: str
    score: int
    """Points out of 10,000: the sum of the contributions."""
    contributions: tuple[Contribution, ...]
    is_fixed: bool = False


@dataclass(frozen=True, slots=True)
class LevelCount:
    """How many seats of one level there are, and how many have a mentor."""

    urgency: int
    seat: int
    waiting_days: int
    seats: int
    served: int


@dataclass(frozen=True, slots=True)
class Statistics:
    """The plan in numbers; scores are points out of 10,000."""

    requests: int
    mentors: int
    feasible_pairs: int
    served: int
    """Requests with at least one mentor."""
    unserved: int
    pairs: int
    total_score: int
    worst_score: int | None
    changes: int
    """Pairs of the published plan that are gone."""
    levels: tuple[LevelCount, ...]


@dataclass(frozen=True)
class FloorProof:
    """Why no plan has a better worst match: above `floor` these requests have only these mentors, which are too few."""

    floor: int
    requests: frozenset[str]
    mentors: frozenset[str]
    levels: frozenset[int]


@dataclass(frozen=True)
class TiePrices:
    """Dual prices of one stage that settles ties (fewest changes, then marks), among the plans of the stages before."""

    request: Mapping[str, int]
    mentor: Mapping[str, int]
    level: tuple[int, ...]


@dataclass(frozen=True)
class Certificate:
    """Proof of optimality that needs no solver to verify: see `matcher.mentoring.check`."""

    floor: int
    """No pair of the plan, fixed pairs apart, is worth less; pairs below are left out of the prices' proof."""
    closed_at: Mapping[str, int]
    """Scarce mentors and the first level (its place in the order of service) at which nobody more gets past them."""
    request_price: Mapping[str, int]
    mentor_price: Mapping[str, int]
    level_price: tuple[int, ...]
    floor_proof: FloorProof | None = None
    group_floors: Mapping[str, int] = field(default_factory=dict)
    """Where the objective lifts groups in turn: the floor of each. The proof of the floor is that of the lowest."""
    ties: tuple[TiePrices, ...] = ()
    """One per stage that settles ties, as long as more than one plan is left."""


@dataclass(frozen=True)
class Clash:
    """Mentors whose minimums together ask for more than the requests they could have."""

    mentor_ids: tuple[str, ...]
    needed: int
    available: int
    limiting_rules: Mapping[str, int] = field(default_factory=dict)
    """Reason code → how many of these mentors' pairs it excludes."""


@dataclass(frozen=True)
class Result:
    """A plan, or why there is none."""

    status: Status
    pairs: tuple[Pair, ...]
    unserved: tuple[str, ...]
    """Requests without any mentor, most urgent and longest waiting first."""
    statistics: Statistics
    certificate: Certificate | None
    clash: Clash | None = None
    workings: Workings | None = field(default=None, repr=False, compare=False)
    """What explanations and advice are read from; not part of the value."""

    def mentors_of(self, request_id: str) -> tuple[str, ...]:
        """The mentors this request gets."""
        return tuple(pair.mentor_id for pair in self.pairs if pair.request_id == request_id)

    def requests_of(self, mentor_id: str) -> tuple[str, ...]:
        """The requests this mentor gets."""
        return tuple(pair.request_id for pair in self.pairs if pair.mentor_id == mentor_id)
