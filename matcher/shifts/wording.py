"""Plain English for the command line, and for nobody else: the web service has its own words."""

from __future__ import annotations

from collections.abc import Iterator

from matcher.shifts.plan import Clash, ClashItem, Plan, Status
from matcher.shifts.reasons import Rule
from matcher.shifts.watch import Progress


def progress_line(progress: Progress) -> str:
    """One line while it runs."""
    bound = "" if progress.bound is None else f", at most {progress.bound:.0f}"
    return f"{progress.seconds:6.1f} s  {progress.stage}: {progress.value}{bound}"


def summary(plan: Plan) -> Iterator[str]:
    """How it went, in a few lines."""
    if plan.status is Status.INFEASIBLE and plan.clash is not None:
        yield "There is no plan: these cannot all be kept."
        yield from (f"- {clash_line(item)}" for item in plan.clash.items)
        yield from obstacle_lines(plan.clash)
        return
    numbers = plan.statistics
    yield f"{numbers.staffed} of {numbers.shifts} shifts are staffed with {numbers.assignments} assignments."
    if plan.unstaffed:
        yield f"Not staffed, since they would not reach their minimum: {', '.join(plan.unstaffed)}."
    if plan.status is Status.OPTIMAL:
        yield "Proven: no plan is better."
    for stage in plan.stages if plan.status is Status.FEASIBLE else ():
        yield f"{stage.name}: {stage.value}, at most {stage.bound} ({stage.gap:.2%} below)"


def clash_line(item: ClashItem) -> str:
    """One rule of a clash."""
    words = {
        Rule.FIXED: f"{item.volunteer_id} is fixed to {item.shift_id}",
        Rule.MINIMUM: f"{item.shift_id} needs {item.limit} people",
        Rule.MAXIMUM: f"{item.shift_id} has room for {item.limit} people",
        Rule.COVERAGE: f"{item.shift_id} needs {item.limit} with {item.skill}",
        Rule.OVERLAP: f"{item.volunteer_id} cannot be in two places at once",
        Rule.WEEK: f"{item.volunteer_id} wants at most {item.limit} more minutes in a week",
        Rule.TOGETHER: f"team {item.team_id} comes to {item.shift_id} together or not at all",
        Rule.APART: f"team {item.team_id} must not meet at {item.shift_id}",
    }
    return words[item.rule]


def obstacle_lines(clash: Clash) -> Iterator[str]:
    """What keeps others away."""
    for obstacle, count in sorted(clash.obstacles.items()):
        yield f"  {obstacle.replace('_', ' ')} keeps {count} others away."
