"""What the plan says beside a person: with whom they come, who of them is missing, and whom they should not meet here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from flask_babel import gettext

from web.profiles.sight import SeenVolunteer
from web.staffing.board import Line
from web.staffing.models import StaffingPlan
from web.staffing.sentences import listed
from web.teams.bonds import Bonds, bonds_among

Beside = dict[tuple[int, int], list[str]]
"""Sentences by shift id and volunteer id."""


def words_beside(plan: StaffingPlan, lines: Sequence[Line], seen: Mapping[int, SeenVolunteer]) -> Beside:
    """Return the sentences for everybody on these lines; for coordinators only."""
    everybody = {one for line in lines for one in line.people}
    bonds = bonds_among(everybody, association_id=plan.association_id)
    return {
        (line.shift.id, one): words
        for line in lines
        for one in line.people
        if (words := sentences(bonds, one, set(line.people), seen))
    }


def sentences(bonds: Bonds, one: int, there: set[int], seen: Mapping[int, SeenVolunteer]) -> list[str]:
    """Say what holds for one person among those who are there."""

    def names(ids: frozenset[int]) -> str:
        return listed(sorted(seen[other].first_name for other in ids))

    mates, kept_from = bonds.mates_of(one), bonds.kept_from(one) & there
    found = []
    if with_them := mates & there:
        found.append(gettext("Comes together with %(names)s.", names=names(with_them)))
    if missing := mates - there:
        found.append(gettext("Without %(names)s, with whom they come otherwise.", names=names(missing)))
    if kept_from:
        found.append(gettext("Should be kept apart from %(names)s.", names=names(kept_from)))
    return found
