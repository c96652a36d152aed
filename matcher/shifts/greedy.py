"""A quick plan without a solver: the most important shifts first, each with those who had least and fit best."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from matcher.arrays import Chosen, Longs, Reals
from matcher.shifts.field import Field
from matcher.shifts.seating import Seating

Order = Callable[[int], tuple[float, ...]]


def plan_greedily(field: Field, *, liking: Reals | None = None) -> Chosen | None:
    """Pairs of a plan that keeps every rule; None when what is fixed could not be completed this way.

    `liking` (one number per pair, from a linear relaxation) comes before everything else where it is given.
    """
    seating = Seating(field)
    members = field.pairs_by_shift()
    fixed = np.flatnonzero(field.is_fixed).tolist()
    for pair in fixed:
        if not seating.is_in[pair]:
            if not seating.may_add(pair):
                return None
            seating.add(pair)
    order = order_of(seating, liking)
    is_started = {seating.shift[pair] for pair in fixed}
    for number in shifts_in_turn(field, members, liking, is_started):
        if not staff(seating, number, members[number].tolist(), order) and number in is_started:
            return None
    fill_up(seating, members, order)
    return seating.is_in


def order_of(seating: Seating, liking: Reals | None) -> Order:
    """Who comes first: liked by the relaxation, then few turns, then a good fit."""
    recent = [volunteer.recent_shifts for volunteer in seating.field.problem.volunteers]
    fit = seating.field.fit.tolist()
    liked = [0.0] * seating.field.pairs if liking is None else liking.tolist()

    def key(pair: int) -> tuple[float, ...]:
        row = seating.volunteer[pair]
        return -liked[pair], recent[row] + seating.turns[row], -fit[pair], pair

    return key


def shifts_in_turn(
    field: Field, members: tuple[Longs, ...], liking: Reals | None, is_started: set[int]
) -> list[int]:
    """Shifts with fixed people, then those the relaxation staffs, then by importance for each head needed."""
    shifts = field.problem.shifts

    def key(number: int) -> tuple[float, ...]:
        shift = shifts[number]
        liked = 0.0 if liking is None else min(1.0, float(liking[members[number]].sum()) / shift.minimum)
        return -(number in is_started), -round(liked, 3), -shift.importance / shift.minimum, number

    return sorted(range(len(shifts)), key=key)


def staff(seating: Seating, number: int, pairs: list[int], order: Order) -> bool:
    """Bring one shift to its minimum and its qualifications; whatever was added goes out again when it fails."""
    field = seating.field
    shift = field.problem.shifts[number]
    by_rank = sorted(pairs, key=order)
    added: list[int] = []
    for skill in sorted(shift.needs):
        can = field.can[skill]
        able = [pair for pair in by_rank if can[seating.volunteer[pair]]]
        while sum(bool(seating.is_in[p]) for p in able) < shift.needs[skill]:
            came = next((p for p in able if seating.may_add(p)), None)
            if came is None:
                return undone(seating, added)
            seating.add(came)
            added.append(came)
    for pair in by_rank:
        if seating.heads[number] >= shift.minimum:
            return True
        if seating.may_add(pair):
            seating.add(pair)
            added.append(pair)
    return seating.heads[number] >= shift.minimum or undone(seating, added)


def undone(seating: Seating, added: list[int]) -> bool:
    """Take out what was added; says that it failed."""
    for pair in added:
        seating.remove(pair)
    return False


def fill_up(seating: Seating, members: tuple[Longs, ...], order: Order) -> None:
    """Give the places left in staffed shifts to those who had least."""
    staffed = [number for number, heads in enumerate(seating.heads) if heads]
    pairs = sorted((pair for number in staffed for pair in members[number].tolist()), key=order)
    added = True
    while added:
        added = False
        for pair in pairs:
            if seating.may_add(pair):
                seating.add(pair)
                added = True
        pairs.sort(key=order)


def completed(field: Field, chosen: Chosen) -> Chosen:
    """A valid plan with its free places given away."""
    seating = Seating(field)
    for pair in np.flatnonzero(chosen).tolist():
        if not seating.is_in[pair]:
            seating.add(pair)
    fill_up(seating, field.pairs_by_shift(), order_of(seating, None))
    return seating.is_in
