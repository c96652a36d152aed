"""What fairness and fit cannot exceed once it is settled which shifts are staffed: a flow that forgets some rules."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

import numpy as np

from matcher.arrays import Chosen, Longs
from matcher.errors import NoFlow
from matcher.shifts.fairness import FIRST_TURN, turn_value
from matcher.shifts.field import Field
from matcher.shifts.flow import SINK, SOURCE, Arcs
from matcher.shifts.program import most_turns
from matcher.shifts.shift import Shift

Group = tuple[frozenset[int], int]
"""Pairs of one volunteer, and how many of them are possible."""


@dataclass(frozen=True)
class FlowBound:
    """What no plan exceeds that staffs the same shifts, and the pairs of the flow, which is nearly one."""

    fairness: int
    fit: int
    """Of plans as fair as `fairness`, or with the turns that were given."""
    chosen: Chosen


def flow_bound(
    field: Field, staffed: Chosen, *, turns: Longs | None = None, may_be_empty: bool = False
) -> FlowBound:
    """The fairest, then best fitting flow to these shifts; with `turns` everybody has exactly so many.

    With `may_be_empty` minimum heads are forgotten too: then it holds whichever of the shifts are staffed.

    Kept: minimum and maximum heads, one qualification of each shift, most turns, and of each volunteer's clashes and weekly
    limits those that lie within each other. Forgotten: other clashes and qualifications, teams, what is fixed. So every plan
    is a flow, but not the other way round.
    """
    return ShiftFlow(field, staffed, turns=turns, may_be_empty=may_be_empty).best()


class ShiftFlow:
    """The network: turns of volunteers, nested groups of their pairs, shifts, the sink.

    With `through` there are no other pairs than those. Pairs that are `frozen` are had already: their places and turns are gone. Where it `is_last`
    nobody gets more than one turn beside them, and what a minimum asks for comes before all else, but need not arrive.
    """

    def __init__(
        self,
        field: Field,
        staffed: Chosen,
        *,
        turns: Longs | None = None,
        may_be_empty: bool = False,
        frozen: Chosen | None = None,
        is_last: bool = False,
        through: Chosen | None = None,
    ) -> None:
        self.field, self.arcs, self.may_be_empty = field, Arcs(), may_be_empty
        self.is_last = is_last
        self.frozen = np.zeros(field.pairs, np.bool_) if frozen is None else frozen
        places = sum(shift.maximum for shift in field.problem.shifts)
        self.weight = 1 + int(np.sort(field.fit)[::-1][:places].sum())
        self.supply: dict[int, int] = {}
        self.shift_node: dict[int, int] = {}
        self.able_node: dict[int, tuple[str, int]] = {}
        self.add_shifts(np.flatnonzero(staffed).tolist())
        had = np.bincount(field.volunteer[self.frozen], minlength=len(field.problem.volunteers)).tolist()
        most, groups = most_turns(field), groups_by_volunteer(field)
        is_free = staffed[field.shift] & ~self.frozen
        if through is not None:
            is_free &= through
        free_pairs: dict[int, list[int]] = defaultdict(list)
        for pair, row in zip(
            np.flatnonzero(is_free).tolist(), field.volunteer[is_free].tolist(), strict=True
        ):
            free_pairs[row].append(pair)
        for row, free in free_pairs.items():
            if most[row] > had[row]:
                exactly = None if turns is None else int(turns[row])
                start = self.add_turns(row, most[row], had[row], exactly)
                self.add_pairs(start, free, groups.get(row, ()))

    def add_shifts(self, rows: Iterable[int]) -> None:
        """Staffed shifts, less what is frozen."""
        field = self.field
        heads = np.bincount(field.shift[self.frozen], minlength=len(field.problem.shifts)).tolist()
        covered: Counter[tuple[int, str]] = Counter()
        for pair in np.flatnonzero(self.frozen).tolist():
            row = int(field.shift[pair])
            for code in field.problem.shifts[row].needs:
                covered[row, code] += int(field.can[code][field.volunteer[pair]])
        for row in rows:
            shift = field.problem.shifts[row]
            lacking = {code: number - covered[row, code] for code, number in shift.needs.items()}
            self.add_shift(row, shift, heads[row], lacking)

    def add_shift(self, row: int, shift: Shift, heads: int, lacking: Mapping[str, int]) -> None:
        """Its minimum must arrive, of those with the scarcest qualification as many as it needs; up to its maximum may."""
        node = self.shift_node[row] = self.arcs.node()
        code, able = max(lacking.items(), key=lambda item: (item[1], item[0]), default=("", 0))
        able = 0 if self.may_be_empty else max(0, able)
        least = 0 if self.may_be_empty else max(0, able, shift.minimum - heads)
        most = shift.maximum - heads
        if self.is_last:
            self.arcs.add(node, SINK, most=least, worth=(FIRST_TURN + 1) * self.weight)
        else:
            self.supply[node] = able - least
        if most > least:
            self.arcs.add(node, SINK, most=most - least)
        if able:
            inner = self.arcs.node()
            self.able_node[row] = code, inner
            if self.is_last:
                self.arcs.add(inner, node, most=able, worth=(FIRST_TURN + 1) * self.weight)
            else:
                self.supply[inner] = -able
            self.arcs.add(inner, node, most=most - able)

    def add_turns(self, row: int, most: int, frozen: int, exactly: int | None) -> int:
        """A volunteer and their turns, the first worth most."""
        start, had = self.arcs.node(), self.field.problem.volunteers[row].recent_shifts
        if exactly is not None:
            self.supply[start] = exactly
            return start
        last = min(most, frozen + 1) if self.is_last else most
        values = Counter(turn_value(had + number) for number in range(frozen, last))
        self.supply[SOURCE] = self.supply.get(SOURCE, 0) + max(0, last - frozen)
        for value, count in values.items():
            self.arcs.add(SOURCE, start, most=count, worth=value * self.weight)
        return start

    def add_pairs(self, start: int, pairs: Iterable[int], groups: Iterable[Group]) -> None:
        """The pairs, each under the smallest group around it."""
        node_of = dict.fromkeys(pairs, start)
        for members, most in groups:
            inside = [pair for pair in members if pair in node_of]
            if len(inside) > most:
                inner = self.arcs.node()
                self.arcs.add(node_of[inside[0]], inner, most=most)
                node_of.update(dict.fromkeys(inside, inner))
        for pair, node in node_of.items():
            worth = int(self.field.fit[pair])
            self.arcs.add(node, self.head_of(pair), most=1, worth=worth, column=pair)

    def head_of(self, pair: int) -> int:
        """Where a pair leads: to those who can do what the shift needs, or to all the others."""
        row = int(self.field.shift[pair])
        code, inner = self.able_node.get(row, ("", 0))
        is_able = bool(code) and bool(self.field.can[code][self.field.volunteer[pair]])
        return inner if is_able else self.shift_node[row]

    @cached_property
    def ends(self) -> Longs:
        """Tail, head, capacity and cost of every arc; the last one is for turns nobody takes."""
        return np.array([*self.arcs.arcs, (SOURCE, SINK, 0, 0)], np.int64)

    @cached_property
    def columns(self) -> Longs:
        """The pair each arc stands for, or -1."""
        return np.array([*self.arcs.columns, -1], np.int64)

    def best(self, allowed: Chosen | None = None) -> FlowBound:
        """The flow worth most, through these pairs only where they are given."""
        from ortools.graph.python import min_cost_flow

        left = sum(self.supply.values())
        ends, columns = self.ends, self.columns
        tail, head, most, cost = ends[:, 0], ends[:, 1], ends[:, 2].copy(), ends[:, 3]
        most[-1] = max(left, 0)
        if allowed is not None:
            most[(columns >= 0) & ~allowed[columns]] = 0
        flow = min_cost_flow.SimpleMinCostFlow()
        every = flow.add_arcs_with_capacity_and_unit_cost(
            tail.astype(np.int32), head.astype(np.int32), most, cost
        )
        supplies = np.zeros(self.arcs.nodes, np.int64)
        supplies[list(self.supply)] = list(self.supply.values())
        supplies[SINK] = -left
        flow.set_nodes_supplies(np.arange(self.arcs.nodes, dtype=np.int32), supplies)
        if flow.solve() != flow.OPTIMAL:
            raise NoFlow(f"{self.arcs.nodes} nodes, {len(ends)} arcs")
        used = columns[(flow.flows(every) > 0) & (columns >= 0)]
        chosen = np.zeros(self.field.pairs, np.bool_)
        chosen[used] = True
        fairness, fit = divmod(-int(flow.optimal_cost()), self.weight)
        return FlowBound(fairness, fit, chosen)


def groups_by_volunteer(field: Field) -> Mapping[int, list[Group]]:
    """Limits on a volunteer's pairs of which any two lie within each other or apart, larger ones first."""
    found: dict[int, list[Group]] = defaultdict(list)
    for week in field.weeks:
        fitting = sum(total <= week.limit for total in accumulate(sorted(week.minutes)))
        found[week.volunteer].append((frozenset(week.pairs), fitting))
    for clique in sorted(field.cliques, key=len, reverse=True):
        members = frozenset(clique)
        mine = found[int(field.volunteer[clique[0]])]
        if all(members <= other or members.isdisjoint(other) for other, _ in mine):
            mine.append((members, 1))
    return found
