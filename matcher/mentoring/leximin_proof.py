"""Why the floors of groups, in order, cannot be higher: a step for every group that has to stay where it is."""

from __future__ import annotations

from dataclasses import dataclass

from matcher.mentoring.leximin import Floors, Lifting
from matcher.mentoring.worst_match import Obstacle


@dataclass(frozen=True)
class Step:
    """With `held` at their floors and the others at the next one in order, not all of `raised` can get above it."""

    held: Floors
    raised: frozenset[str]
    obstacle: Obstacle


def steps_of(lifting: Lifting, floors: Floors) -> tuple[Step, ...]:
    """Step by step in the order of the floors, for whichever group may be the one that stays (a tree without repeats)."""
    in_order = sorted(floors.values())
    steps: dict[frozenset[tuple[str, int]], Step] = {}
    waiting: list[Floors] = [{}]
    while waiting:
        held = waiting.pop()
        key = frozenset(held.items())
        if len(held) == len(in_order) or key in steps or in_order[len(held)] == lifting.steps[-1]:
            continue
        floor = in_order[len(held)]
        steps[key] = first_to_stay(lifting, held, floor)
        waiting += [{**held, group: floor} for group in steps[key].raised]
    return tuple(steps.values())


def first_to_stay(lifting: Lifting, held: Floors, floor: int) -> Step:
    """As few groups as are needed to be in each other's way: every one that is not needed goes back to the floor."""
    above = lifting.steps[lifting.steps.index(floor) + 1]
    base = {**dict.fromkeys(lifting.groups, floor), **held}
    raised = sorted(set(lifting.groups) - set(held))
    for group in raised:
        if not lifting.holds({**base, group: above}):
            raised = [group]
            break
    for group in tuple(raised):
        fewer = [other for other in raised if other != group]
        if not lifting.holds({**base, **dict.fromkeys(fewer, above)}):
            raised = fewer
    obstacle = lifting.obstacle_to({**base, **dict.fromkeys(raised, above)})
    assert obstacle is not None, "the floors could be higher"
    return Step(held, frozenset(raised), obstacle)
