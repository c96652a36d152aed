"""The worst match of every group lifted in turn: no group's may rise at the cost of one that is lower already (leximin)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations

import numpy as np

from matcher.arrays import Ints, Longs
from matcher.candidates import Field
from matcher.identity import digest_of, request_marks
from matcher.mentoring.minimum import Unmet
from matcher.mentoring.programme import Groups, group_names
from matcher.mentoring.service import Service, attempt
from matcher.mentoring.worst_match import Obstacle
from matcher.people import Request

Floors = Mapping[str, int]


@dataclass(frozen=True)
class Lifting:
    """Groups, and the scores a floor can have."""

    service: Service
    groups: tuple[str, ...]
    group_of_request: Ints
    steps: tuple[int, ...]
    unmet_at: Callable[[Longs], Unmet | None]
    """What mentors' minimums say about floors per request."""
    known: dict[tuple[int, ...], Obstacle | None] = field(default_factory=dict)

    def holds(self, floors: Floors) -> bool:
        """Whether every level keeps its number when each group has this floor."""
        return self.obstacle_to(floors) is None

    def obstacle_to(self, floors: Floors) -> Obstacle | None:
        """What is in the way of these floors; looked for once."""
        key = tuple(floors[group] for group in self.groups)
        if key not in self.known:
            self.known[key] = self.look_for_obstacle(self.per_request(floors))
        return self.known[key]

    def look_for_obstacle(self, per_request: Longs) -> Obstacle | None:
        """Repair the plan without the pairs below their floor."""
        frame = self.service.frame
        score = np.where(frame.score >= per_request[frame.request], frame.score, -1).astype(np.int32)
        masked = replace(self.service, frame=frame._replace(score=score))
        tried = attempt(masked, self.service.state, 0)
        return self.unmet_at(per_request) if tried.state is not None else tried

    def per_request(self, floors: Floors) -> Longs:
        """The floor of each request's group."""
        return np.array([floors[group] for group in self.groups], np.int64)[self.group_of_request]


def lift_groups(
    people: Field,
    service: Service,
    over: Groups,
    *,
    floor: int,
    unmet_at: Callable[[Longs], Unmet | None],
) -> tuple[Floors, Lifting]:
    """The floors per group whose sorted list is the highest, above a floor that is possible for all; and what was tried.

    A group in which nobody is served has no worst match and holds nobody back. Where lifting one group or another is equally
    good, the one that comes first in `in_turn` is lifted.
    """
    names = group_names(people.requests, over)
    groups = in_turn(people.requests, names)
    steps = np.unique(np.append(service.frame.score, floor))
    lifting = Lifting(
        service=service,
        groups=groups,
        group_of_request=np.array([groups.index(name) for name in names], np.int32),
        steps=tuple(steps[steps >= floor].tolist()),
        unmet_at=unmet_at,
    )
    return lift(lifting, dict.fromkeys(groups, floor), frozenset(groups)), lifting


def in_turn(requests: Sequence[Request], names: Sequence[str]) -> tuple[str, ...]:
    """The groups: the larger first, then the one that has waited longer in all, then by what its people are like.

    What a group is called says nothing; groups of perfect twins are told apart by the ids of their requests.
    """
    marks = request_marks([replace(r, place=replace(r.place, area="")) for r in requests], {}).tolist()
    members: dict[str, list[tuple[int, Request]]] = {}
    for name, mark, request in zip(names, marks, requests, strict=True):
        members.setdefault(name, []).append((mark, request))

    def turn_of(name: str) -> tuple[int, int, int, int]:
        group = members[name]
        waiting = sum(request.waiting_days for _, request in group)
        likeness = digest_of(sorted(mark for mark, _ in group))
        return -len(group), -waiting, likeness, digest_of(sorted(request.id for _, request in group))

    return tuple(sorted(members, key=turn_of))


def lift(lifting: Lifting, floors: Floors, active: frozenset[str]) -> Floors:
    """Lift the active groups together as far as they go, let those stay that cannot go on, and go on with the rest."""
    level = highest_common(lifting, floors, active)
    floors = {**floors, **dict.fromkeys(active, lifting.steps[level])}
    if level + 1 == len(lifting.steps):
        return floors
    above = lifting.steps[level + 1]
    rest = frozenset(group for group in active if lifting.holds({**floors, group: above}))
    for staying in range(len(rest)):
        found = [
            lift(lifting, floors, rest - frozenset(some))
            for some in combinations(sorted(rest), staying)
            if lifting.holds({**floors, **dict.fromkeys(rest - frozenset(some), above)})
        ]
        if found:
            return max(found, key=lambda each: (sorted(each.values()), [each[g] for g in lifting.groups]))
    return floors


def highest_common(lifting: Lifting, floors: Floors, active: frozenset[str]) -> int:
    """The position of the highest floor the active groups can have together."""
    low, high = lifting.steps.index(floors[min(active)]), len(lifting.steps)
    while high - low > 1:
        middle = (low + high) // 2
        if lifting.holds({**floors, **dict.fromkeys(active, lifting.steps[middle])}):
            low = middle
        else:
            high = middle
    return low
