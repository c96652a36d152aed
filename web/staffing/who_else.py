"""Who else could come to a shift: those with least in the way first, asked in small groups until the list is certain."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from web.staffing.around import Around
from web.staffing.engine import Answer

GROUP = 60
"""As many people as are asked about at a time."""
Rank = tuple[bool, int, int]


def who_else(around: Around, there: Collection[int], *, most: int) -> dict[int, Answer]:
    """Return those with least in the way, by volunteer id, and why they are not on the shift.

    The same list as if everybody were asked about: who may be free comes first, since nobody else has nothing in the way.
    """
    told: dict[int, Answer] = {}
    hopeful = [one for one in around.may_have_nothing_else() if one not in there]
    asked: set[int] = set()
    for some in groups(hopeful):
        told |= around.answers(some)
        asked.update(some)
        if sum(rank_of(one, told) < (False, 1, 0) for one in told) >= most:
            break
    for some in groups([one for one in around.helpers if one not in asked and one not in there]):
        if sum(rank_of(one, told) < (False, 1, some[0]) for one in told) >= most:
            break
        told |= around.answers(some)
    return {one: told[one] for one in sorted(told, key=lambda one: rank_of(one, told))[:most]}


def rank_of(one: int, told: Mapping[int, Answer]) -> Rank:
    """Return what somebody comes by: whether it can be helped, how much is in the way, and who was there first."""
    return not told[one].can_be_helped, told[one].in_the_way, one


def groups(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    """Yield some dozens at a time."""
    for start in range(0, len(ids), GROUP):
        yield ids[start : start + GROUP]
