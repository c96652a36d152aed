"""The door to planning: the problem cut into components, each solved as its size asks for, put together again."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import numpy as np

from matcher.arrays import Longs, Reals
from matcher.shifts.clash import clash_of
from matcher.shifts.columns import columns_of
from matcher.shifts.dense import solve_dense
from matcher.shifts.exact import NoPlan, solve_exactly
from matcher.shifts.field import Field, field_on
from matcher.shifts.flow import solve_as_flow
from matcher.shifts.greedy import plan_greedily
from matcher.shifts.huge import solve_huge
from matcher.shifts.large import solve_large
from matcher.shifts.outcome import Outcome, most_of, values_at
from matcher.shifts.pairs import Pairs, possible_pairs
from matcher.shifts.plan import Clash, Plan
from matcher.shifts.problem import Problem
from matcher.shifts.program import Program, program_of
from matcher.shifts.report import infeasible_plan, told_plan
from matcher.shifts.thinning import AMPLE, SKETCH, Thinning, kept_pairs
from matcher.shifts.watch import Progress, Stop, Stopped, Watch

EXACT_COLUMNS = 10_000
"""A whole problem up to this size is proven within seconds."""
QUICK_COLUMNS = 3_000
"""In larger problems components up to this size are; the others are searched together, piece by piece."""
HUGE_COLUMNS = 150_000
"""Beyond this branch and bound takes memory and finds nothing."""
SIDE_BY_SIDE = 2
SMALL_SHARE = 0.3


class NoPlanInTime(RuntimeError):  # noqa: N818
    """The time was over before even one plan that keeps everything fixed was found; there may be one."""


def solve(
    problem: Problem,
    *,
    seconds: float = 60.0,
    tell: Callable[[Progress], None] | None = None,
    stop: Stop | None = None,
) -> Plan:
    """The best plan, or the best within the time, or why there is none.

    `tell` is called with every bound and every better plan, from whichever thread found it. `stop.is_set()` ends the
    search with the best plan so far. Raises `NoPlanInTime` only where fixed assignments make any plan hard to find.
    """
    watch = Watch(seconds=seconds, stop=threading.Event() if stop is None else stop, tell=tell)
    return solve_thinned(problem, watch)


def solve_thinned(problem: Problem, watch: Watch, *, thinning: Thinning = AMPLE) -> Plan:
    """The plan of a field that is thinned where it is dense; where that leaves no plan, with more and more of what was left out."""
    every = possible_pairs(problem)
    whole_shifts: frozenset[int] = frozenset()
    while True:
        field = field_in_time(problem, every, watch, thinning, whole_shifts)
        try:
            outcome = solve_field(field, every, watch)
        except NoPlan:
            clash = clash_of(field)
            more = clashing_shifts(problem, clash) - whole_shifts
            if field.pairs == len(every) or not more:
                return infeasible_plan(field, clash)
            whole_shifts |= more
        else:
            return told_plan(field, outcome.columns[: field.pairs] > 0.5, outcome.bounds)


def field_in_time(
    problem: Problem, every: Pairs, watch: Watch, thinning: Thinning, whole_shifts: frozenset[int]
) -> Field:
    """The field, thinned where it is dense; only a sketch of it once the time is over."""
    for how in (thinning, SKETCH):
        if how is SKETCH or not watch.is_over:
            kept = kept_pairs(problem, every, how, whole_shifts=whole_shifts)
            field = field_on(problem, every.only(kept), possible=len(every))
            if not watch.is_over:
                break
    return field


def solve_field(field: Field, every: Pairs, watch: Watch) -> Outcome:
    """The best plan of a field; a thinned one proves nothing about the pairs that are left out."""
    program = program_of(field)
    first = plan_greedily(field)
    start = None if first is None else columns_of(field, first)
    if start is not None:
        watch.report("importance", values_at(program, start)[0], most_of(program, 0))
    if field.pairs == len(every):
        return solve_parts(field, program, start, watch)
    if start is None:
        start = solve_parts(field, program, None, watch).columns
    return solve_dense(field, program, every=every, start=start, watch=watch)


def clashing_shifts(problem: Problem, clash: Clash) -> frozenset[int]:
    """Rows of the shifts a clash is about: with all their pairs it is one of the whole problem, or none at all."""
    row_of = {shift.id: row for row, shift in enumerate(problem.shifts)}
    return frozenset(row_of[item.shift_id] for item in clash.items if item.shift_id)


def solve_parts(field: Field, program: Program, start: Reals | None, watch: Watch) -> Outcome:
    """Every component by itself: the small ones two side by side, what is left of the time for all large ones together."""
    small, large = split(program.components(), is_started=start is not None)
    columns, bounds = np.zeros(program.size), np.zeros(4, np.int64)
    brief = replace(watch, seconds=watch.seconds * SMALL_SHARE) if len(large) else watch

    def solved(group: Longs) -> Outcome:
        return solve_small(program.part(group, columns * 0.0), None if start is None else start[group], brief)

    with ThreadPoolExecutor(SIDE_BY_SIDE) as pool:
        for group, outcome in zip(small, pool.map(solved, small), strict=True):
            columns[group] = outcome.columns
            bounds += np.array(outcome.bounds)
    if len(large) and start is not None:
        search = solve_huge if len(large) > HUGE_COLUMNS else solve_large
        outcome = search(field, program.part(large, columns * 0.0), start=start[large], watch=watch)
        columns[large] = outcome.columns
        bounds += np.array(outcome.bounds)
    return Outcome(columns, (int(bounds[0]), int(bounds[1]), int(bounds[2]), int(bounds[3])))


def split(components: list[Longs], *, is_started: bool) -> tuple[list[Longs], Longs]:
    """Components to be proven one by one, and the columns of all others; without a first plan there are no others."""
    most = EXACT_COLUMNS if sum(map(len, components)) <= EXACT_COLUMNS else QUICK_COLUMNS
    small = [group for group in components if len(group) <= most or not is_started]
    large = [group for group in components if len(group) > most and is_started]
    return small, np.sort(np.concatenate([np.zeros(0, np.int64), *large]))


def solve_small(part: Program, start: Reals | None, watch: Watch) -> Outcome:
    """One component: nothing to do, a flow, or a mixed-integer program."""
    if not part.objectives[1].any():
        return empty_part(part)
    flow = solve_as_flow(part)
    if flow is not None:
        return flow
    try:
        outcome = solve_exactly(part, start=start, watch=watch)
    except Stopped:
        outcome = None
    if outcome is not None:
        return outcome
    if start is None:
        raise NoPlanInTime("no plan with everything fixed was found in time")
    return Outcome(start, (most_of(part, 0), most_of(part, 1), most_of(part, 2), most_of(part, 3)))


def empty_part(part: Program) -> Outcome:
    """Shifts nobody can take."""
    columns = np.zeros(part.size)
    return Outcome(columns, values_at(part, columns))
