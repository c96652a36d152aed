"""Kinds of mentors in words: the ones worth recruiting, gathered where only the area or the hours differ."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from flask_babel import gettext, lazy_gettext, ngettext

from web.proposals.names import Names
from web.proposals.plan import KindOfMentor
from web.proposals.sentences import listed

COMMON_LANGUAGE = "da"
OTHER_AREAS_NAMED = 4
COUNTED_UP_TO = 6
HOURS = {
    "afternoons": lazy_gettext("weekday afternoons"),
    "evenings": lazy_gettext("weekday evenings"),
    "weekends": lazy_gettext("weekends"),
}


@dataclass(frozen=True)
class Wanted:
    """What several kinds have in common: who is asked for, from which areas (the best first), at which hours."""

    language: str
    experience: str
    areas: tuple[str, ...]
    hours: tuple[str, ...]
    waiting_days: int
    helped_by: tuple[int, ...]

    @property
    def enough(self) -> int:
        """How many of them help: the next one would help nobody more."""
        most = max(self.helped_by, default=1)
        return self.helped_by.index(most) + 1 if most in self.helped_by else 1

    @property
    def helped(self) -> int:
        """How many young people so many of them help."""
        return max(self.helped_by, default=1)


@dataclass(frozen=True)
class WantedWords:
    """One line of the list; what is told only of many is empty where there are few."""

    sentence: str
    hours: str
    other_areas: str
    waited: str
    how_many: str


def gathered(kinds: Iterable[KindOfMentor]) -> list[Wanted]:
    """Return kinds gathered where only area or hours differ, in the order of the best of each."""
    groups: dict[tuple[str, str, int, int], list[KindOfMentor]] = {}
    for kind in kinds:
        key = (kind.language, kind.experience, kind.urgency, kind.waiting_days)
        groups.setdefault(key, []).append(kind)
    return [wanted_of(group) for group in groups.values()]


def wanted_of(group: list[KindOfMentor]) -> Wanted:
    """Return what a group of kinds has in common."""
    hours = {kind.hours for kind in group}
    return Wanted(
        language=group[0].language,
        experience=group[0].experience,
        areas=tuple(dict.fromkeys(kind.area for kind in group)),
        hours=tuple(name for name in HOURS if name in hours),
        waiting_days=group[0].waiting_days,
        helped_by=tuple(max((kind.helped_by for kind in group), key=lambda curve: max(curve, default=0))),
    )


def wanted_words(
    wanted: Wanted, area_names: Mapping[str, str], names: Names, *, tells_of_few: bool
) -> WantedWords:
    """Return one line; without `tells_of_few` nothing that is about a single young person."""
    first, *others = (area_names.get(area, area) for area in wanted.areas)
    return WantedWords(
        sentence=sentence_of(wanted, first, names),
        hours=hours_words(wanted),
        other_areas=other_areas_words(others),
        waited=waited_words(wanted.waiting_days) if tells_of_few else "",
        how_many=how_many_words(wanted) if tells_of_few else "",
    )


def sentence_of(wanted: Wanted, area: str, names: Names) -> str:
    """Return what one more such mentor gives."""
    traits = traits_of(wanted, names)
    if not traits:
        return gettext("A mentor from %(area)s gives one more young person a mentor.", area=area)
    return gettext(
        "A mentor from %(area)s who %(traits)s gives one more young person a mentor.",
        area=area,
        traits=listed(traits),
    )


def traits_of(wanted: Wanted, names: Names) -> list[str]:
    """Return what is asked of the mentor, as parts of a sentence."""
    traits = []
    if wanted.language != COMMON_LANGUAGE:
        language = names.inside("languages", [wanted.language])[0]
        traits.append(gettext("speaks %(language)s", language=language))
    if wanted.experience:
        experience = names.of("experiences", [wanted.experience])[0]
        traits.append(gettext("has experience with “%(experience)s”", experience=experience))
    return traits


def hours_words(wanted: Wanted) -> str:
    """Return the hours at which it helps."""
    if len(wanted.hours) == len(HOURS):
        return gettext("Whichever hours: weekday afternoons, weekday evenings or weekends.")
    hours = [str(HOURS[name]) for name in wanted.hours]
    if len(hours) == 1:
        return gettext("With time on %(hours)s.", hours=hours[0])
    return gettext("With time on %(hours)s or %(others)s.", hours=hours[0], others=hours[1])


def other_areas_words(areas: list[str]) -> str:
    """Return the other areas from which such a mentor helps as much."""
    if not areas:
        return ""
    if len(areas) <= OTHER_AREAS_NAMED:
        return gettext("From %(areas)s it helps as much.", areas=listed(areas))
    return ngettext(
        "From %(areas)s and one more area it helps as much.",
        "From %(areas)s and %(num)s more areas it helps as much.",
        len(areas) - OTHER_AREAS_NAMED,
        areas=", ".join(areas[:OTHER_AREAS_NAMED]),
    )


def waited_words(days: int) -> str:
    """Return how long the young person has waited who would be helped first."""
    return ngettext(
        "The one who is helped first has waited one day.",
        "The one who is helped first has waited %(num)s days.",
        days,
    )


def how_many_words(wanted: Wanted) -> str:
    """Return how many of the kind help how many young people."""
    if wanted.enough < 2:
        return gettext("One of them is enough for now.")
    if wanted.enough < COUNTED_UP_TO:
        return gettext(
            "%(mentors)s of them would help %(helped)s. The next would help nobody more.",
            mentors=wanted.enough,
            helped=wanted.helped,
        )
    return gettext("%(mentors)s of them would help %(helped)s.", mentors=wanted.enough, helped=wanted.helped)
