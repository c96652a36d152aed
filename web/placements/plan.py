"""A job run's plan, as it crosses from the engine door to the writing: ids and codes, no words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, TypeAlias

Codes: TypeAlias = dict[str, Any]


@dataclass(frozen=True)
class PlannedJob:
    """One pair, with what each criterion gives it."""

    young_person_id: int
    small_job_id: int
    score: float
    contributions: list[Codes]


@dataclass(frozen=True)
class Left:
    """A young person without a job, and why."""

    young_person_id: int
    reasons: list[Codes]


@dataclass(frozen=True)
class JobPlan:
    """Everything a run has found."""

    pairs: tuple[PlannedJob, ...]
    left: tuple[Left, ...]
    statistics: Codes
