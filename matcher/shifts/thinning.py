"""Where nearly everybody may do nearly everything: fewer pairs, chosen so that a good plan is still among them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

import numpy as np

from matcher.arrays import Chosen, Longs, Reals
from matcher.shifts.pairs import Pairs
from matcher.shifts.problem import Problem

SEED = 1


@dataclass(frozen=True)
class Thinning:
    """How many pairs stay: those that fit best beside what the person and the shift have otherwise, and as many by lot."""

    beyond: int
    """Fields with fewer pairs stay as they are."""
    for_each_shift: int
    for_each_volunteer: int
    for_each_head: int = 4
    """So many times the maximum, or the heads that must be able to do something, where that is more."""
    most: float = 0.5
    """Only worth it where no larger share than this stays."""


AMPLE = Thinning(beyond=100_000, for_each_shift=30, for_each_volunteer=16)
SKETCH = Thinning(beyond=20_000, for_each_shift=8, for_each_volunteer=3, for_each_head=2)
"""When the time is over before planning has begun."""


def kept_pairs(
    problem: Problem, pairs: Pairs, thinning: Thinning, *, whole_shifts: frozenset[int] = frozenset()
) -> Chosen:
    """Which pairs stay: all of them, or so many; those of `whole_shifts` all of them.

    What is fixed or published stays, and who has to come along with somebody stays with them.
    """
    if len(pairs) <= thinning.beyond:
        return np.ones(len(pairs), np.bool_)
    kept = pairs.is_fixed | pairs.is_published | np.isin(pairs.shift, list(whole_shifts))
    kept |= drawn(problem, pairs, thinning)
    kept |= best(problem, pairs, thinning)
    kept |= able(problem, pairs, thinning)
    keep_mates(problem, pairs, kept)
    if np.count_nonzero(kept) > thinning.most * len(pairs):
        return np.ones(len(pairs), np.bool_)
    return kept


def drawn(problem: Problem, pairs: Pairs, thinning: Thinning) -> Chosen:
    """By lot: whoever is drawn for a shift could be anybody, so that nearly any number of turns can be shared out."""
    dice = np.random.default_rng(SEED)
    of_shift = counts(pairs.shift, len(problem.shifts))
    of_volunteer = counts(pairs.volunteer, len(problem.volunteers))
    share = np.maximum(
        shift_quota(problem, thinning)[pairs.shift] / of_shift[pairs.shift],
        thinning.for_each_volunteer / of_volunteer[pairs.volunteer],
    )
    return dice.random(len(pairs)) < share


def best(problem: Problem, pairs: Pairs, thinning: Thinning) -> Chosen:
    """Those that fit best for each shift and for each volunteer, by how much they differ from what both fit otherwise."""
    of_shift = counts(pairs.shift, len(problem.shifts))
    of_volunteer = counts(pairs.volunteer, len(problem.volunteers))
    mean_shift = np.bincount(pairs.shift, pairs.fit, len(of_shift)) / of_shift
    mean_volunteer = np.bincount(pairs.volunteer, pairs.fit, len(of_volunteer)) / of_volunteer
    worth = pairs.fit - mean_shift[pairs.shift] - mean_volunteer[pairs.volunteer]
    kept = np.zeros(len(pairs), np.bool_)
    keep_most(kept, pairs.shift, worth, shift_quota(problem, thinning))
    keep_most(kept, pairs.volunteer, worth, np.full(len(of_volunteer), thinning.for_each_volunteer, np.int64))
    return kept


def able(problem: Problem, pairs: Pairs, thinning: Thinning) -> Chosen:
    """Enough who can do what a shift needs, whether they would have stayed or not."""
    kept = np.zeros(len(pairs), np.bool_)
    offered = [volunteer.qualifications for volunteer in problem.volunteers]
    heads: dict[str, Longs] = defaultdict(lambda: np.zeros(len(problem.shifts), np.int64))
    for row, shift in enumerate(problem.shifts):
        for code, number in shift.needs.items():
            heads[code][row] = max(thinning.for_each_head * number, thinning.for_each_shift // 2)
    for code, quota in sorted(heads.items()):
        can = np.array([code in mine for mine in offered], np.bool_)
        asked = np.flatnonzero(can[pairs.volunteer] & (quota[pairs.shift] > 0))
        mine = np.zeros(len(asked), np.bool_)
        keep_most(mine, pairs.shift[asked], pairs.fit[asked].astype(np.float64), quota)
        kept[asked[mine]] = True
    return kept


def keep_most(kept: Chosen, group: Longs, worth: Reals, quota: Longs) -> None:
    """Of each group those worth most, as many as its quota says."""
    order = np.argsort(group, kind="stable")
    groups, firsts = np.unique(group[order], return_index=True)
    for number, members in zip(groups.tolist(), np.split(order, firsts)[1:], strict=True):
        most = int(quota[number])
        if len(members) > most:
            members = members[np.argpartition(-worth[members], most)[:most]]
        kept[members] = True


def keep_mates(problem: Problem, pairs: Pairs, kept: Chosen) -> None:
    """Where one of those who come together stays, all of them do."""
    row_of = {volunteer.id: row for row, volunteer in enumerate(problem.volunteers)}
    team_of = np.full(len(problem.volunteers), -1, np.int64)
    for number, everybody in enumerate(sorted(set(problem.mates.values()), key=sorted)):
        team_of[[row_of[mate] for mate in everybody]] = number
    key = team_of[pairs.volunteer] * len(problem.shifts) + pairs.shift
    in_team = team_of[pairs.volunteer] >= 0
    kept |= in_team & np.isin(key, key[in_team & kept])


def shift_quota(problem: Problem, thinning: Thinning) -> Longs:
    """How many stay for each shift."""
    heads = np.array([shift.maximum for shift in problem.shifts], np.int64)
    return np.maximum(thinning.for_each_shift, thinning.for_each_head * heads)


def counts(rows: Longs, size: int) -> Longs:
    """How many pairs each has; one at least, to divide by."""
    return np.maximum(1, np.bincount(rows, minlength=size)).astype(np.int64)
