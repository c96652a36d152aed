"""Plans invented festivals of several sizes, beside a greedy planner and first come, first served, and writes the table.

Run as `python -m tests.benchmarks.shifts [200x500 … | all]`; rows of sizes that are not measured this time stay as they were.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

import numpy as np

from matcher.arrays import Chosen
from matcher.shifts import Plan, Problem, Status, check, solve
from matcher.shifts.field import Field, field_of
from matcher.shifts.greedy import plan_greedily
from matcher.shifts.report import told_plan
from matcher.shifts.seating import Seating
from tests.benchmarks.measured_rows import ROOT, Row, in_own_process, kept, machine, table_lines
from tests.matcher.shifts.instances import dense_problem, invented_problem

DENSE = "-dense"
SIZES = {"200x500": 15.0, "1000x3000": 57.0, "1000x3000" + DENSE: 57.0, "5000x20000": 570.0}
"""Shifts × volunteers, and the time limit in seconds."""
MODULE = "tests.benchmarks.shifts"
TABLE = ROOT / "matcher" / "shifts" / "BENCHMARKS.md"
ENDLESS = (10**12, 10**12, 10**12, 10**12)
HEADER = (
    "| Shifts × volunteers (pairs) | Planner | Seconds (processor) | Minimums reached | Importance | Gini of hours "
    "| Fit per assignment | Below the proven bound: importance, fairness, fit | Peak memory | Cores, load |\n"
    "| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |"
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


def runs_of(problem: Problem, *, seconds: float, is_dense: bool) -> Iterator[Run]:
    """All three on one problem, every plan verified; the plain ones would take too long where it is dense."""
    planners: list[tuple[str, Callable[[], Plan]]] = [] if is_dense else [
        ("first come, first served", lambda: sign_ups(problem)),
        ("greedy", lambda: greedy(problem)),
    ]  # fmt: skip
    solver: Callable[[], Plan] = partial(solve, problem, seconds=seconds)
    for planner, work in [*planners, ("solver", solver)]:
        run = timed(planner, work, is_bounded=work is solver)
        findings = check(problem, run.plan)
        if findings:
            raise SystemExit(f"{run.planner}: {findings[:3]}")
        yield run


def told(run: Run) -> str:
    """What is proven about a plan."""
    if not run.is_bounded:
        return "–"
    gaps = ", ".join(f"{stage.gap:.2%}" for stage in run.plan.stages[:3])
    return "proven optimal" if run.plan.status is Status.OPTIMAL else gaps


def line_of(size: str, run: Run) -> str:
    """One line of the table, less the memory and the machine."""
    numbers, stages = run.plan.statistics, run.plan.stages
    fit = stages[2].value / numbers.assignments if numbers.assignments else 0.0
    return (
        f"| {size} ({numbers.possible_assignments:,}) | {run.planner} | {run.seconds:.1f} ({run.processor_seconds:.1f}) "
        f"| {numbers.staffed} of {numbers.shifts} | {stages[0].value} | {numbers.hours_gini:.3f} | {fit:.1f} | {told(run)} |"
    )


def measured(size: str, *, seconds: float | None) -> Row:
    """All planners on one size; memory is the peak of this process, which does nothing else."""
    where = machine()
    shifts, volunteers = map(int, size.removesuffix(DENSE).split("x"))
    is_dense = size.endswith(DENSE)
    invented = dense_problem if is_dense else invented_problem
    problem = invented(shifts=shifts, volunteers=volunteers, teams=volunteers // 50)
    runs = runs_of(problem, seconds=seconds or SIZES.get(size, 60.0), is_dense=is_dense)
    found = [line_of(size, run) for run in runs]
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    return {"size": size, "lines": found, "peak_gib": round(peak, 2), **where}


def report(rows: list[Row]) -> str:
    """The page."""
    lines = [
        "# Benchmarks of shifts\n",
        "Written by `python -m tests.benchmarks.shifts`. Invented weeks in towns and villages, all rules on; every plan verified.",
        "A load above the number of cores slows all. The solver stops at its time limit unless it proves its plan before; the bounds",
        "of fairness and fit hold for plans that staff the same shifts (fit: that also give everybody as many), see the README.",
        "Dense: a festival of four days where nearly everybody may do nearly everything.\n",
        HEADER,
    ]
    return "\n".join([*lines, *table_lines(rows)]) + "\n"


def main() -> None:
    """Measure the sizes asked for, print, write the table of all there are."""
    top = argparse.ArgumentParser(prog=f"python -m {MODULE}")
    top.add_argument("sizes", nargs="*", default=["200x500", "1000x3000"])
    top.add_argument("--seconds", type=float, help="time limit of the solver")
    top.add_argument(
        "--here", action="store_true", help="measure one size in this process and print it as JSON"
    )
    chosen = top.parse_args()
    if chosen.here:
        print(json.dumps(measured(chosen.sizes[0], seconds=chosen.seconds)))
        return
    limit = [] if chosen.seconds is None else ["--seconds", str(chosen.seconds)]
    for size in SIZES if chosen.sizes == ["all"] else chosen.sizes:
        rows = kept("shifts", [in_own_process(MODULE, "--here", size, *limit)], order=tuple(SIZES))
        TABLE.write_text(report(rows), encoding="utf-8")
    print(report(rows))


if __name__ == "__main__":
    main()
