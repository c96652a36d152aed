"""Groups of shifts of which one volunteer can only do one: few and as large as possible, so that the model is tight."""

from __future__ import annotations

import numpy as np

from matcher.arrays import Chosen, Longs
from matcher.shifts.clashes import Clashes
from matcher.shifts.people import Volunteer
from matcher.travel import Means

Cliques = list[tuple[int, ...]]
Profile = tuple[bytes, frozenset[Means], int]
"""What the cliques of a volunteer follow from: the possible shifts, the ways of getting about, the rest between two."""


class CliqueFinder:
    """Finds them once for all volunteers who have the same possible shifts, means and rest."""

    def __init__(self, clashes: Clashes) -> None:
        self.clashes = clashes
        self._found: dict[Profile, Cliques] = {}

    def of(self, rows: Longs, *, volunteer: Volunteer) -> Cliques:
        """Cliques that together cover every two of these shifts that are too close; members are places in `rows`.

        Without ways between places this is an interval graph and these are its maximal cliques; with them, cliques
        grown greedily around each clash that is not covered yet.
        """
        profile = rows.tobytes(), volunteer.means, volunteer.rest_minutes
        if profile not in self._found:
            order = np.lexsort((rows, self.clashes.start[rows]))
            masks = masks_of(self.clashes.among(rows[order], volunteer=volunteer))
            place = order.tolist()
            self._found[profile] = [
                tuple(place[member] for member in clique) for clique in covering_cliques(masks)
            ]
        return self._found[profile]


def masks_of(is_clash: Chosen) -> list[int]:
    """Each row as the bits of one whole number."""
    packed = np.packbits(is_clash, axis=1, bitorder="little")
    return [int.from_bytes(row.tobytes(), "little") for row in packed]


def covering_cliques(masks: list[int]) -> Cliques:
    """Grow a clique from every edge that no clique covers so far; `masks` are each one's neighbours, as bits."""
    covered = [(1 << place) - 1 for place in range(len(masks))]
    found = []
    for place, mask in enumerate(masks):
        while open_edges := mask & ~covered[place]:
            members = grown(place, lowest(open_edges), masks)
            whole = sum(1 << member for member in members)
            for member in members:
                covered[member] |= whole
            found.append(tuple(members))
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
