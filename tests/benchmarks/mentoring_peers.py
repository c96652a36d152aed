"""The same pairs given to other solvers: first as many requests as possible, then the highest score, no classes, no floor."""

from __future__ import annotations

from dataclasses import dataclass
from time import perf_counter
from typing import Any

import networkx
import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linprog
from scipy.sparse import coo_matrix, csr_array
from scipy.sparse.csgraph import min_weight_full_bipartite_matching

from matcher.candidates import Pairs

SERVED = 100_000
"""Worth more than any chain of scores could lose at these sizes: peers without stages need a big number."""
CP_SAT_SECONDS = 20.0


@dataclass(frozen=True)
class Outcome:
    """What a peer found, and how long it took."""

    solver: str
    seconds: float
    served: int
    score: int


def ortools_flow(pairs: Pairs, capacity: NDArray[np.int32]) -> Outcome:
    """One plain minimum cost flow."""
    from ortools.graph.python.min_cost_flow import SimpleMinCostFlow

    begin = perf_counter()
    requests, mentors = len(pairs.start) - 1, len(capacity)
    source, sink = requests + mentors, requests + mentors + 1
    flow = SimpleMinCostFlow()
    tails: list[NDArray[Any]] = [np.full(requests, source), pairs.request, requests + np.arange(mentors)]
    heads: list[NDArray[Any]] = [np.arange(requests), requests + pairs.mentor, np.full(mentors, sink)]
    rooms: list[NDArray[Any]] = [np.ones(requests), np.ones(len(pairs)), capacity]
    costs: list[NDArray[Any]] = [np.zeros(requests), -pairs.score, np.zeros(mentors)]
    arcs = flow.add_arcs_with_capacity_and_unit_cost(
        np.concatenate(tails).astype(np.int32), np.concatenate(heads).astype(np.int32),
        np.concatenate(rooms).astype(np.int64), np.concatenate(costs).astype(np.int64),
    )  # fmt: skip
    flow.set_nodes_supplies(np.array([source, sink]), np.array([requests, -requests]))
    assert flow.solve_max_flow_with_min_cost() == flow.OPTIMAL
    used = flow.flows(arcs)[requests : requests + len(pairs)] > 0
    return Outcome(
        "OR-Tools min-cost flow", perf_counter() - begin, int(used.sum()), int(pairs.score[used].sum())
    )


def scipy_matching(pairs: Pairs, capacity: NDArray[np.int32]) -> Outcome:
    """A full matching: every place a column, and a place at nobody for each request."""
    begin = perf_counter()
    requests = len(pairs.start) - 1
    first = np.concatenate([[0], np.cumsum(capacity)])
    copies = capacity[pairs.mentor]
    row = np.repeat(pairs.request, copies)
    within = np.arange(copies.sum()) - np.repeat(np.cumsum(copies) - copies, copies)
    column = np.repeat(first[pairs.mentor], copies) + within
    worth = np.repeat(pairs.score, copies) + SERVED
    nobody = np.arange(requests)
    table = coo_matrix(
        (
            np.concatenate([worth, np.ones(requests)]),
            (np.concatenate([row, nobody]), np.concatenate([column, first[-1] + nobody])),
        )
    ).tocsr()
    rows, columns = min_weight_full_bipartite_matching(csr_array(table), maximize=True)
    values = np.asarray(table[rows, columns]).ravel()
    served = values > 1
    score = int(values[served].sum()) - SERVED * int(served.sum())
    return Outcome("scipy full bipartite matching", perf_counter() - begin, int(served.sum()), score)


def highs(pairs: Pairs, capacity: NDArray[np.int32]) -> Outcome:
    """The linear program by HiGHS; its corners are whole."""
    begin = perf_counter()
    requests, mentors, count = len(pairs.start) - 1, len(capacity), len(pairs)
    rows = np.concatenate([pairs.request, requests + pairs.mentor])
    columns = np.concatenate([np.arange(count), np.arange(count)])
    limits = coo_matrix((np.ones(2 * count), (rows, columns)), shape=(requests + mentors, count)).tocsr()
    room = np.concatenate([np.ones(requests), capacity])
    worth: Any = -(pairs.score + SERVED).astype(np.float64)
    matrix: Any = limits
    found: Any = linprog(worth, A_ub=matrix, b_ub=room, bounds=(0, 1), method="highs")
    used = found.x > 0.5
    return Outcome("HiGHS", perf_counter() - begin, int(used.sum()), int(pairs.score[used].sum()))


def cp_sat(pairs: Pairs, capacity: NDArray[np.int32]) -> Outcome:
    """CP-SAT on two workers, stopped after twenty seconds."""
    from ortools.sat.python import cp_model

    begin = perf_counter()
    model = cp_model.CpModel()
    chosen = [model.new_bool_var("") for _ in range(len(pairs))]
    of_mentor: dict[int, list[cp_model.IntVar]] = {}
    for variable, mentor in zip(chosen, pairs.mentor.tolist(), strict=True):
        of_mentor.setdefault(mentor, []).append(variable)
    for request in range(len(pairs.start) - 1):
        model.add_at_most_one(chosen[pairs.start[request] : pairs.start[request + 1]])
    for mentor, variables in of_mentor.items():
        model.add(sum(variables) <= int(capacity[mentor]))
    worth = (pairs.score.astype(np.int64) + SERVED).tolist()
    model.maximize(sum(w * variable for w, variable in zip(worth, chosen, strict=True)))
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = CP_SAT_SECONDS
    solver.parameters.num_workers = 2
    status = solver.solve(model)
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return Outcome(f"CP-SAT, no plan after {CP_SAT_SECONDS:.0f} s", perf_counter() - begin, 0, 0)
    used = np.array([solver.value(variable) for variable in chosen], bool)
    label = f"CP-SAT, stopped at {CP_SAT_SECONDS:.0f} s"
    return Outcome(label, perf_counter() - begin, int(used.sum()), int(pairs.score[used].sum()))


def networkx_flow(pairs: Pairs, capacity: NDArray[np.int32]) -> Outcome:
    """Network simplex in plain Python."""
    begin = perf_counter()
    graph = networkx.DiGraph()
    for request in np.unique(pairs.request).tolist():
        graph.add_edge("source", ("r", request), capacity=1, weight=0)
    for request, mentor, score in zip(
        *(c.tolist() for c in (pairs.request, pairs.mentor, pairs.score)), strict=True
    ):
        graph.add_edge(("r", request), ("m", mentor), capacity=1, weight=-score)
    for mentor in np.unique(pairs.mentor).tolist():
        graph.add_edge(("m", mentor), "sink", capacity=int(capacity[mentor]), weight=0)
    flow = networkx.max_flow_min_cost(graph, "source", "sink")
    served = sum(flow["source"].values())
    return Outcome("networkx", perf_counter() - begin, served, -int(networkx.cost_of_flow(graph, flow)))
