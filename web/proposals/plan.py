"""What a run brings back from the engine, as it is written down: ids, numbers and reason codes, no sentences."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

Codes = dict[str, Any]


@dataclass(frozen=True)
class PlannedAlternate:
    """Another mentor for a request; `consequences` says what the whole plan loses and how many others move."""

    mentor_id: int
    score: float
    contributions: list[Codes]
    facts: Codes
    consequences: Codes


@dataclass(frozen=True)
class PlannedPair:
    """One proposed pair; the score lies between 0 and 1."""

    request_id: int
    mentor_id: int
    score: float
    contributions: list[Codes]
    facts: Codes
    alternates: tuple[PlannedAlternate, ...] = ()


@dataclass(frozen=True)
class LeftOut:
    """A request without a mentor, with the reasons and what would help, as codes with parameters."""

    request_id: int
    reasons: list[Codes]


@dataclass(frozen=True)
class Worth:
    """How many open requests somebody could serve once vetted, and how many more the whole plan would then serve."""

    mentor_id: int
    could_help: int
    more_helped: int


@dataclass(frozen=True)
class KindOfMentor:
    """A kind of mentor of whom one more would give one more young person a mentor, as codes.

    `could_help` of those who ask would be possible; `told_by` of them are behind what the kind asks for more than a
    simpler one. `urgency` and `waiting_days` are of the young person who would be helped first; `helped_by` says how many
    young people one, two, … of the kind would help, in the area where such a mentor is worth most; it stops where one
    more helps nobody more.
    """

    area: str
    language: str
    hours: str
    experience: str
    could_help: int
    told_by: int
    urgency: int
    waiting_days: int
    helped_by: list[int]


@dataclass(frozen=True)
class Move:
    """A request whose mentor is not the same in two plans; `is_new`: the mentor afterwards was only imagined."""

    request_id: int
    before: int | None
    after: int | None
    is_new: bool = False


@dataclass(frozen=True)
class Groups:
    """In how many groups of at least two the weakest match would fit better, or worse, of how many in all."""

    better: int
    worse: int
    all: int


@dataclass(frozen=True)
class Comparison:
    """What a plan that was tried out has that today's has not; numbers are the difference, scores between 0 and 1.

    `broken_rules` are why a pair insisted on cannot be; there is no other plan then. `pair` is that pair. `groups` is told
    where the tried plan lifts the worst match of other groups than today's.
    """

    broken_rules: tuple[str, ...] = ()
    served: int = 0
    groups: Groups | None = None
    mean_score: float = 0.0
    worst_score: float = 0.0
    moves: tuple[Move, ...] = ()
    pair: PlannedPair | None = None


@dataclass(frozen=True)
class Choice:
    """A mentor for one request: what each criterion gives the pair, and the rules that stand against it."""

    mentor_id: int
    contributions: list[Codes]
    broken_rules: tuple[str, ...]


@dataclass(frozen=True)
class NewMentors:
    """Mentors who are only imagined: how many of which kind, with the area's code."""

    number: int
    area: str
    language: str
    hours: str


@dataclass(frozen=True)
class Changes:
    """What is to be different in a plan that is tried out; what is None is as today."""

    lifting: str | None = None
    weights: Mapping[str, int] | None = None
    common_minutes: int | None = None
    age_distance_years: int | None = None
    without_rules: tuple[str, ...] = ()
    more_minutes: int = 0
    without_mentor: int | None = None
    new_mentors: NewMentors | None = None


@dataclass(frozen=True)
class Plan:
    """A whole checked plan."""

    pairs: tuple[PlannedPair, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    worths: tuple[Worth, ...] = ()
    statistics: Codes = field(default_factory=dict)
