"""Recognises a program in which nothing couples volunteers but the shifts' places: such a one is a flow."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

import numpy as np

from matcher.shifts.program import Program


@dataclass(frozen=True)
class Group:
    """Pairs of one volunteer of which so many at most are possible."""

    pairs: frozenset[int]
    most: int


@dataclass
class Network:
    """Turns lead to volunteers, through nested groups of pairs to shifts, and from there to the sink; column numbers."""

    turns: dict[int, list[int]] = field(default_factory=dict)
    """Volunteer (its number here) → turn columns."""
    pairs: dict[int, list[int]] = field(default_factory=dict)
    """Volunteer → pair columns."""
    groups: dict[int, list[Group]] = field(default_factory=lambda: defaultdict(list))
    """Volunteer → groups, larger ones first."""
    shift_of: dict[int, int] = field(default_factory=dict)
    """Pair column → shift column."""
    minimum: dict[int, int] = field(default_factory=dict)
    maximum: dict[int, int] = field(default_factory=dict)


class Coupled(Exception):  # noqa: N818 - reads as what is the case
    """Something couples volunteers: this is no flow."""


def network_of(program: Program) -> Network | None:
    """The network the program is, or None when it is none."""
    if program.lower.any():
        return None
    network = Network()
    is_shift, is_turn = program.objectives[0] > 0, program.objectives[1] > 0
    matrix = program.matrix
    try:
        limits = []
        for row in range(len(program.row_lower)):
            columns = matrix.indices[matrix.indptr[row] : matrix.indptr[row + 1]]
            values = matrix.data[matrix.indptr[row] : matrix.indptr[row + 1]]
            if is_shift[columns].any():
                read_heads(
                    network, program, row, columns[is_shift[columns]], columns[~is_shift[columns]], values
                )
            elif is_turn[columns].any():
                number = len(network.pairs)
                network.turns[number] = columns[is_turn[columns]].tolist()
                network.pairs[number] = columns[~is_turn[columns]].tolist()
            else:
                limits.append((columns.tolist(), values, program.row_lower[row], program.row_upper[row]))
        owner = {pair: number for number, pairs in network.pairs.items() for pair in pairs}
        for pairs, values, lower, upper in limits:
            read_limit(network, owner, pairs, values, lower, upper)
    except Coupled:
        return None
    return network if all(map(is_nested, network.groups.values())) else None


def read_heads(
    network: Network,
    program: Program,
    row: int,
    staffed: np.ndarray[tuple[int], np.dtype[np.int64]],
    pairs: np.ndarray[tuple[int], np.dtype[np.int64]],
    values: np.ndarray[tuple[int], np.dtype[np.float64]],
) -> None:
    """A row about a shift's heads: at least so many, or at most; of some only it would couple."""
    shift, heads = int(staffed[0]), round(-float(values.min()))
    if program.row_upper[row] == 0.0:
        network.maximum[shift] = heads
        network.shift_of.update(dict.fromkeys(pairs.tolist(), shift))
    elif shift not in network.minimum:
        network.minimum[shift] = heads
    elif {pair for pair, at in network.shift_of.items() if at == shift} == set(pairs.tolist()):
        network.minimum[shift] = max(network.minimum[shift], heads)
    else:
        raise Coupled


def read_limit(
    network: Network,
    owner: dict[int, int],
    pairs: list[int],
    values: np.ndarray[tuple[int], np.dtype[np.float64]],
    lower: float,
    upper: float,
) -> None:
    """A row about some pairs: a plain count of one volunteer's pairs, or it couples."""
    if values.min() > 0 and values.sum() <= upper and np.isneginf(lower):
        return
    if len({owner[pair] for pair in pairs}) > 1 or values.min() != values.max() or not np.isneginf(lower):
        raise Coupled
    network.groups[owner[pairs[0]]].append(Group(frozenset(pairs), int(upper // values[0])))


def is_nested(groups: list[Group]) -> bool:
    """Whether any two groups are one within the other, or apart; sorts them, larger ones first."""
    groups.sort(key=lambda group: -len(group.pairs))
    return all(
        inner.pairs <= outer.pairs or inner.pairs.isdisjoint(outer.pairs)
        for number, inner in enumerate(groups)
        for outer in groups[:number]
    )
