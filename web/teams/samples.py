"""What the demonstration shows of teams: two friends, a family, and two who are kept apart; invented, like everything in it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from itertools import groupby

from web.accounts.models import User
from web.associations.models import Association
from web.profiles.models import Volunteer
from web.teams.services import begin_own_team, join, keep_apart, put_together

FAMILY = 3
NOTE = "De har begge bedt om det."


def add_team_samples(
    association: Association, people: Sequence[Volunteer], *, by: User, now: datetime
) -> None:
    """Let the first come with a friend, a family come together, and the last two be kept apart."""
    first, friend, *others = people
    own = begin_own_team(first, by=first.user, now=now)
    join(own, friend, by=friend.user, now=now)
    family = family_among(others[:-2])
    put_together(association, family, by=by, now=now)
    keep_apart(association, *others[-2:], note=NOTE, by=by, now=now)


def family_among(people: Sequence[Volunteer]) -> list[Volunteer]:
    """Return up to three who share a last name, or else the first two."""
    groups = groupby(sorted(people, key=last_name), key=last_name)
    family = max((list(members) for _, members in groups), key=len)[:FAMILY]
    return family if len(family) > 1 else list(people[:2])


def last_name(volunteer: Volunteer) -> str:
    """Return the last word of the name."""
    return volunteer.user.name.rpartition(" ")[2]
