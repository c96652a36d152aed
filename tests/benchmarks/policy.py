"""How long prices take, beside HiGHS on the same futures: `python -m tests.benchmarks.policy`."""

from __future__ import annotations

import os
import statistics
import time
from collections.abc import Callable

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

from matcher.arrays import Longs
from matcher.policy import DemandHistory, Pricing, prices_for
from matcher.policy.climates import CLIMATES, draw_year
from matcher.policy.market import dual_prices
from matcher.policy.plan import Pairs, pairs_of

REPEATS = 3


def median_seconds(work: Callable[[], object]) -> float:
    """Median of some runs, after one that is not counted."""
    work()
    seconds = []
    for _ in range(REPEATS):
        started = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - started)
    return statistics.median(seconds)


def highs_bound(pairs: Pairs, places: Longs, requests: int) -> float:
    """The same assignment as a linear programme, whose duals are prices too (no entry must be whole); gives its value."""
    count = np.arange(len(pairs))
    rows = np.concatenate([pairs.request, requests + pairs.mentor])
    matrix = csr_array(
        (np.ones(2 * len(pairs)), (rows, np.concatenate([count, count]))),
        shape=(requests + len(places), len(pairs)),
    )
    limits = np.concatenate([np.ones(requests), places])
    solved = milp(-pairs.gain, constraints=LinearConstraint(matrix, -np.inf, limits), bounds=Bounds(0, 1))
    if solved.fun is None:
        raise SystemExit("HiGHS found no plan")
    return -solved.fun


def main() -> None:
    """Print the table."""
    year = draw_year(CLIMATES["default"], seed=0)
    places, requests = year.offering.places, len(year.asking)
    pairs = pairs_of(year.value)
    ours = dual_prices(pairs, places, requests=requests, toward_largest=0.5)
    bound = highs_bound(pairs, places, requests)
    if abs(ours.request.sum() + (ours.mentor * places).sum() - bound) > 1e-6 * bound:
        raise SystemExit("the prices do not support the optimum HiGHS finds")
    past = len(year.past)
    history = DemandHistory(
        weeks_ago=52 * year.past.years_ago - 1 - year.past.week_of_year,
        past_points=year.worth[:past, : len(places)],
        weeks=52 * year.past.years,
    )
    print(
        f"{os.cpu_count()} cores, medians of {REPEATS}; {requests} requests, {len(places)} mentors, {len(pairs)} pairs"
    )
    print("| Work | Seconds |\n| --- | ---: |")
    for name, work in (
        ("dual prices of one year: flow and label correcting", lambda: dual_prices(pairs, places, requests=requests, toward_largest=0.5)),
        ("the same year's duals by HiGHS", lambda: highs_bound(pairs, places, requests)),
        ("prices for a run: 20 futures of half a year", lambda: prices_for(history, places, weeks_ahead=26, pricing=Pricing(futures=20))),
    ):  # fmt: skip
        print(f"| {name} | {median_seconds(work):.3f} |")


if __name__ == "__main__":
    main()
