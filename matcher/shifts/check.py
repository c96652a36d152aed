"""A verifier that knows no solver: does the plan keep every rule, and is it worth what it says?"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations

from matcher.mentoring.check import Finding
from matcher.shifts.fit import contributions
from matcher.shifts.objective import STAGES, values_of
from matcher.shifts.people import Bond, Volunteer
from matcher.shifts.plan import Plan, Status
from matcher.shifts.problem import PairIds, Problem
from matcher.shifts.reasons import Rule
from matcher.shifts.shift import Shift
from matcher.shifts.span import monday_of
from matcher.shifts.timing import are_too_close, week_minutes_left

__all__ = ["Finding", "broken_by", "check"]


def check(problem: Problem, plan: Plan) -> tuple[Finding, ...]:
    """Everything that is wrong with the plan; empty when it keeps every rule and says the truth about itself."""
    if plan.status is Status.INFEASIBLE:
        return infeasible_findings(plan)
    ids = [(a.volunteer_id, a.shift_id) for a in plan.assignments]
    twice = [Finding("assignment appears twice", " ".join(pair)) for pair, n in Counter(ids).items() if n > 1]
    return (*twice, *broken_by(problem, ids), *told_wrongly(problem, plan), *stage_findings(problem, plan))


def infeasible_findings(plan: Plan) -> tuple[Finding, ...]:
    """An infeasible plan has no assignments and names the clash."""
    findings = []
    if plan.assignments or plan.stages:
        findings.append(Finding("an infeasible plan must have no assignments"))
    if plan.clash is None or not plan.clash.items:
        findings.append(Finding("an infeasible plan must name the clash"))
    return tuple(findings)


def broken_by(problem: Problem, pairs: Iterable[PairIds]) -> tuple[Finding, ...]:
    """Every hard rule these assignments break."""
    chosen = sorted(set(pairs))
    shifts_of: dict[str, list[Shift]] = defaultdict(list)
    on_shift: dict[str, list[Volunteer]] = defaultdict(list)
    for volunteer_id, shift_id in chosen:
        shifts_of[volunteer_id].append(problem.shift(shift_id))
        on_shift[shift_id].append(problem.volunteer(volunteer_id))
    return (
        *(Finding(Rule.FIXED, " ".join(pair)) for pair in sorted(problem.fixed.difference(chosen))),
        *pair_findings(problem, chosen),
        *(f for shift_id, people in on_shift.items() for f in head_findings(problem.shift(shift_id), people)),
        *(f for v, shifts in shifts_of.items() for f in time_findings(problem, problem.volunteer(v), shifts)),
        *team_findings(problem, on_shift),
    )


def pair_findings(problem: Problem, pairs: Iterable[PairIds]) -> Iterator[Finding]:
    """Rules between one volunteer and one shift."""
    for volunteer_id, shift_id in pairs:
        broken = problem.broken_rules(problem.volunteer(volunteer_id), problem.shift(shift_id))
        yield from (Finding(reason, f"{volunteer_id} {shift_id}") for reason in broken)


def head_findings(shift: Shift, people: list[Volunteer]) -> Iterator[Finding]:
    """Too few, too many, or without what some of them must be able to do."""
    if len(people) < shift.minimum:
        yield Finding(Rule.MINIMUM, shift.id)
    if len(people) > shift.maximum:
        yield Finding(Rule.MAXIMUM, shift.id)
    for skill, heads in sorted(shift.needs.items()):
        if sum(skill in volunteer.qualifications for volunteer in people) < heads:
            yield Finding(Rule.COVERAGE, f"{shift.id} {skill}")


def time_findings(problem: Problem, volunteer: Volunteer, shifts: list[Shift]) -> Iterator[Finding]:
    """Two places at once, or more than the weekly limit."""
    for one, other in combinations(shifts, 2):
        if are_too_close(one, other, volunteer=volunteer):
            yield Finding(Rule.OVERLAP, f"{volunteer.id} {one.id} {other.id}")
    for monday in sorted({monday_of(shift.starts_at, zone=problem.zone) for shift in shifts}):
        if week_minutes_left(volunteer, monday=monday, zone=problem.zone, shifts=shifts) < 0:
            yield Finding(Rule.WEEK, f"{volunteer.id} {monday}")


def team_findings(problem: Problem, on_shift: Mapping[str, list[Volunteer]]) -> Iterator[Finding]:
    """Teams torn apart, or brought together against their will."""
    shifts_of: dict[str, list[str]] = defaultdict(list)
    for shift_id, people in on_shift.items():
        for volunteer in people:
            shifts_of[volunteer.id].append(shift_id)
    for team in problem.teams:
        members = set(team.volunteer_ids)
        counts = Counter(shift_id for member in sorted(members) for shift_id in shifts_of.get(member, ()))
        for shift_id, there in counts.items():
            if team.bond is Bond.TOGETHER and 0 < there < len(members):
                yield Finding(Rule.TOGETHER, f"{team.id} {shift_id}")
            if team.bond is Bond.APART and there > 1:
                yield Finding(Rule.APART, f"{team.id} {shift_id}")


def told_wrongly(problem: Problem, plan: Plan) -> Iterator[Finding]:
    """Points, flags and the list of unstaffed shifts that are not what they should be."""
    for a in plan.assignments:
        shift, volunteer, who = (
            problem.shift(a.shift_id), problem.volunteer(a.volunteer_id), f"{a.volunteer_id} {a.shift_id}"
        )  # fmt: skip
        told = contributions(shift, volunteer, weights=problem.weights)
        if a.contributions != told or a.fit != sum(contribution.points for contribution in told):
            yield Finding("fit differs from the criteria", who)
        if a.is_fixed != ((a.volunteer_id, a.shift_id) in problem.fixed):
            yield Finding("fixed or not is told wrongly", who)
    staffed = {a.shift_id for a in plan.assignments}
    if sorted(plan.unstaffed) != sorted(shift.id for shift in problem.shifts if shift.id not in staffed):
        yield Finding("the list of unstaffed shifts is wrong")


def stage_findings(problem: Problem, plan: Plan) -> Iterator[Finding]:
    """Values that are not the plan's, bounds below them, a status the bounds do not carry."""
    values = values_of(problem, plan.pairs)
    if tuple((stage.name, stage.value) for stage in plan.stages) != tuple(zip(STAGES, values, strict=True)):
        yield Finding("stages differ from the plan's own values", str(values))
    if any(stage.bound < stage.value for stage in plan.stages):
        yield Finding("a bound is below its value")
    is_proven = all(stage.bound == stage.value for stage in plan.stages)
    if is_proven != (plan.status is Status.OPTIMAL):
        yield Finding("status does not follow from the bounds")
