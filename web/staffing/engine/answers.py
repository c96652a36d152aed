"""Why somebody is not on a shift, what would make it possible, and what insisting on it would cost."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from matcher import shifts as engine
from matcher.errors import FixedPairBreaksRule, InvalidProblem
from matcher.shifts.plan import Plan, Stage, StageName, Statistics, Status
from matcher.shifts.reasons import Why
from web.staffing.intake import Pair

SMALL = 60_000
"""Shifts times volunteers of a problem that is planned anew while a page waits."""
SECONDS = 5.0
OF_THE_SHIFT = {
    str(why)
    for why in (
        Why.NOT_STAFFED,
        Why.ROOM_LEFT,
        Why.FULL,
        Why.FULL_OTHERS_HAD_FEWER,
        Why.FULL_OTHERS_FIT_BETTER,
    )
}
"""Reasons that say nothing about the person."""


@dataclass(frozen=True)
class Answer:
    """Reasons and what would help, as codes with parameters."""

    reasons: list[dict[str, Any]]
    unblocks: list[dict[str, Any]]

    @property
    def in_the_way(self) -> int:
        """How much of their own is in the way; that a shift is full or too small is not."""
        return sum(reason["code"] not in OF_THE_SHIFT for reason in self.reasons)

    @property
    def can_be_helped(self) -> bool:
        """Tell whether nothing is in the way, or something would help."""
        return self.in_the_way == 0 or bool(self.unblocks)


@dataclass(frozen=True)
class Cost:
    """What insisting changes beside the person and the shift: who comes and goes, and whether shifts lose their minimum."""

    come: tuple[Pair, ...]
    leave: tuple[Pair, ...]
    loses_a_shift: bool


def current_plan(problem: engine.Problem, pairs: Collection[Pair]) -> Plan:
    """Return what stands as a plan of the engine's; pairs that it does not know are left out."""
    known = frozenset(
        (str(volunteer_id), str(shift_id))
        for volunteer_id, shift_id in pairs
        if str(volunteer_id) in problem.volunteer_by_id and str(shift_id) in problem.shift_by_id
    )
    values = engine.values_of(problem, known)
    return Plan(
        status=Status.FEASIBLE,
        assignments=tuple(
            engine.Assignment(volunteer_id, shift_id, 0, ()) for volunteer_id, shift_id in sorted(known)
        ),
        unstaffed=(),
        stages=tuple(Stage(name, value, value) for name, value in zip(StageName, values, strict=True)),
        statistics=Statistics(0, 0, 0, 0, 0, 0, 0, 0.0),
    )


def knows(problem: engine.Problem, pair: Pair) -> bool:
    """Tell whether the problem holds both the volunteer and the shift."""
    return str(pair[0]) in problem.volunteer_by_id and str(pair[1]) in problem.shift_by_id


def why_not(problem: engine.Problem, plan: Plan, pair: Pair) -> Answer:
    """Return why the volunteer is not on the shift."""
    told = engine.why_not(problem, plan, str(pair[0]), str(pair[1]))
    return Answer([plain(one) for one in told.reasons], [plain(one) for one in told.unblocks])


def plain(reason: engine.Reason) -> dict[str, Any]:
    """Return a reason as it is stored."""
    return {"code": str(reason.code), **reason.parameters}


def is_small(shifts: int, volunteers: int) -> bool:
    """Tell whether a problem of that size is planned anew while a page waits."""
    return shifts * volunteers <= SMALL


def cost_of(problem: engine.Problem, plan: Plan, pair: Pair) -> Cost | None:
    """Return what changes for others; None where the problem is too large, or a rule forbids the pair."""
    if not is_small(len(problem.shifts), len(problem.volunteers)):
        return None
    try:
        told = engine.forced(problem, plan, str(pair[0]), str(pair[1]), seconds=SECONDS)
    except (FixedPairBreaksRule, InvalidProblem, engine.NoPlanInTime):
        return None
    if not told.losses:
        return None
    return Cost(
        come=tuple(sorted((int(v), int(s)) for v, s in told.come if (int(v), int(s)) != pair)),
        leave=tuple(sorted((int(v), int(s)) for v, s in told.gone)),
        loses_a_shift=told.losses[0] > 0,
    )
