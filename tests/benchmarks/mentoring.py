"""The mentoring engine measured beside its peers: `python -m tests.benchmarks.mentoring [size … | all]` writes matcher/BENCHMARKS.md.

Rows of sizes that are not measured this time stay as they were.
"""

from __future__ import annotations

import argparse
import json
import resource
from collections.abc import Callable
from statistics import median
from time import perf_counter, process_time
from typing import Any

from matcher import Problem, explain_pair, explain_unserved, sensible_types, solve, value_of_types
from matcher.candidates import all_pairs, count_pairs, field_of
from matcher.mentoring.workings import Workings
from tests.benchmarks.chart import chart
from tests.benchmarks.measured_rows import ROOT, Row, in_own_process, kept, machine
from tests.benchmarks.mentoring_instances import BEYOND, DENMARK, DENSE, RANDERS, REGION, Size, generate
from tests.benchmarks.mentoring_peers import (
    Outcome,
    cp_sat,
    highs,
    networkx_flow,
    ortools_flow,
    scipy_matching,
)

ROUNDS = 3
SIZES = {size.name: size for size in (RANDERS, REGION, DENMARK, BEYOND, DENSE)}
PEERS: dict[str, tuple[Callable[..., Outcome], ...]] = {
    "Randers": (ortools_flow, scipy_matching, highs, networkx_flow),
    "Region": (ortools_flow, scipy_matching, highs, cp_sat),
    "Denmark": (ortools_flow,),
    "Beyond": (ortools_flow,),
    "Dense": (),
}
MODULE = "tests.benchmarks.mentoring"
TABLE, PLOT = ROOT / "matcher" / "BENCHMARKS.md", ROOT / "matcher" / "benchmarks.svg"


def measure(size: Size) -> dict[str, Any]:
    """Whole calls (candidates, scores, every stage, certificate) after one small call that loads the compiled code."""
    solve(generate(Size("warm", 60, 20, 1)))
    problem = generate(size)
    load = machine()
    wall, work = [], []
    for _ in range(ROUNDS):
        begin, begin_work = perf_counter(), process_time()
        result = solve(problem)
        wall.append(perf_counter() - begin)
        work.append(process_time() - begin_work)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert result.workings is not None
    return {
        "size": size.name, "people": f"{size.requests:,} × {size.mentors:,}", "count": size.requests + size.mentors,
        "pairs": result.statistics.feasible_pairs, "served": result.statistics.served,
        "score": result.statistics.total_score, "wall": median(wall), "work": median(work),
        "peak_mib": peak / 1024, "answers": answers(result) if size is RANDERS else {},
        "candidates": candidate_seconds(problem), "stages": stage_seconds(result.workings) if PEERS[size.name] else None, **load,
    }  # fmt: skip


def candidate_seconds(problem: Problem) -> float:
    """Finding every feasible pair, people's columns included."""
    return median(seconds_of(lambda: count_pairs(field_of(problem))) for _ in range(ROUNDS))


def stage_seconds(workings: Workings) -> float:
    """The lexicographic stages alone, on the pairs as they are, for comparison with one plain flow."""
    from matcher.mentoring.open_part import open_part
    from matcher.mentoring.solve import first_stages, floors_of, score_stage, settle_ties

    times = []
    for _ in range(ROUNDS):
        begin = perf_counter()
        left = open_part(workings.field)
        service, quota, floor, _ = first_stages(workings.field, left, workings.pairs)
        floors = floors_of(workings.field, left, workings.pairs, service, floor)
        settle_ties(workings.field, score_stage(left, workings.pairs, quota, floors))
        times.append(perf_counter() - begin)
    return median(times)


def answers(result: Any) -> dict[str, float]:
    """Seconds of one answer of each kind, after the first."""
    pair, unserved = result.pairs[0], result.unserved[0]
    questions: dict[str, Callable[[], object]] = {
        "why this pair": lambda: explain_pair(result, pair.request_id, pair.mentor_id),
        "why unserved": lambda: explain_unserved(result, unserved),
        "recruitment grid": lambda: value_of_types(result, sensible_types(result)),
    }
    return {name: median(seconds_of(ask) for _ in range(ROUNDS + 1)) for name, ask in questions.items()}


def seconds_of(ask: Callable[[], object]) -> float:
    """How long one call takes."""
    begin = perf_counter()
    ask()
    return perf_counter() - begin


def measure_peers(size: Size) -> list[dict[str, Any]]:
    """Each peer on the same pairs: three times, those that need more than ten seconds once."""
    field = field_of(generate(size))
    pairs = all_pairs(field)
    capacity = field_capacity(field)
    rows = []
    for peer in PEERS[size.name]:
        found = [peer(pairs, capacity)]
        if found[0].seconds < 10:
            found += [peer(pairs, capacity) for _ in range(ROUNDS - 1)]
        seconds = median(outcome.seconds for outcome in found)
        rows.append(
            {
                "solver": found[0].solver,
                "seconds": seconds,
                "served": found[0].served,
                "score": found[0].score,
            }
        )
    return rows


def field_capacity(field: Any) -> Any:
    """Free capacities in row order."""
    import numpy as np

    return np.array([mentor.free_capacity for mentor in field.mentors], np.int32)


def lines(rows: list[Row]) -> list[str]:
    """The tables in Markdown."""
    text = [
        "# Benchmarks of the mentoring engine",
        "",
        "Written by `python -m tests.benchmarks.mentoring`; instances are generated and seeded (`tests/benchmarks/mentoring_instances.py`).",
        "Medians of three. A whole call is candidates, scores, every stage and the certificate, after one small call that loads the",
        "compiled code. Wall-clock time suffers when others use the cores (load above their number); processor time, of all cores",
        "together, suffers less. Candidates: every feasible pair found and counted, people's columns included.",
        "",
        "| Instance | Requests × mentors | Feasible pairs | Served | Whole call, wall | Processor time | Candidates, wall | Peak memory of the process | Cores, load |",
        "| --- | --- | --- | --- | --- | --- | --- | --- | --- |",
    ]
    text += [
        f"| {r['size']} | {r['people']} | {r['pairs']:,} | {r['served']:,} | {r['wall']:.2f} s | {r['work']:.2f} s "
        f"| {told_seconds(r['candidates'])} | {r['peak_mib']:,.0f} MiB | {r['cores']}, {r['load']:.1f} |"
        for r in rows
    ]
    text += [
        "",
        "![Time and memory against size](benchmarks.svg)",
        "",
        "## Peers on the same pairs, in the same run",
        "",
    ]
    text += [
        "They serve as many as possible and maximise the score; the engine also keeps urgency, waiting time and the floor."
    ]
    text += ["", "| Instance | Solver | Seconds | Served | Score |", "| --- | --- | --- | --- | --- |"]
    for row in rows:
        if row["peers"]:
            text.append(
                f"| {row['size']} | **matcher, all stages** | {row['stages']:.3f} | {row['served']:,} | {row['score']:,} |"
            )
        text += [
            f"| {row['size']} | {p['solver']} | {p['seconds']:.3f} | {p['served']:,} | {p['score']:,} |"
            for p in row["peers"]
        ]
    for row in rows:
        if row["answers"]:
            text += [
                "",
                f"## Answers on {row['size']}, after the solve",
                "",
                "| Question | Milliseconds |",
                "| --- | --- |",
            ]
            text += [f"| {name} | {seconds * 1000:.1f} |" for name, seconds in row["answers"].items()]
    return text


def told_seconds(seconds: float | None) -> str:
    """Seconds, or a dash where they were not measured."""
    return "–" if seconds is None else f"{seconds:.2f} s"


def main() -> None:
    """Measure the sizes asked for (Randers, Region and Denmark where none is), then write table and plot of all there are."""
    reader = argparse.ArgumentParser(description=__doc__)
    reader.add_argument("words", nargs="*", default=["Randers", "Region", "Denmark"], metavar="size")
    words = reader.parse_args().words
    if words[0] == "measure":
        print(json.dumps(measure(SIZES[words[1]])))
    elif words[0] == "peers":
        print(json.dumps(measure_peers(SIZES[words[1]])))
    else:
        for name in SIZES if words == ["all"] else words:
            row = {**in_own_process(MODULE, "measure", name), "peers": in_own_process(MODULE, "peers", name)}
            rows = kept("mentoring", [row], order=tuple(SIZES))
            TABLE.write_text("\n".join(lines(rows)) + "\n", encoding="utf-8")
            PLOT.write_text(chart([(r["count"], r["wall"], r["peak_mib"]) for r in rows]), encoding="utf-8")
        print("\n".join(lines(rows)))


if __name__ == "__main__":
    main()
