"""Teams for the engine, and what is settled already held against them: so that no team leaves the whole plan without a solution."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from matcher import shifts as engine
from matcher.shifts.people import Bond, Team
from matcher.shifts.rules import PairRule, pair_rules
from matcher.shifts.span import monday_of
from matcher.shifts.timing import are_too_close, week_minutes_left
from web.core.clock import LOCAL_ZONE
from web.staffing.intake import Pair
from web.teams.bonds import Bonds


def teams_of(bonds: Bonds, people: Iterable[int]) -> tuple[Team, ...]:
    """Return the teams of those whom the engine plans."""
    known = frozenset(people)
    together = [group & known for group in bonds.together]
    apart = [frozenset(pair) & known for pair in bonds.apart]
    return tuple(
        Team(id=f"{bond}-{number}", bond=bond, volunteer_ids=tuple(str(one) for one in sorted(members)))
        for bond, groups in ((Bond.TOGETHER, together), (Bond.APART, apart))
        for number, members in enumerate(groups)
        if len(members) > 1
    )


def not_to_meet(bonds: Bonds, taken: Iterable[Pair]) -> set[Pair]:
    """Return who may not come to a shift because of somebody there of whom the engine only knows that a place is gone."""
    return {(other, shift_id) for volunteer_id, shift_id in taken for other in bonds.kept_from(volunteer_id)}


def apart_from_teams(
    kept: Sequence[Pair],
    taken: Sequence[Pair],
    *,
    shifts: Mapping[int, engine.Shift],
    people: Mapping[int, engine.Volunteer],
    bonds: Bonds,
    declined: frozenset[tuple[str, str]],
) -> tuple[list[Pair], list[Pair]]:
    """Return what the engine may keep of what is settled, and what only takes a place away.

    Somebody settled alone stays, and the others of the team come too where they can. Where they cannot, or where two meet
    who are kept apart, people have settled it so themselves: it stands, and the engine is not asked about it.
    """
    alone: set[Pair] = set()
    rules = pair_rules(zone=LOCAL_ZONE, declined=declined)
    while True:
        gone = [*taken, *(pair for pair in kept if pair in alone)]
        staying = [pair for pair in kept if pair not in alone]
        found = Gathering(shifts, people, bonds, rules, staying=staying, gone=gone).cannot_be_kept()
        if not found:
            return staying, gone
        alone |= found


class Gathering:
    """Who is on which shift once the others of every team have followed those who are settled there."""

    def __init__(
        self,
        shifts: Mapping[int, engine.Shift],
        people: Mapping[int, engine.Volunteer],
        bonds: Bonds,
        rules: Sequence[PairRule],
        *,
        staying: Sequence[Pair],
        gone: Sequence[Pair],
    ) -> None:
        self.shifts, self.people, self.bonds, self.rules = shifts, people, bonds, rules
        self.staying = staying
        self.there: dict[int, set[int]] = defaultdict(set)
        self.gone: dict[int, set[int]] = defaultdict(set)
        self.mine: dict[int, list[engine.Shift]] = defaultdict(list)
        for volunteer_id, shift_id in gone:
            self.gone[shift_id].add(volunteer_id)
            self.mine[volunteer_id].append(shifts[shift_id])
        for volunteer_id, shift_id in staying:
            self._come(volunteer_id, shift_id)

    def cannot_be_kept(self) -> set[Pair]:
        """Return the settled pairs that no team and no keeping apart can live with."""
        meeting = {
            (volunteer_id, shift_id)
            for place, (volunteer_id, shift_id) in enumerate(self.staying)
            if any((other, shift_id) in self.staying[:place] for other in self.bonds.kept_from(volunteer_id))
        }
        left_alone = {
            (one, shift_id)
            for shift_id in sorted(self.there)
            for group in self.bonds.together
            for one in self._left_alone(group & self.people.keys(), shift_id)
        }
        return meeting | left_alone

    def _left_alone(self, group: frozenset[int], shift_id: int) -> frozenset[int]:
        settled = group & self.there[shift_id]
        others = group - settled
        if not settled or not others:
            return frozenset()
        heads = len(self.there[shift_id]) + len(self.gone[shift_id]) + len(others)
        if heads > self.shifts[shift_id].maximum:
            return settled
        if not all(self._can_come(one, shift_id) for one in others):
            return settled
        for one in others:
            self._come(one, shift_id)
        return frozenset()

    def _come(self, volunteer_id: int, shift_id: int) -> None:
        self.there[shift_id].add(volunteer_id)
        self.mine[volunteer_id].append(self.shifts[shift_id])

    def _can_come(self, volunteer_id: int, shift_id: int) -> bool:
        person, shift = self.people[volunteer_id], self.shifts[shift_id]
        monday = monday_of(shift.starts_at, zone=LOCAL_ZONE)
        shifts = (*self.mine[volunteer_id], shift)
        met = self.there[shift_id] | self.gone[shift_id]
        return (
            all(rule.allows(shift, person) for rule in self.rules)
            and not any(are_too_close(shift, other, volunteer=person) for other in self.mine[volunteer_id])
            and week_minutes_left(person, monday=monday, zone=LOCAL_ZONE, shifts=shifts) >= 0
            and not met & self.bonds.kept_from(volunteer_id)
        )
