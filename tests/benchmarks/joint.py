"""Plans mentors and small jobs of generated towns in one run, beside mentors first and jobs around them, and writes the table.

Run as `python -m tests.benchmarks.joint [1000x300x100 … | all]`; rows of sizes that are not measured this time stay as they were.
"""

from __future__ import annotations

import argparse
import json
import resource
import time
from collections.abc import Callable
from dataclasses import dataclass

import matcher
from matcher import joint, small_jobs
from tests.benchmarks.joint_instances import JointSize, generate_joint
from tests.benchmarks.measured_rows import ROOT, Row, in_own_process, kept, machine, table_lines

SIZES = (
    JointSize(300, 100, 40),
    JointSize(1_000, 300, 100),
    JointSize(1_000, 300, 100, seed=8),
    JointSize(1_000, 600, 300),
    JointSize(3_000, 1_000, 300, towns=9),
)
SECONDS = 60.0
MODULE = "tests.benchmarks.joint"
TABLE = ROOT / "matcher" / "joint" / "BENCHMARKS.md"
HEADER = (
    "| People × mentors × openings (pairs) | Planner | Seconds (processor) | With a mentor | With a small job "
    "| Points | Proven | Peak memory | Cores, load |\n| --- | --- | --- | --- | --- | --- | --- | --- | --- |"
)


@dataclass(frozen=True)
class Run:
    """One planner's plans, and what they took."""

    planner: str
    mentors: tuple[matcher.Pair, ...]
    jobs: tuple[small_jobs.Pair, ...]
    proof: str
    seconds: float
    processor_seconds: float


Plans = tuple[tuple[matcher.Pair, ...], tuple[small_jobs.Pair, ...], str]


def together(problem: joint.Problem, *, seconds: float) -> Run:
    """Both in one run; the checker, which is not timed, must accept it."""
    results: list[joint.Result] = []

    def work() -> Plans:
        result = joint.solve(problem, seconds=seconds)
        results.append(result)
        return result.mentor_pairs, result.job_pairs, "every stage" if result.is_proven else "no"

    run = timed("one run", work)
    findings = joint.check(problem, results[0])
    if findings:
        raise SystemExit(f"{findings[:3]}")
    return run


def mentors_first(problem: joint.Problem) -> Plans:
    """The mentors as they are best alone, and the best small jobs around them."""
    mentors = matcher.solve(problem.mentoring).pairs
    beside = problem.beside(mentors=[(pair.request_id, pair.mentor_id) for pair in mentors])
    return mentors, small_jobs.solve(beside.small_jobs).pairs, "–"


def timed(planner: str, work: Callable[[], Plans]) -> Run:
    """The plans and what they took."""
    began, used = time.perf_counter(), time.process_time()
    mentors, jobs, proof = work()
    return Run(planner, mentors, jobs, proof, time.perf_counter() - began, time.process_time() - used)


def line_of(title: str, run: Run) -> str:
    """One line of the table, less the memory and the machine."""
    points = sum(pair.score for pair in run.mentors) + sum(pair.score for pair in run.jobs)
    return (
        f"| {title} | {run.planner} | {run.seconds:.1f} ({run.processor_seconds:.1f}) "
        f"| {len(run.mentors)} | {len(run.jobs)} | {points:,} | {run.proof} |"
    )


def measured(size: JointSize, *, seconds: float) -> Row:
    """Both planners on one size; memory is the peak of this process, which does nothing else."""
    where, problem = machine(), generate_joint(size)
    mentoring, jobs = matcher.solve(problem.mentoring), small_jobs.solve(problem.small_jobs)
    pairs = f"{mentoring.statistics.feasible_pairs:,} and {jobs.statistics.feasible_pairs:,}"
    runs = [
        timed("mentors first", lambda: mentors_first(problem)),
        together(problem, seconds=seconds),
    ]
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    lines = [line_of(f"{size.name} ({pairs})", run) for run in runs]
    return {"size": size.name, "lines": lines, "peak_gib": round(peak, 2), **where}


def report(rows: list[Row]) -> str:
    """The page."""
    lines = [
        "# Benchmarks of both plans in one run\n",
        "Written by `python -m tests.benchmarks.joint`. Generated towns in which everybody looks for a mentor and a small job; every plan of",
        "one run is verified by the checker (not timed, nor is loading the solvers). Mentors first: the plan of mentors alone, and the best",
        "small jobs around it. A load above the number of cores slows all. A number behind a size is another seed.\n",
        HEADER,
    ]
    return "\n".join([*lines, *table_lines(rows)]) + "\n"


def main() -> None:
    """Measure the sizes asked for, print, write the table of all there are."""
    names = [size.name for size in SIZES]
    top = argparse.ArgumentParser(prog=f"python -m {MODULE}")
    top.add_argument("sizes", nargs="*", default=names[:2])
    top.add_argument("--seconds", type=float, default=SECONDS, help="time limit of the joint plan")
    top.add_argument(
        "--here", action="store_true", help="measure one size in this process and print it as JSON"
    )
    chosen = top.parse_args()
    by_name = {size.name: size for size in SIZES}
    if chosen.here:
        print(json.dumps(measured(by_name[chosen.sizes[0]], seconds=chosen.seconds)))
        return
    for name in names if chosen.sizes == ["all"] else chosen.sizes:
        rows = kept(
            "joint", [in_own_process(MODULE, "--here", name, "--seconds", str(chosen.seconds))], order=names
        )
        TABLE.write_text(report(rows), encoding="utf-8")
    print(report(rows))


if __name__ == "__main__":
    main()
