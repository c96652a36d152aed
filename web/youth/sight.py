"""What a mentor sees of a young person, stage by stage: the one place that decides it.

Every page, mail and file that tells anybody but the caseworker of a young person gets a `SeenYoungPerson` and nothing
else. In a run nobody sees anything; at a proposal a name, an age band, the district and what the young person agreed
to show; after both have said yes the way to reach each other. The note is never part of it.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass, replace
from datetime import date

from web.catalogue.labels import name_of
from web.core.errors import NotVisibleError
from web.youth.ages import age_band
from web.youth.choices import Choices, choices_of
from web.youth.models import ContactChannel, MentorRequest, ShownName, YoungPerson


class Reader(enum.Enum):
    """Who looks: those who work with the young person, a colleague who has broken the glass, or the mentor.

    To everybody else there is nothing to see.
    """

    CASEWORKER = "caseworker"
    COLLEAGUE = "colleague"
    MENTOR = "mentor"


class Stage(enum.IntEnum):
    """How far the two have come; each stage shows at least as much as the one before."""

    RUN = 0
    PROPOSAL = 1
    MATCH = 2


@dataclass(frozen=True)
class WayToReach:
    """How to reach the young person; without phone and e-mail it goes through the caseworker."""

    phone: str = ""
    email: str = ""

    @property
    def is_through_caseworker(self) -> bool:
        """Tell whether the young person is reached through the caseworker only."""
        return not self.phone and not self.email


@dataclass(frozen=True)
class SeenYoungPerson:
    """A young person as a mentor sees them. `None` means: not to be seen at this stage, or not shown by choice."""

    name: str
    is_alias: bool
    age_band: str
    place: str | None = None
    wishes: str | None = None
    goals: tuple[str, ...] = ()
    interests: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    contact: WayToReach | None = None


def young_person_seen(
    person: YoungPerson,
    request: MentorRequest | None,
    *,
    by: Reader,
    stage: Stage,
    day: date,
    choices: Choices | None = None,
) -> SeenYoungPerson | None:
    """Return what the reader sees of a young person and their request; None where they see nothing yet.

    `choices` are those stored, unless somebody wants to see beforehand what others would mean.
    """
    if by is Reader.CASEWORKER:
        return everything(person, request, day=day)
    if by is Reader.COLLEAGUE:
        return replace(everything(person, request, day=day), place=place_shown(person))
    if stage is Stage.RUN:
        return None
    return what_the_mentor_sees(person, request, choices or choices_of(person), stage=stage, day=day)


def seen_by_mentor(request: MentorRequest, *, stage: Stage, day: date) -> SeenYoungPerson:
    """Return what the mentor of a proposal or a match sees; raise NotVisibleError where that is nothing."""
    seen = young_person_seen(request.young_person, request, by=Reader.MENTOR, stage=stage, day=day)
    if seen is None:
        raise NotVisibleError
    return seen


def everything(person: YoungPerson, request: MentorRequest | None, *, day: date) -> SeenYoungPerson:
    """Return what the caseworker sees: the person as they are."""
    return SeenYoungPerson(
        name=person.first_name,
        is_alias=False,
        age_band=age_band(person.born_on, day),
        place=person.area.label,
        wishes=(request.wishes or None) if request else None,
        goals=tuple(map(name_of, request.goals)) if request else (),
        interests=tuple(map(name_of, request.interests)) if request else (),
        languages=languages_of(person),
        contact=WayToReach(phone=person.phone, email=person.email),
    )


def what_the_mentor_sees(
    person: YoungPerson, request: MentorRequest | None, chosen: Choices, *, stage: Stage, day: date
) -> SeenYoungPerson:
    """Return what the young person's choices let a mentor see at a stage."""
    name, is_alias = name_shown(person, chosen, stage=stage)
    return SeenYoungPerson(
        name=name,
        is_alias=is_alias,
        age_band=age_band(person.born_on, day),
        place=place_shown(person),
        wishes=(request.wishes or None) if request and chosen.may_show_wishes else None,
        goals=tuple(map(name_of, request.goals)) if request and chosen.may_show_goals else (),
        interests=tuple(map(name_of, request.interests)) if request and chosen.may_show_interests else (),
        languages=languages_of(person) if chosen.may_show_languages else (),
        contact=way_to_reach(person, chosen) if stage is Stage.MATCH else None,
    )


def languages_of(person: YoungPerson) -> tuple[str, ...]:
    """Return the names of the languages the young person speaks."""
    return tuple(name_of(known.language) for known in person.languages)


def name_shown(person: YoungPerson, chosen: Choices, *, stage: Stage) -> tuple[str, bool]:
    """Return the name a mentor reads, and whether it is an alias; protected people go by their alias to the end."""
    is_first_name = chosen.shown_name is ShownName.FIRST_NAME or (
        chosen.shown_name is ShownName.ALIAS_FIRST and stage is Stage.MATCH
    )
    if is_first_name and not person.is_protected:
        return person.first_name, False
    return chosen.alias, True


def place_shown(person: YoungPerson) -> str | None:
    """Return the district for everybody but the caseworker; nothing at all of a protected person."""
    return None if person.is_protected else person.area.label


def way_to_reach(person: YoungPerson, chosen: Choices) -> WayToReach:
    """Return the one way that the young person has chosen; without it the caseworker stands between."""
    if chosen.contact_channel is ContactChannel.PHONE:
        return WayToReach(phone=person.phone)
    if chosen.contact_channel is ContactChannel.EMAIL:
        return WayToReach(email=person.email)
    return WayToReach()
