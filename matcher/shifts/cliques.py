"""Groups of shifts of which one volunteer can only do one: few and as large as possible, so that the model is tight."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import combinations

from matcher.shifts.people import Volunteer
from matcher.shifts.shift import Shift
from matcher.shifts.span import instant
from matcher.shifts.timing import are_too_close, way_minutes


def cliques_of(shifts: Mapping[int, Shift], *, volunteer: Volunteer) -> list[tuple[int, ...]]:
    """Cliques that together cover every two shifts that are too close, by the keys of `shifts`.

    Without ways between places this is an interval graph and these are its maximal cliques; with them, cliques grown
    greedily around each clash that is not covered yet.
    """
    order = sorted(shifts, key=lambda key: (instant(shifts[key].starts_at), key))
    starts = [instant(shifts[key].starts_at) for key in order]
    apart = longest_way_minutes(shifts.values(), volunteer=volunteer)
    clashes: dict[int, set[int]] = {key: set() for key in order}
    for place, key in enumerate(order):
        far_enough = instant(shifts[key].ends_at) + 60 * (volunteer.rest_minutes + apart)
        for later in range(place + 1, len(order)):
            if starts[later] >= far_enough:
                break
            if are_too_close(shifts[key], shifts[order[later]], volunteer=volunteer):
                clashes[key].add(order[later])
                clashes[order[later]].add(key)
    return covering_cliques(order, clashes)


def longest_way_minutes(shifts: Iterable[Shift], *, volunteer: Volunteer) -> float:
    """The longest way between any two of the places; endless when there is none at all."""
    places = sorted({shift.place for shift in shifts}, key=lambda p: (p.latitude, p.longitude))
    ways = [way_minutes(one, other, volunteer=volunteer) for one, other in combinations(places, 2)]
    return max((float("inf") if way is None else way for way in ways), default=0)


def covering_cliques(order: list[int], clashes: Mapping[int, set[int]]) -> list[tuple[int, ...]]:
    """Grow a clique from every edge that no clique covers so far; places in the order are bits of whole numbers."""
    place_of = {key: place for place, key in enumerate(order)}
    masks = [sum(1 << place_of[other] for other in clashes[key]) for key in order]
    covered = [(1 << place) - 1 for place in range(len(order))]
    found = []
    for place, mask in enumerate(masks):
        while open_edges := mask & ~covered[place]:
            members = grown(place, lowest(open_edges), masks)
            whole = sum(1 << member for member in members)
            for member in members:
                covered[member] |= whole
            found.append(tuple(order[member] for member in members))
    return found


def grown(place: int, other: int, masks: list[int]) -> list[int]:
    """Places of a maximal clique around two that clash, in order."""
    members = [place, other]
    common = masks[place] & masks[other]
    while common:
        candidate = lowest(common)
        members.append(candidate)
        common &= masks[candidate]
    return sorted(members)


def lowest(mask: int) -> int:
    """The place of the lowest bit."""
    return (mask & -mask).bit_length() - 1
