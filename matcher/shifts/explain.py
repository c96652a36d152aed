"""Why this person, why not me, and what would make it possible: codes with parameters, the sentences are the reader's."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from matcher.errors import UnknownPerson
from matcher.shifts.check import time_findings
from matcher.shifts.fit import contributions
from matcher.shifts.objective import fit_of
from matcher.shifts.people import Bond, Volunteer
from matcher.shifts.plan import Plan, Status
from matcher.shifts.problem import Problem
from matcher.shifts.reasons import Obstacle, Reason, Rule, Unblock, Why
from matcher.shifts.shift import Shift
from matcher.shifts.solve import solve
from matcher.shifts.timing import are_too_close

UNBLOCKS = {
    Obstacle.CLEARANCE: Unblock.APPROVE_CLEARANCE,
    Obstacle.SKILL: Unblock.LEARN_SKILL,
    Obstacle.TIME: Unblock.FREE_THEN,
    Obstacle.TRAVEL: Unblock.TRAVEL_LONGER,
    Obstacle.WEEK: Unblock.MORE_HOURS,
    Obstacle.DECLINED: Unblock.SAY_YES_AFTER_ALL,
}
"""What removes an obstacle; there is nothing to be done about an age or another engagement."""


@dataclass(frozen=True, slots=True)
class WhyNot:
    """Why somebody is not on a shift, and what would help; when nothing is in the way both say so."""

    reasons: tuple[Reason, ...]
    unblocks: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Forced:
    """The plan with an assignment forced: what each stage loses, who comes and who goes."""

    status: Status
    losses: tuple[int, ...]
    come: frozenset[tuple[str, str]]
    gone: frozenset[tuple[str, str]]


def why(problem: Problem, plan: Plan, volunteer_id: str, shift_id: str) -> tuple[Reason, ...]:
    """Why this volunteer is on this shift; `UnknownPerson` when they are not."""
    if (volunteer_id, shift_id) not in plan.pairs:
        raise UnknownPerson(f"{volunteer_id} is not on {shift_id}", who=volunteer_id, field="assignments")
    volunteer, shift = problem.volunteer(volunteer_id), problem.shift(shift_id)
    if (volunteer_id, shift_id) in problem.fixed:
        return (Reason(Why.FIXED),)
    people = [problem.volunteer(other) for other in plan.volunteers_of(shift_id)]
    found = [*needed_for(shift, volunteer, people)]
    found.append(Reason(Why.FEW_SHIFTS_LATELY, {"recent_shifts": volunteer.recent_shifts}))
    points = {c.criterion: c.points for c in contributions(shift, volunteer, weights=problem.weights)}
    found.append(Reason(Why.GOOD_FIT, {"points": sum(points.values()), **points}))
    return tuple(found)


def needed_for(shift: Shift, volunteer: Volunteer, people: list[Volunteer]) -> Iterator[Reason]:
    """What the shift would lack without them."""
    if len(people) <= shift.minimum:
        yield Reason(Why.NEEDED_FOR_MINIMUM, {"minimum": shift.minimum})
    for skill in sorted(shift.needs.keys() & volunteer.qualifications):
        if sum(skill in other.qualifications for other in people) <= shift.needs[skill]:
            yield Reason(Why.NEEDED_FOR_SKILL, {"skill": skill})


def why_not(problem: Problem, plan: Plan, volunteer_id: str, shift_id: str) -> WhyNot:
    """Why this volunteer is not on this shift, and what would make it possible."""
    volunteer, shift = problem.volunteer(volunteer_id), problem.shift(shift_id)
    if (volunteer_id, shift_id) in plan.pairs:
        return WhyNot((Reason(Why.ASSIGNED),), ())
    broken = problem.broken_rules(volunteer, shift)
    if broken:
        helps = [UNBLOCKS[obstacle] for obstacle in broken if obstacle in UNBLOCKS]
        is_possible = len(helps) == len(broken)
        return WhyNot(
            tuple(Reason(obstacle) for obstacle in broken),
            tuple(Reason(unblock) for unblock in helps) if is_possible else (),
        )
    found = [*own_plan(problem, plan, volunteer, shift), *team(problem, plan, volunteer, shift)]
    if not found:
        found = [the_shift(problem, plan, volunteer, shift)]
    return WhyNot(tuple(reason for reason, _ in found), tuple(unblock for _, unblock in found if unblock))


Found = tuple[Reason, Reason | None]


def own_plan(problem: Problem, plan: Plan, volunteer: Volunteer, shift: Shift) -> Iterator[Found]:
    """What they are on already is in the way."""
    mine = [problem.shift(shift_id) for shift_id in plan.shifts_of(volunteer.id)]
    close = [other for other in mine if are_too_close(other, shift, volunteer=volunteer)]
    for other in close:
        told = {"shift": other.id}
        yield Reason(Why.HAS_SHIFT_THEN, told), Reason(Unblock.GIVE_UP_SHIFT, told)
    others = [one for one in mine if one not in close]
    if any(finding.what == Rule.WEEK for finding in time_findings(problem, volunteer, [*others, shift])):
        minutes = {"minutes": volunteer.max_minutes_per_week}
        yield Reason(Why.WEEK_IS_FULL, minutes), Reason(Unblock.MORE_HOURS, {"minutes": shift.minutes})


def team(problem: Problem, plan: Plan, volunteer: Volunteer, shift: Shift) -> Iterator[Found]:
    """Those who have to come too and cannot all, or somebody who is there and must not be met."""
    mates = sorted(problem.mates.get(volunteer.id, frozenset()) - {volunteer.id})
    kept_away = [mate for mate in mates if is_kept_away(problem, plan, problem.volunteer(mate), shift)]
    for mate in kept_away:
        told = {"volunteer": mate}
        yield Reason(Why.TEAM_MATE, told), Reason(Unblock.TEAM_MATE_TOO, told)
    people, places = 1 + len(mates), shift.maximum - len(plan.volunteers_of(shift.id))
    if mates and not kept_away and (0 < places < people or people > shift.maximum):
        room = Reason(Unblock.MORE_ROOM, {"maximum": shift.maximum})
        yield Reason(Obstacle.TEAM, {"people": people, "places": places}), room
    for other in must_not_be_met(problem, plan, volunteer, shift):
        yield Reason(Why.TEAM_MATE, {"volunteer": other}), None


def is_kept_away(problem: Problem, plan: Plan, mate: Volunteer, shift: Shift) -> bool:
    """Whether a rule, their own plan or somebody who is there keeps a mate from coming."""
    return (
        bool(problem.broken_rules(mate, shift))
        or any(True for _ in own_plan(problem, plan, mate, shift))
        or bool(must_not_be_met(problem, plan, mate, shift))
    )


def must_not_be_met(problem: Problem, plan: Plan, volunteer: Volunteer, shift: Shift) -> list[str]:
    """Who is on the shift and is kept apart from this volunteer."""
    apart = [team.volunteer_ids for team in problem.teams if team.bond is Bond.APART]
    others = {other for members in apart if volunteer.id in members for other in members}
    return sorted(others.intersection(plan.volunteers_of(shift.id)) - {volunteer.id})


def the_shift(problem: Problem, plan: Plan, volunteer: Volunteer, shift: Shift) -> Found:
    """It is not staffed at all, it is full, or there is room."""
    people = [problem.volunteer(other) for other in plan.volunteers_of(shift.id)]
    if not people:
        missing = Reason(Unblock.MORE_PEOPLE, {"minimum": shift.minimum})
        return Reason(Why.NOT_STAFFED, {"minimum": shift.minimum}), missing
    if len(people) < shift.maximum:
        return Reason(Why.ROOM_LEFT, {"places": shift.maximum - len(people)}), None
    return full(problem, volunteer, shift, people), Reason(Unblock.MORE_ROOM, {"maximum": shift.maximum})


def full(problem: Problem, volunteer: Volunteer, shift: Shift, people: list[Volunteer]) -> Reason:
    """What those have who got the places; nobody is named."""
    others = [other for other in people if (other.id, shift.id) not in problem.fixed]
    if others and all(other.recent_shifts < volunteer.recent_shifts for other in others):
        most = max(other.recent_shifts for other in others)
        return Reason(Why.FULL_OTHERS_HAD_FEWER, {"mine": volunteer.recent_shifts, "theirs": most})
    mine = fit_of(problem, volunteer.id, shift.id)
    theirs = min((fit_of(problem, other.id, shift.id) for other in others), default=mine)
    if theirs > mine:
        return Reason(Why.FULL_OTHERS_FIT_BETTER, {"mine": mine, "theirs": theirs})
    return Reason(Why.FULL, {"maximum": shift.maximum})


def forced(
    problem: Problem, plan: Plan, volunteer_id: str, shift_id: str, *, seconds: float = 10.0
) -> Forced:
    """What it would cost to put this volunteer on this shift: everything is planned anew around it.

    Raises `FixedPairBreaksRule` when a rule between the two is broken.
    """
    other = solve(replace(problem, fixed=problem.fixed | {(volunteer_id, shift_id)}), seconds=seconds)
    losses = tuple(b.value - a.value for b, a in zip(plan.stages, other.stages, strict=bool(other.stages)))
    return Forced(other.status, losses, come=other.pairs - plan.pairs, gone=plan.pairs - other.pairs)
