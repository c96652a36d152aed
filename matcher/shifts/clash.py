"""Why there is no plan: a smallest set of rules that clash with what is fixed, named by CP-SAT."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np

from matcher.shifts.field import Field
from matcher.shifts.people import Bond
from matcher.shifts.plan import Clash, ClashItem
from matcher.shifts.reasons import Rule

SEED = 1
MOST_ROUNDS = 200


class NoClash(RuntimeError):  # noqa: N818
    """The rules can all be kept although a solver said they cannot: a fault of this library."""


class ClashModel:
    """Shifts that must be staffed because somebody is fixed to them, and every rule with a switch of its own."""

    def __init__(self, field: Field) -> None:
        from ortools.sat.python import cp_model

        self.cp_model = cp_model
        self.field = field
        self.model: Any = cp_model.CpModel()
        self.shifts = sorted({int(shift) for shift in field.shift[field.is_fixed]})
        pairs = np.flatnonzero(np.isin(field.shift, self.shifts)).tolist()
        self.taken = {pair: self.model.new_bool_var(f"x{pair}") for pair in pairs}
        self.staffed = {number: self.model.new_bool_var(f"z{number}") for number in self.shifts}
        for pair, taken in self.taken.items():
            self.model.add_implication(taken, self.staffed[int(field.shift[pair])])
        self.items: list[ClashItem] = []
        self.switches: list[Any] = []
        self._add_fixed()
        self._add_heads()
        self._add_times()
        self._add_teams()

    def _rule(self, constraint: Any, item: ClashItem) -> None:
        switch = self.model.new_bool_var(f"r{len(self.items)}")
        constraint.only_enforce_if(switch)
        self.items.append(item)
        self.switches.append(switch)

    def _volunteer_id(self, pair: int) -> str:
        return self.field.problem.volunteers[int(self.field.volunteer[pair])].id

    def _add_fixed(self) -> None:
        for pair in np.flatnonzero(self.field.is_fixed).tolist():
            shift_id = self.field.problem.shifts[int(self.field.shift[pair])].id
            item = ClashItem(Rule.FIXED, volunteer_id=self._volunteer_id(pair), shift_id=shift_id)
            self._rule(self.model.add(self.taken[pair] == 1), item)

    def _add_heads(self) -> None:
        people, members = self.field.problem.volunteers, self.field.pairs_by_shift()
        for number in self.shifts:
            shift, pairs = self.field.problem.shifts[number], members[number].tolist()
            heads = sum(self.taken[pair] for pair in pairs)
            least = ClashItem(Rule.MINIMUM, shift_id=shift.id, limit=shift.minimum)
            self._rule(self.model.add(heads >= shift.minimum * self.staffed[number]), least)
            most = ClashItem(Rule.MAXIMUM, shift_id=shift.id, limit=shift.maximum)
            self._rule(self.model.add(heads <= shift.maximum), most)
            for skill, limit in sorted(shift.needs.items()):
                able = [p for p in pairs if skill in people[int(self.field.volunteer[p])].qualifications]
                covered = ClashItem(Rule.COVERAGE, shift_id=shift.id, skill=skill, limit=limit)
                self._rule(self.model.add(self._sum(able) >= limit * self.staffed[number]), covered)

    def _sum(self, pairs: Iterable[int]) -> Any:
        return self.cp_model.LinearExpr.sum([self.taken[pair] for pair in pairs])

    def _add_times(self) -> None:
        cliques = [[p for p in clique if p in self.taken] for clique in self.field.cliques]
        for volunteer_id, pairs in self._by_volunteer(
            clique for clique in cliques if len(clique) > 1
        ).items():
            switch_item = ClashItem(Rule.OVERLAP, volunteer_id=volunteer_id)
            switch = self.model.new_bool_var(f"r{len(self.items)}")
            for clique in pairs:
                self.model.add(self._sum(clique) <= 1).only_enforce_if(switch)
            self.items.append(switch_item)
            self.switches.append(switch)
        for week in self.field.weeks:
            inside = [(p, m) for p, m in zip(week.pairs, week.minutes, strict=True) if p in self.taken]
            if sum(minutes for _, minutes in inside) > week.limit:
                volunteer_id = self.field.problem.volunteers[week.volunteer].id
                item = ClashItem(Rule.WEEK, volunteer_id=volunteer_id, limit=week.limit)
                used = sum(minutes * self.taken[pair] for pair, minutes in inside)
                self._rule(self.model.add(used <= week.limit), item)

    def _by_volunteer(self, cliques: Iterable[list[int]]) -> dict[str, list[list[int]]]:
        found: dict[str, list[list[int]]] = defaultdict(list)
        for clique in cliques:
            found[self._volunteer_id(clique[0])].append(clique)
        return found

    def _add_teams(self) -> None:
        for team in self.field.problem.teams:
            on_shift: dict[int, list[int]] = defaultdict(list)
            for pair in self.taken:
                if self._volunteer_id(pair) in team.volunteer_ids:
                    on_shift[int(self.field.shift[pair])].append(pair)
            for number, pairs in sorted(on_shift.items()):
                self._add_team(team.id, team.bond, number, pairs, size=len(team.volunteer_ids))

    def _add_team(self, team_id: str, bond: Bond, number: int, pairs: list[int], *, size: int) -> None:
        shift_id = self.field.problem.shifts[number].id
        if bond is Bond.APART:
            item = ClashItem(Rule.APART, team_id=team_id, shift_id=shift_id)
            self._rule(self.model.add(self._sum(pairs) <= 1), item)
        else:
            item = ClashItem(Rule.TOGETHER, team_id=team_id, shift_id=shift_id)
            whole = self.model.new_bool_var(f"t{len(self.items)}")
            heads = size if len(pairs) == size else size + 1
            self._rule(self.model.add(self._sum(pairs) == heads * whole), item)

    def kept_with(self, wanted: Sequence[int]) -> set[int] | None:
        """As many rules as can be kept together with these; None when these clash already."""
        model = self.model.clone()
        model.clear_assumptions()
        model.add_bool_and([self.switches[number] for number in wanted])
        model.maximize(self.cp_model.LinearExpr.sum(self.switches))
        solver = self.solver()
        if solver.solve(model) not in (self.cp_model.OPTIMAL, self.cp_model.FEASIBLE):
            return None
        return {number for number, switch in enumerate(self.switches) if solver.value(switch)}

    def solver(self) -> Any:
        solver = self.cp_model.CpSolver()
        solver.parameters.num_workers = 1
        solver.parameters.random_seed = SEED
        return solver

    def broken_core(self, kept: Sequence[int]) -> list[int] | None:
        """Rules out of these that clash; None when all of these can be kept."""
        model = self.model
        model.clear_assumptions()
        model.add_assumptions([self.switches[number] for number in kept])
        solver = self.solver()
        status = solver.solve(model)
        if status in (self.cp_model.OPTIMAL, self.cp_model.FEASIBLE):
            return None
        literals = set(solver.sufficient_assumptions_for_infeasibility())
        return [number for number in kept if self.switches[number].index in literals]


def clash_of(field: Field) -> Clash:
    """The smallest clash; where that takes too long, one from which nothing can be taken away."""
    model = ClashModel(field)
    core = model.broken_core(range(len(model.items)))
    if core is None:
        raise NoClash("every rule can be kept")
    found = smallest(model) or shrunk(model, core)
    items = tuple(model.items[number] for number in found)
    return Clash(items, obstacles_to(field, items))


def smallest(model: ClashModel) -> list[int] | None:
    """A clash with as few rules as any has; None when it was not found in so many rounds.

    Every clash has a rule outside each set that can be kept: pick the fewest rules that do, until they clash
    (implicit hitting sets; Ignatiev, Previti, Liffiton and Marques-Silva 2015).
    """
    outside: list[set[int]] = []
    for _ in range(MOST_ROUNDS):
        picked = fewest_hitting(model, outside)
        kept = model.kept_with(picked)
        if kept is None:
            return picked
        outside.append(set(range(len(model.items))) - kept)
    return None


def fewest_hitting(model: ClashModel, sets: list[set[int]]) -> list[int]:
    """As few rules as possible, one of each set at least."""
    hitting: Any = model.cp_model.CpModel()
    picked = [hitting.new_bool_var(f"p{number}") for number in range(len(model.items))]
    for members in sets:
        hitting.add_bool_or([picked[number] for number in sorted(members)])
    hitting.minimize(model.cp_model.LinearExpr.sum(picked))
    solver = model.solver()
    solver.solve(hitting)
    return [number for number, chosen in enumerate(picked) if solver.value(chosen)]


def shrunk(model: ClashModel, core: list[int]) -> list[int]:
    """Leave rules out one at a time, as long as the others still clash."""
    kept = list(core)
    for number in core:
        if number in kept:
            smaller = model.broken_core([other for other in kept if other != number])
            if smaller is not None:
                kept = smaller
    return sorted(kept)


def obstacles_to(field: Field, items: Iterable[ClashItem]) -> dict[Any, int]:
    """What keeps others from the shifts of the clash, by obstacle."""
    problem = field.problem
    shifts = [problem.shift(i.shift_id) for i in items if i.rule in (Rule.MINIMUM, Rule.COVERAGE)]
    return dict(
        Counter(
            reason
            for shift in shifts
            for volunteer in problem.volunteers
            for reason in problem.broken_rules(volunteer, shift)
        )
    )
