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
class TooFewMentors:
    """Why some floors are too high: above them these requests of these levels have only these mentors, who are too few."""

    requests: frozenset[str]
    mentors: frozenset[str]
    levels: frozenset[int]


@dataclass(frozen=True)
class TooFewRequests:
    """Why some floors are too high: above them these mentors have only these requests, too few for their minimums."""

    mentors: frozenset[str]
    requests: frozenset[str]


Shortage = TooFewMentors | TooFewRequests
"""Holds but for single pairs that lead out of it, which the checker counts (Hall)."""


@dataclass(frozen=True)
class GroupStep:
    """Why no group can do better without one that is lower already.

    With `held` at their floors and the others at the next floor in order, not all of `raised` can get above it: one of them
    must stay, and for each of them another step goes on from there.
    """

    held: Mapping[str, int]
    raised: frozenset[str]
    shortage: Shortage


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
    floor_proof: Shortage | None = None
    """Why no floor above `floor` is possible for all; None where no pair is worth more."""
    group_floors: Mapping[str, int] = field(default_factory=dict)
    """Where the objective lifts groups in turn: the floor of each."""
    group_proof: tuple[GroupStep, ...] = ()
    """Why the floors of groups, in order, cannot be higher; the first step holds nobody."""
    ties: tuple[TiePrices, ...] = ()
    """One per stage that settles ties, as long as more than one plan is left."""


@dataclass(frozen=True)
class Clash:
    """Mentors whose minimums together ask for more than the requests they could have."""

    mentor_ids: tuple[str, ...]
    request_ids: tuple[str, ...]
    """The requests they could have, single pairs with others apart."""
    needed: int
    available: int
    """Seats of these requests, and single pairs with others."""
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
