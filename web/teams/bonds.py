"""Which teams can be kept together at one association: keeping apart comes first, and it never undoes more than it must."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from web.teams.queries import apart_among, together_among


@dataclass(frozen=True)
class Bonds:
    """Groups that come together, each person in one at most, and pairs that are kept apart; by volunteer id."""

    together: tuple[frozenset[int], ...] = ()
    apart: tuple[tuple[int, int], ...] = ()

    def mates_of(self, volunteer_id: int) -> frozenset[int]:
        """Return with whom somebody comes."""
        group = next((group for group in self.together if volunteer_id in group), frozenset[int]())
        return group - {volunteer_id}

    def kept_from(self, volunteer_id: int) -> frozenset[int]:
        """Return from whom somebody is kept apart."""
        pairs = (pair for pair in self.apart if volunteer_id in pair)
        return frozenset(other for pair in pairs for other in pair) - {volunteer_id}


def bonds_among(
    volunteer_ids: Collection[int], *, offering: Collection[int] | None = None, association_id: int
) -> Bonds:
    """Return what holds among these volunteers at an association.

    With `offering` only those come together who offer to be planned in: who chose single shifts chose them alone.
    """
    apart = apart_among(volunteer_ids, association_id=association_id)
    teams = together_among(volunteer_ids if offering is None else offering, association_id=association_id)
    return Bonds(joined(teams, apart), tuple(apart))


def joined(teams: Sequence[Sequence[int]], apart: Sequence[tuple[int, int]]) -> tuple[frozenset[int], ...]:
    """Join teams that share a member; a team that would bring two together who are kept apart is left out.

    So two teams with a common friend come as one, and where that must not be, the first of them stands.
    """
    groups: list[frozenset[int]] = []
    for team in teams:
        touched = [group for group in groups if group.intersection(team)]
        whole = frozenset(team).union(*touched)
        if not any(first in whole and second in whole for first, second in apart):
            groups = [group for group in groups if group not in touched] + [whole]
    return tuple(groups)
