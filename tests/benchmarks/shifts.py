"""Plans invented festivals of several sizes, beside a greedy planner and first come, first served, and writes the table.

Run as `python -m tests.benchmarks.shifts` (sizes as `200x500`; `-o` names the file).
"""

from __future__ import annotations

import argparse
import os
import random
import resource
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from matcher.arrays import Chosen
from matcher.shifts import Plan, Problem, check, solve
from matcher.shifts.field import Field, field_of
from matcher.shifts.greedy import plan_greedily
from matcher.shifts.report import told_plan
from matcher.shifts.seating import Seating
from tests.matcher.shifts.instances import invented_problem

SIZES = {"200x500": 15.0, "1000x3000": 60.0, "5000x20000": 240.0}
"""Shifts × volunteers, and the time limit in seconds."""
ENDLESS = (10**12, 10**12, 10**12, 10**12)
HEADER = (
    "| Shifts × volunteers (pairs) | Planner | Seconds (processor) | Minimums reached | Importance | Gini of hours "
    "| Fit per assignment | Gap: importance, fairness, fit | Peak memory |\n| --- | --- | --- | --- | --- | --- | --- | --- | --- |"
)


@dataclass(frozen=True)
class Run:
    """One planner on one problem."""

    planner: str
    plan: Plan
    seconds: float
    processor_seconds: float
    is_bounded: bool = False


def first_come_first_served(field: Field, *, seed: int = 1) -> Chosen:
    """Everybody signs up in an arbitrary order, each for whatever they like best; what stays too small is called off."""
    seating = Seating(field)
    order = sorted(field.pairs_by_volunteer().items())
    random.Random(seed).shuffle(order)
    for _, pairs in order:
        seating.try_all(sorted(pairs, key=lambda pair: (-int(field.fit[pair]), pair)))
    for number, pairs_of_shift in enumerate(field.pairs_by_shift()):
        if not is_enough(seating, number, pairs_of_shift.tolist()):
            for pair in pairs_of_shift.tolist():
                if seating.is_in[pair]:
                    seating.remove(pair)
    return seating.is_in


def is_enough(seating: Seating, number: int, pairs: list[int]) -> bool:
    """Whether those who signed up reach the minimum and bring what is needed."""
    problem = seating.field.problem
    shift = problem.shifts[number]
    people = [problem.volunteers[seating.volunteer[pair]] for pair in pairs if seating.is_in[pair]]
    covered = all(
        sum(skill in v.qualifications for v in people) >= heads for skill, heads in shift.needs.items()
    )
    return len(people) >= shift.minimum and covered


def timed(planner: str, work: Callable[[], Plan], *, is_bounded: bool = False) -> Run:
    """The plan and what it took."""
    began, used = time.perf_counter(), time.process_time()
    plan = work()
    return Run(planner, plan, time.perf_counter() - began, time.process_time() - used, is_bounded)


def greedy(problem: Problem) -> Plan:
    """The greedy planner's plan."""
    field = field_of(problem)
    chosen = plan_greedily(field)
    return told_plan(field, np.zeros(field.pairs, np.bool_) if chosen is None else chosen, ENDLESS)


def sign_ups(problem: Problem) -> Plan:
    """The plan of first come, first served."""
    field = field_of(problem)
    return told_plan(field, first_come_first_served(field), ENDLESS)


def runs_of(problem: Problem, *, seconds: float) -> Iterator[Run]:
    """All three on one problem, every plan verified."""
    runs = (
        timed("first come, first served", lambda: sign_ups(problem)),
        timed("greedy", lambda: greedy(problem)),
        timed("solver", lambda: solve(problem, seconds=seconds), is_bounded=True),
    )
    for run in runs:
        findings = check(problem, run.plan)
        if findings:
            raise SystemExit(f"{run.planner}: {findings[:3]}")
        yield run


def row(size: str, run: Run) -> str:
    """One line of the table."""
    numbers, stages = run.plan.statistics, run.plan.stages
    fit = stages[2].value / numbers.assignments if numbers.assignments else 0.0
    gaps = ", ".join(f"{stage.gap:.2%}" for stage in stages[:3])
    told = ("proven optimal" if run.plan.status.value == "optimal" else gaps) if run.is_bounded else "–"
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    return (
        f"| {size} ({numbers.possible_assignments:,}) | {run.planner} | {run.seconds:.1f} ({run.processor_seconds:.1f}) "
        f"| {numbers.staffed} of {numbers.shifts} | {stages[0].value} | {numbers.hours_gini:.3f} | {fit:.1f} | {told} "
        f"| {peak:.2f} GiB |"
    )


def lines(sizes: Sequence[str], *, seconds: float | None) -> Iterator[str]:
    """The report."""
    yield "# Benchmarks of shifts\n"
    yield "Written by `python -m tests.benchmarks.shifts`. Invented weeks in towns and villages, all rules on; every plan verified."
    yield f"Processor cores: {os.cpu_count()}; load while measuring: {os.getloadavg()[0]:.1f} (a load above the cores slows all).\n"
    yield HEADER
    for size in sizes:
        shifts, volunteers = map(int, size.split("x"))
        problem = invented_problem(shifts=shifts, volunteers=volunteers, teams=volunteers // 50)
        for run in runs_of(problem, seconds=seconds or SIZES.get(size, 60.0)):
            yield row(size, run)


def main() -> None:
    """Measure, print, write."""
    top = argparse.ArgumentParser(prog="python -m tests.benchmarks.shifts")
    top.add_argument("sizes", nargs="*", default=list(SIZES))
    top.add_argument("--seconds", type=float, help="time limit of the solver")
    top.add_argument("-o", "--output", type=Path, help="Markdown file to write")
    chosen = top.parse_args()
    report = []
    for line in lines(chosen.sizes, seconds=chosen.seconds):
        print(line, flush=True)
        report.append(line)
    if chosen.output is not None:
        chosen.output.write_text("\n".join(report) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
