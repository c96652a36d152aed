"""Names of catalogue codes in the reader's language, for the codes that reasons and facts are stored as."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from flask_babel import get_locale
from sqlalchemy import select

from web.catalogue.labels import name_of
from web.catalogue.models import Experience, Goal, Language, Skill
from web.extensions import db

Entry = Skill | Goal | Language | Experience


def entries_of(kind: str) -> Sequence[Entry]:
    """Return every entry of a catalogue: interests, goals, languages or experiences."""
    if kind == "interests":
        return db.session.scalars(select(Skill)).all()
    if kind == "goals":
        return db.session.scalars(select(Goal)).all()
    if kind == "languages":
        return db.session.scalars(select(Language)).all()
    if kind == "experiences":
        return db.session.scalars(select(Experience)).all()
    raise KeyError(kind)


@dataclass
class Names:
    """Looks each catalogue up once; a code that has left the catalogue keeps its code as its name."""

    known: dict[str, dict[str, str]] = field(default_factory=dict)

    def of(self, kind: str, codes: Iterable[str]) -> list[str]:
        """Return the names of the codes of one of the catalogues."""
        if kind not in self.known:
            self.known[kind] = {entry.code: name_of(entry) for entry in entries_of(kind)}
        return [self.known[kind].get(code, code) for code in codes]

    def inside(self, kind: str, codes: Iterable[str]) -> list[str]:
        """Return the names as they stand inside a sentence."""
        written = proper if kind == "languages" else small
        return [written(name) for name in self.of(kind, codes)]


def small(name: str) -> str:
    """Return a name with a small first letter, unless it begins with an abbreviation such as *ADHD*."""
    return name if name[1:2].isupper() else name[:1].lower() + name[1:]


def proper(name: str) -> str:
    """Return the name of a language or weekday as the reader's language writes it: English with a capital, Danish without."""
    locale = get_locale()
    return name if locale is not None and locale.language == "en" else small(name)
