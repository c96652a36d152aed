"""What planning gives back: status, assignments, shifts that cannot be staffed, and how far it is proven."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from matcher.result import Contribution
from matcher.shifts.reasons import Obstacle, Rule


class Status(StrEnum):
    """How far a plan can be trusted."""

    OPTIMAL = "optimal"
    """No plan is better, stage by stage."""
    FEASIBLE = "feasible"
    """All rules are kept; how much better a plan could be, the bounds of the stages say."""
    INFEASIBLE = "infeasible"
    """What is fixed clashes with the rules: there is no plan."""


class StageName(StrEnum):
    """The stages of the objective, in order; each is as large as it can be without making an earlier one smaller."""

    IMPORTANCE = "importance"
    """Importance of the shifts that reach their minimum."""
    FAIRNESS = "fairness"
    """Worth of the turns, see `matcher.shifts.fairness`."""
    FIT = "fit"
    """Points of the assignments."""
    KEPT = "kept"
    """Assignments of the published plan that are still there."""


@dataclass(frozen=True, slots=True)
class Stage:
    """What a stage reached, and what no plan can exceed.

    Where an earlier stage is not proven, the bound holds for plans that staff the same shifts and, for fit and what is
    kept, give everybody the same number of them.
    """

    name: StageName
    value: int
    bound: int

    @property
    def gap(self) -> float:
        """How much better it could be, as a share of the bound."""
        return (self.bound - self.value) / self.bound if self.bound else 0.0


@dataclass(frozen=True, slots=True)
class Assignment:
    """One volunteer on one shift."""

    volunteer_id: str
    shift_id: str
    fit: int
    """Points: the sum of the contributions."""
    contributions: tuple[Contribution, ...]
    is_fixed: bool = False


@dataclass(frozen=True, slots=True)
class Statistics:
    """The plan in numbers."""

    shifts: int
    volunteers: int
    possible_assignments: int
    staffed: int
    """Shifts that reach their minimum."""
    assignments: int
    changes: int
    """Assignments of the published plan that are gone."""
    minutes: int
    hours_gini: float
    """How evenly hours are shared among volunteers who could take any shift: 0 is even."""


@dataclass(frozen=True, slots=True)
class ClashItem:
    """One rule of a clash: about a shift, a volunteer, a team, or a volunteer on a shift."""

    rule: Rule
    volunteer_id: str = ""
    shift_id: str = ""
    team_id: str = ""
    skill: str = ""
    limit: int = 0


@dataclass(frozen=True, slots=True)
class Clash:
    """A smallest set of rules that cannot all be kept: take any one away and the others can."""

    items: tuple[ClashItem, ...]
    obstacles: Mapping[Obstacle, int] = field(default_factory=dict)
    """Why others cannot help: obstacle → how many volunteers it keeps from the shifts of the clash."""


@dataclass(frozen=True)
class Plan:
    """A plan, or why there is none."""

    status: Status
    assignments: tuple[Assignment, ...]
    unstaffed: tuple[str, ...]
    """Ids of shifts that do not reach their minimum, most important and earliest first."""
    stages: tuple[Stage, ...]
    statistics: Statistics
    clash: Clash | None = None

    @property
    def gap(self) -> float:
        """The largest gap of any stage; 0 when the plan is proven optimal."""
        return max((stage.gap for stage in self.stages), default=0.0)

    @cached_property
    def pairs(self) -> frozenset[tuple[str, str]]:
        """Volunteer id and shift id of every assignment."""
        return frozenset((a.volunteer_id, a.shift_id) for a in self.assignments)

    def volunteers_of(self, shift_id: str) -> tuple[str, ...]:
        """Who is on this shift."""
        return self._volunteers.get(shift_id, ())

    def shifts_of(self, volunteer_id: str) -> tuple[str, ...]:
        """What this volunteer is on."""
        return self._shifts.get(volunteer_id, ())

    @cached_property
    def _volunteers(self) -> Mapping[str, tuple[str, ...]]:
        found: dict[str, list[str]] = defaultdict(list)
        for assignment in self.assignments:
            found[assignment.shift_id].append(assignment.volunteer_id)
        return {shift_id: tuple(people) for shift_id, people in found.items()}

    @cached_property
    def _shifts(self) -> Mapping[str, tuple[str, ...]]:
        found: dict[str, list[str]] = defaultdict(list)
        for assignment in self.assignments:
            found[assignment.volunteer_id].append(assignment.shift_id)
        return {volunteer_id: tuple(shifts) for volunteer_id, shifts in found.items()}
