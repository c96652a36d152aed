"""Changed terms of a small job in words: what is another now, and what it was."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TypeVar

from flask_babel import gettext, lazy_gettext
from sqlalchemy import select

from web.catalogue.models import Area
from web.core.week import Week
from web.core.week_words import week_sentence
from web.extensions import db
from web.small_jobs.kinds import KindOfWork, Strain, SupportKind
from web.small_jobs.labels import named
from web.small_jobs.terms import Earlier

Entry = TypeVar("Entry", SupportKind, Strain)
TERM_NAMES: dict[str, Any] = {
    "hourly_rate_kr": lazy_gettext("Pay per hour, in kroner"),
    "hours_from": lazy_gettext("Fewest hours a week"),
    "hours_to": lazy_gettext("Most hours a week"),
    "week": lazy_gettext("When"),
    "area": lazy_gettext("District or village"),
    "place": lazy_gettext("Place or address"),
    "kind_of_work": lazy_gettext("Work"),
    "tasks": lazy_gettext("What you do"),
    "good_day": lazy_gettext("A good day"),
    "support": lazy_gettext("What helps there"),
    "strains": lazy_gettext("What is part of the job, and hard for some"),
}


def earlier_lines(earlier: Earlier) -> Iterator[tuple[str, str]]:
    """Yield the name of each changed term and what it was, in the order of the page."""
    for name, label in TERM_NAMES.items():
        if name in earlier:
            yield str(label), earlier_words(name, earlier[name]) or gettext("Nothing was written")


def earlier_words(name: str, value: Any) -> str:
    """Return what a term was before."""
    match name:
        case "week":
            return week_sentence(Week(int(value)))
        case "area":
            return db.session.scalars(select(Area).where(Area.code == value)).one().label
        case "kind_of_work":
            return named(db.session.scalars(select(KindOfWork).where(KindOfWork.code == value)).one())
        case "support":
            return names_of(SupportKind, value)
        case "strains":
            return names_of(Strain, value)
        case _:
            return str(value)


def names_of(kind: type[Entry], codes: list[str]) -> str:
    """Return the names of several entries, in their order."""
    entries = db.session.scalars(select(kind).where(kind.code.in_(codes)).order_by(kind.id))
    return ", ".join(named(entry) for entry in entries)
