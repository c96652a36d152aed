"""Where hands are missing, whom to call, and what one more volunteer is worth."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from matcher.shifts.candidates import Candidates
from matcher.shifts.check import time_findings
from matcher.shifts.objective import fit_of
from matcher.shifts.people import Bond, Volunteer
from matcher.shifts.plan import Plan
from matcher.shifts.problem import Problem
from matcher.shifts.shift import Shift
from matcher.shifts.solve import solve
from matcher.shifts.span import instant

MOST_CALLS = 5
FIT_BAND = 10
"""Fits that differ by less count as equal: then who was asked least recently comes first."""


@dataclass(frozen=True, slots=True)
class Gap:
    """What a shift lacks, and how many could still take it beside what they have."""

    shift_id: str
    missing_heads: int
    """To its minimum; 0 when it is staffed."""
    free_places: int
    """To its maximum."""
    missing_skills: tuple[tuple[str, int], ...]
    available: int


@dataclass(frozen=True, slots=True)
class Call:
    """Somebody to ask."""

    volunteer_id: str
    fit: int
    covers: frozenset[str]
    """Missing qualifications they would bring."""
    last_asked_at: datetime | None


def gaps(problem: Problem, plan: Plan) -> tuple[Gap, ...]:
    """Shifts with free places: those under their minimum first, then the more important, then the earlier."""
    candidates = Candidates(problem)
    found = [
        gap_of(problem, plan, shift, [problem.volunteers[row] for row in candidates.of(shift)[0].tolist()])
        for shift in problem.shifts
    ]
    order = {shift.id: (-shift.importance, instant(shift.starts_at), shift.id) for shift in problem.shifts}
    open_gaps = [gap for gap in found if gap.free_places]
    return tuple(sorted(open_gaps, key=lambda gap: (not gap.missing_heads, *order[gap.shift_id])))


def gap_of(problem: Problem, plan: Plan, shift: Shift, asked: Iterable[Volunteer]) -> Gap:
    """What this shift lacks, and how many of those asked could take it."""
    people = [problem.volunteer(volunteer_id) for volunteer_id in plan.volunteers_of(shift.id)]
    return Gap(
        shift_id=shift.id,
        missing_heads=max(0, shift.minimum - len(people)),
        free_places=shift.maximum - len(people),
        missing_skills=missing_skills(shift, people),
        available=sum(can_step_in(problem, plan, volunteer, shift) for volunteer in asked),
    )


def missing_skills(shift: Shift, people: list[Volunteer]) -> tuple[tuple[str, int], ...]:
    """Qualifications that are not covered, and by how many."""
    return tuple(
        (skill, heads - there)
        for skill, heads in sorted(shift.needs.items())
        if (there := sum(skill in volunteer.qualifications for volunteer in people)) < heads
    )


def can_step_in(problem: Problem, plan: Plan, volunteer: Volunteer, shift: Shift) -> bool:
    """Whether they keep every rule when this shift is added to what they have in the plan."""
    mine = plan.shifts_of(volunteer.id)
    if shift.id in mine or problem.broken_rules(volunteer, shift):
        return False
    shifts = [problem.shift(shift_id) for shift_id in mine]
    if any(time_findings(problem, volunteer, [*shifts, shift])):
        return False
    there = set(plan.volunteers_of(shift.id))
    if problem.mates.get(volunteer.id, frozenset()) - {volunteer.id} - there:
        return False
    apart = [team.volunteer_ids for team in problem.teams if team.bond is Bond.APART]
    return not any(volunteer.id in members and there.intersection(members) for members in apart)


def who_to_call(problem: Problem, plan: Plan, shift_id: str, *, most: int = MOST_CALLS) -> tuple[Call, ...]:
    """The next people to ask for a free place of this shift; nobody when it is full.

    Who covers a missing qualification comes first, then who fits better, then who was asked least recently.
    """
    shift = problem.shift(shift_id)
    people = [problem.volunteer(volunteer_id) for volunteer_id in plan.volunteers_of(shift_id)]
    if len(people) >= shift.maximum:
        return ()
    lacking = frozenset(skill for skill, _ in missing_skills(shift, people))
    calls = [
        Call(v.id, fit_of(problem, v.id, shift_id), lacking & v.qualifications, v.last_asked_at)
        for v in problem.volunteers
        if can_step_in(problem, plan, v, shift)
    ]
    return tuple(sorted(calls, key=call_order)[:most])


def call_order(call: Call) -> tuple[int, int, int, str]:
    """Who is asked first."""
    asked = 0 if call.last_asked_at is None else instant(call.last_asked_at)
    return -len(call.covers), -(call.fit // FIT_BAND), asked, call.volunteer_id


def worth_of_one_more(
    problem: Problem, plan: Plan, newcomer: Volunteer, *, seconds: float = 10.0
) -> tuple[int, int, int, int]:
    """What each stage of the objective gains when this volunteer joins: importance, fairness, fit, kept."""
    larger = solve(replace(problem, volunteers=(*problem.volunteers, newcomer)), seconds=seconds)
    gains = [after.value - before.value for after, before in zip(larger.stages, plan.stages, strict=True)]
    return gains[0], gains[1], gains[2], gains[3]
