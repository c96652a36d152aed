"""What others see of a volunteer or mentor: the one place that decides it.

The place of a volunteer with protected name and address is nobody's business but their own: no page, mail or list
tells it, and no distance. Staff see the name, since papers are in that name. Everybody else, also the coordinator of
the association, knows the volunteer by the name chosen for that, and reaches them through the municipality.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass

from flask_babel import gettext

from web.profiles.models import Volunteer


class Audience(enum.Enum):
    """Who looks: caseworkers, area contacts and administrators, or those whom the volunteer meets."""

    STAFF = "staff"
    OTHERS = "others"


@dataclass(frozen=True)
class SeenVolunteer:
    """A volunteer as others see them; without phone and e-mail they are reached through the municipality."""

    name: str
    is_protected: bool
    phone: str = ""
    email: str = ""
    place: str | None = None

    @property
    def first_name(self) -> str:
        """Return what one calls them."""
        return self.name if self.is_protected or not self.name else self.name.split()[0]


def volunteer_seen(volunteer: Volunteer, *, by: Audience) -> SeenVolunteer:
    """Return what the audience sees of a volunteer."""
    if by is Audience.OTHERS and volunteer.is_protected:
        return SeenVolunteer(name=volunteer.known_as or gettext("A volunteer"), is_protected=True)
    return SeenVolunteer(
        name=volunteer.user.name,
        is_protected=volunteer.is_protected,
        phone=volunteer.phone,
        email=volunteer.user.email,
        place=place_of(volunteer),
    )


def place_of(volunteer: Volunteer) -> str | None:
    """Return the district of a volunteer; nothing at all of a protected one."""
    return None if volunteer.is_protected or volunteer.area is None else volunteer.area.label


def seen_by_others(volunteer: Volunteer) -> SeenVolunteer:
    """Return what those see whom the volunteer meets, for the pages of associations."""
    return volunteer_seen(volunteer, by=Audience.OTHERS)
