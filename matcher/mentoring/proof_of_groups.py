"""Whether the floors of groups, in order, are the highest (leximin): at each, somebody of those who might rise must stay.

Suppose a plan whose floors, in order, are higher. With some groups where the proof holds them, its others are at the next floor in
order at least, or its order would be lower; a shortage shows that not all of those raised are above it; so one of them is
at it and is held from there on. Once every group is held, or no pair is worth more, that plan is no better after all.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from matcher.mentoring.held_plan import Batch, Found, Plan
from matcher.mentoring.proof_of_shortage import ShortageCheck
from matcher.result import Certificate, GroupStep


class GroupsCheck:
    """Walks the steps for every group that may be the one that stays, and holds their shortages against every pair."""

    def __init__(self, plan: Plan, certificate: Certificate) -> None:
        self.plan, self.in_order = plan, sorted(certificate.group_floors.values())
        self.top = -1
        self.ends_at: int | None = None
        """The lowest floor from which no step goes on: no pair may be worth more."""
        self.shortages: list[ShortageCheck] = []
        self.are_steps_right = True
        if plan.groups is not None:
            self.walk({frozenset(step.held.items()): step for step in certificate.group_proof})

    def walk(self, steps: Mapping[frozenset[tuple[str, int]], GroupStep]) -> None:
        """Collect the shortages that the proof rests on, from nobody held."""
        waiting: list[frozenset[tuple[str, int]]] = [frozenset()]
        seen = set(waiting)
        while waiting:
            held = waiting.pop()
            if len(held) == len(self.in_order):
                continue
            floor = self.in_order[len(held)]
            if held not in steps:
                self.ends_at = floor if self.ends_at is None else min(self.ends_at, floor)
                continue
            self.add(dict(held), floor, steps[held])
            found = {held | {(group, floor)} for group in steps[held].raised} - seen
            seen |= found
            waiting += found

    def add(self, held: Mapping[str, int], floor: int, step: GroupStep) -> None:
        """The shortage of a step, at the floors it speaks of."""
        assert self.plan.groups is not None
        self.are_steps_right = self.are_steps_right and not step.raised & held.keys()
        floors = [held.get(group, floor + (group in step.raised)) for group in self.plan.groups]
        self.shortages.append(ShortageCheck(self.plan, step.shortage, np.array(floors, np.int64)))

    def look(self, batch: Batch) -> None:
        """What the pairs say about each shortage, and the best of them."""
        self.top = max(self.top, int(batch.score.max(initial=-1)))
        for shortage in self.shortages:
            shortage.look(batch)

    def findings(self) -> list[Found]:
        """What does not hold."""
        if self.plan.groups is None:
            return []
        found: list[Found] = []
        if not self.are_steps_right or not all(shortage.holds() for shortage in self.shortages):
            found.append(("the proof of the groups' floors does not hold", ""))
        if self.ends_at is not None and self.ends_at < self.top:
            found.append(("nothing proves that the floors of groups cannot be higher", ""))
        return found
