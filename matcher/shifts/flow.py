"""Programs that are networks, solved as one flow of least cost: exact, and a thousand times quicker."""

from __future__ import annotations

import numpy as np

from matcher.errors import NoFlow
from matcher.shifts.network import Group, Network, network_of
from matcher.shifts.outcome import Outcome, in_one, values_at
from matcher.shifts.program import Program

MOST_COST = 2**60
"""What the solver multiplies costs up to without losing any of them."""


def solve_as_flow(program: Program) -> Outcome | None:
    """The optimal plan when the program is a network, None when it is not.

    Minimums couple the heads of a shift. They are asked for by weight: when every one of them is reached, or each is a
    single head, the flow is optimal; otherwise it proves nothing and the answer is None.
    """
    network = network_of(program)
    if network is None:
        return None
    _, weights = in_one(program, (0, 1, 2, 3))
    worth = [round(value) for value in exact_worth(program, weights)]
    if max(worth, default=0) * (program.size + 2 * len(program.row_lower)) >= MOST_COST:
        return None
    columns = routed(program, network, worth)
    heads = dict.fromkeys(network.minimum, 0)
    for pair, shift in network.shift_of.items():
        heads[shift] += round(columns[pair])
    is_reached = all(heads[shift] >= least for shift, least in network.minimum.items())
    if not is_reached and max(network.minimum.values()) > 1:
        return None
    return Outcome(columns, values_at(program, columns))


def exact_worth(program: Program, weights: tuple[int, ...]) -> list[int]:
    """What one unit of each column is worth, in whole numbers of any size."""
    rows = [[round(value) for value in objective] for objective in program.objectives.tolist()]
    return [
        sum(weight * value for weight, value in zip(weights, column, strict=True))
        for column in zip(*rows, strict=True)
    ]


class Arcs:
    """Arcs collected, and the columns they stand for."""

    def __init__(self) -> None:
        self.nodes = 2
        self.arcs: list[tuple[int, int, int, int]] = []
        self.columns: list[int] = []

    def node(self) -> int:
        """A new node; 0 is the source, 1 the sink."""
        self.nodes += 1
        return self.nodes - 1

    def add(self, tail: int, head: int, *, most: int, worth: int = 0, column: int = -1) -> None:
        """An arc that carries so much at most, each unit worth so much."""
        self.arcs.append((tail, head, most, -worth))
        self.columns.append(column)


SOURCE, SINK = 0, 1


def routed(
    program: Program, network: Network, worth: list[int]
) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """Values of the columns in the flow worth most."""
    from ortools.graph.python import min_cost_flow

    arcs = arcs_of(network, worth)
    supply = sum(len(turns) for turns in network.turns.values())
    arcs.add(SOURCE, SINK, most=supply)
    tail, head, most, cost = (np.array(column, np.int64) for column in zip(*arcs.arcs, strict=True))
    flow = min_cost_flow.SimpleMinCostFlow()
    flow.add_arcs_with_capacity_and_unit_cost(tail.astype(np.int32), head.astype(np.int32), most, cost)
    flow.set_nodes_supplies(np.array([SOURCE, SINK], np.int32), np.array([supply, -supply], np.int64))
    if flow.solve() != flow.OPTIMAL:
        raise NoFlow(f"{arcs.nodes} nodes, {len(arcs.arcs)} arcs")
    columns = np.zeros(program.size)
    used = flow.flows(np.arange(len(arcs.arcs), dtype=np.int32))
    for column, amount in zip(arcs.columns, used.tolist(), strict=True):
        if column >= 0 and amount:
            columns[column] = 1.0
    return columns


def arcs_of(network: Network, worth: list[int]) -> Arcs:
    """The whole network."""
    arcs = Arcs()
    shift_node = {shift: arcs.node() for shift in network.maximum}
    for shift, node in shift_node.items():
        least = network.minimum[shift]
        arcs.add(node, SINK, most=least, worth=worth[shift], column=shift)
        arcs.add(node, SINK, most=network.maximum[shift] - least)
    for volunteer, turns in network.turns.items():
        start = arcs.node()
        for turn in turns:
            arcs.add(SOURCE, start, most=1, worth=worth[turn], column=turn)
        node_of = dict.fromkeys(network.pairs[volunteer], start)
        for group in network.groups.get(volunteer, ()):
            add_group(arcs, node_of, group)
        for pair in network.pairs[volunteer]:
            shift = shift_node[network.shift_of[pair]]
            arcs.add(node_of[pair], shift, most=1, worth=worth[pair], column=pair)
    return arcs


def add_group(arcs: Arcs, node_of: dict[int, int], group: Group) -> None:
    """A group hangs under the smallest one around it."""
    inner = arcs.node()
    arcs.add(node_of[next(iter(group.pairs))], inner, most=group.most)
    node_of.update(dict.fromkeys(group.pairs, inner))
