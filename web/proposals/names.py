"""Names of catalogue codes in the reader's language, for the codes that reasons and facts are stored as."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

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
