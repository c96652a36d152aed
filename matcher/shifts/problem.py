"""A problem of shifts that checks itself: once it exists it can be planned."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from functools import cached_property
from itertools import combinations
from zoneinfo import ZoneInfo

from matcher.errors import EmptySide, FixedPairBreaksRule, UnknownPerson
from matcher.mentoring.problem import refuse_duplicates
from matcher.mentoring.validate import require_whole
from matcher.shifts.errors import FixedTooMany, FixedTwice, UnknownShift
from matcher.shifts.fit import FitWeights
from matcher.shifts.people import Bond, Team, Volunteer
from matcher.shifts.reasons import Obstacle
from matcher.shifts.rules import PairRule, pair_rules
from matcher.shifts.shift import Shift
from matcher.shifts.timing import are_too_close
from matcher.shifts.validate import validate_shift, validate_team, validate_volunteer

PairIds = tuple[str, str]
"""Volunteer id, shift id."""

COPENHAGEN = ZoneInfo("Europe/Copenhagen")
MOST_POINTS = 1_000


@dataclass(frozen=True, kw_only=True)
class Problem:
    """Who offers, what is to be done, what is settled; raises `InvalidProblem` when it makes no sense."""

    volunteers: tuple[Volunteer, ...]
    shifts: tuple[Shift, ...]
    planned_at: datetime
    """The moment of planning: shifts that have started by then are refused."""
    teams: tuple[Team, ...] = ()
    fixed: frozenset[PairIds] = frozenset()
    """Assignments that must stay; free time and travel, which are the volunteer's to say, they may break."""
    declined: frozenset[PairIds] = frozenset()
    published: frozenset[PairIds] = frozenset()
    """The last plan people saw."""
    skills: frozenset[str] | None = None
    """The skills there are; None: any code is taken as it is."""
    weights: FitWeights = field(default_factory=FitWeights)
    zone: tzinfo = COPENHAGEN
    """Where weeks begin and clearances lapse."""

    def __post_init__(self) -> None:
        if not self.shifts:
            raise EmptySide("there are no shifts", field="shifts")
        if not self.volunteers:
            raise EmptySide("there are no volunteers", field="volunteers")
        refuse_duplicates("shift", [shift.id for shift in self.shifts])
        refuse_duplicates("volunteer", [volunteer.id for volunteer in self.volunteers])
        refuse_duplicates("team", [team.id for team in self.teams])
        for shift in self.shifts:
            validate_shift(shift, planned_at=self.planned_at, zone=self.zone, skills=self.skills)
        for volunteer in self.volunteers:
            validate_volunteer(volunteer, skills=self.skills)
        self._validate_teams()
        self._validate_weights()
        self._validate_fixed()

    @cached_property
    def shift_by_id(self) -> Mapping[str, Shift]:
        return {shift.id: shift for shift in self.shifts}

    @cached_property
    def volunteer_by_id(self) -> Mapping[str, Volunteer]:
        return {volunteer.id: volunteer for volunteer in self.volunteers}

    @cached_property
    def rules(self) -> tuple[PairRule, ...]:
        """Every rule between one volunteer and one shift."""
        return pair_rules(zone=self.zone, declined=self.declined)

    @cached_property
    def mates(self) -> Mapping[str, frozenset[str]]:
        """For each member of a team that comes together: everybody who has to come too."""
        found: dict[str, frozenset[str]] = {}
        for team in self.teams:
            if team.bond is Bond.TOGETHER:
                everybody = frozenset(team.volunteer_ids).union(
                    *(found.get(v, ()) for v in team.volunteer_ids)
                )
                found.update(dict.fromkeys(everybody, everybody))
        return found

    def shift(self, shift_id: str) -> Shift:
        """The shift of that id; `UnknownShift` when there is none."""
        if shift_id not in self.shift_by_id:
            raise UnknownShift(f"no shift {shift_id!r}", who=shift_id, field="shifts")
        return self.shift_by_id[shift_id]

    def volunteer(self, volunteer_id: str) -> Volunteer:
        """The volunteer of that id; `UnknownPerson` when there is none."""
        if volunteer_id not in self.volunteer_by_id:
            raise UnknownPerson(f"no volunteer {volunteer_id!r}", who=volunteer_id, field="volunteers")
        return self.volunteer_by_id[volunteer_id]

    def broken_rules(self, volunteer: Volunteer, shift: Shift) -> list[Obstacle]:
        """Why this volunteer cannot take this shift whatever the plan; empty when they can.

        A fixed assignment is excused from the rules that are the volunteer's own wishes.
        """
        is_fixed = (volunteer.id, shift.id) in self.fixed
        return [
            rule.reason
            for rule in self.rules
            if not (is_fixed and rule.is_own_wish) and not rule.allows(shift, volunteer)
        ]

    def _validate_teams(self) -> None:
        for team in self.teams:
            validate_team(team)
            for volunteer_id in team.volunteer_ids:
                self.volunteer(volunteer_id)

    def _validate_weights(self) -> None:
        for name in ("wish", "interest", "nearness", "qualification"):
            require_whole(getattr(self.weights, name), 0, MOST_POINTS, who=name, field="weights")

    def _validate_fixed(self) -> None:
        shifts_of: dict[str, list[Shift]] = defaultdict(list)
        heads: dict[str, int] = defaultdict(int)
        for volunteer_id, shift_id in sorted(self.fixed):
            volunteer, shift = self.volunteer(volunteer_id), self.shift(shift_id)
            refuse_broken(volunteer_id, shift_id, self.broken_rules(volunteer, shift))
            shifts_of[volunteer_id].append(shift)
            heads[shift_id] += 1
        for volunteer_id, shifts in shifts_of.items():
            refuse_two_places(self.volunteer(volunteer_id), shifts)
        for shift_id, count in heads.items():
            if count > self.shift(shift_id).maximum:
                text = f"{count} volunteers are fixed to shift {shift_id}, more than it has room for"
                raise FixedTooMany(text, who=shift_id, field="fixed")


def refuse_broken(volunteer_id: str, shift_id: str, broken: Iterable[Obstacle]) -> None:
    """Fail when a fixed assignment breaks a rule."""
    rules = tuple(str(reason) for reason in broken)
    if rules:
        raise FixedPairBreaksRule(
            f"fixed assignment of {volunteer_id} to {shift_id} breaks: {', '.join(rules)}",
            who=f"{volunteer_id} {shift_id}",
            rules=rules,
        )


def refuse_two_places(volunteer: Volunteer, shifts: Iterable[Shift]) -> None:
    """Fail when somebody is fixed to two shifts of which they can only do one."""
    for one, other in combinations(shifts, 2):
        if are_too_close(one, other, volunteer=volunteer):
            text = f"{volunteer.id} is fixed to {one.id} and {other.id}, and cannot do both"
            raise FixedTwice(text, who=volunteer.id, field="fixed")
