"""A call for mentors to copy, send or hang up: built on kinds that tell of many young people only, since everybody may read it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from flask_babel import gettext

from web.advice.wanted import COMMON_LANGUAGE, HOURS, Wanted, gathered, hours_words, traits_of
from web.proposals.names import Names
from web.proposals.plan import KindOfMentor
from web.proposals.sentences import listed

LINES_SHOWN = 5
AREAS_NAMED = 6


@dataclass(frozen=True)
class CallOut:
    """What a call says: whom we look for, from where, at which hours; nothing of it where any mentor helps."""

    lines: list[str]
    areas: list[str]
    hours: str

    def as_text(self, *, link: str) -> str:
        """Return the call as plain text."""
        parts = [
            gettext("Could you be a mentor for a young person?"),
            gettext(
                "An hour or two a week makes a difference. You meet, talk, and do something you both like."
            ),
            *self.wishes(),
            gettext("We help you well on the way: a short course, and somebody to call."),
            f"{gettext('Read more and sign up:')} {link}",
        ]
        return "\n\n".join(parts)

    def wishes(self) -> list[str]:
        """Return whom we look for most, as a part of its own each."""
        found = []
        if self.lines:
            items = "\n".join(f"– {line}" for line in self.lines)
            found.append(f"{gettext('We look most of all for people who')}\n{items}")
        where = [gettext("Most of all from: %(areas)s.", areas=", ".join(self.areas))] if self.areas else []
        if said := " ".join([*where, self.hours]).strip():
            found.append(said)
        return found


def call_of(kinds: Iterable[KindOfMentor], area_names: Mapping[str, str], names: Names) -> CallOut:
    """Return the call for these kinds, all of which tell of many."""
    wanted = gathered(kinds)[:LINES_SHOWN]
    areas = [area_names[area] for one in wanted for area in one.areas]
    traits = [listed(traits_of(one, names)) for one in wanted]
    anybody = gettext("have time on a weekday afternoon or evening")
    return CallOut(
        lines=list(dict.fromkeys(line or anybody for line in traits)),
        areas=sorted(set(areas[:AREAS_NAMED])),
        hours=hours_of(wanted),
    )


def hours_of(wanted: list[Wanted]) -> str:
    """Return the hours of a single kind; nothing where all do, or where several kinds ask for different ones."""
    if len(wanted) != 1 or len(wanted[0].hours) == len(HOURS):
        return ""
    return hours_words(wanted[0])


@dataclass(frozen=True)
class Asked:
    """What a call asks for; `is_whole`: all that was wanted, and not only what tells of many."""

    language: str
    experience: str
    is_whole: bool


def may_be_asked_for(wanted: Wanted, told: Iterable[KindOfMentor]) -> Asked | None:
    """Return as much of what is wanted as tells of many: all of it, else the experience, the language, or just a mentor."""
    public = {(kind.language, kind.experience) for kind in told}
    whole = (wanted.language, wanted.experience)
    simpler = ((COMMON_LANGUAGE, wanted.experience), (wanted.language, ""), (COMMON_LANGUAGE, ""))
    for language, experience in (whole, *simpler):
        if (language, experience) in public:
            return Asked(language, experience, is_whole=(language, experience) == whole)
    return None


def alike(kinds: Iterable[KindOfMentor], *, language: str, experience: str) -> list[KindOfMentor]:
    """Return the kinds that ask for just this language and experience."""
    return [kind for kind in kinds if (kind.language, kind.experience) == (language, experience)]
